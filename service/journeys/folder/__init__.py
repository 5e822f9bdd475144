"""Keeping a shared folder in step with the plan: looking, creating, refreshing, telling."""
