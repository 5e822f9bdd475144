"""Copies of all that the service knows, taken while it runs, and put back."""
