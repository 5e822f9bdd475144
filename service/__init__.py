"""Kjøreplan: meeting plans, protocols and ground rules of council groups."""
