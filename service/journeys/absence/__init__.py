"""Absence from the group's meetings: reported, shown to whoever leads, forgotten in time."""
