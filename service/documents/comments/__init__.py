"""Findings as Word comments: written, kept apart from people's own, and taken away."""
