"""Placing the meetings that a group's rule asks for: what is taken, the best day, and why."""
