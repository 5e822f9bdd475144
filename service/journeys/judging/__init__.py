"""Judging what is known of a group, and what people decide about the findings."""
