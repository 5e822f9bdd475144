"""Keeping calendars in step with the plan: observing, deciding, carrying out, choosing."""
