"""Two groups and two published meeting plans: facts, and people that do not exist."""
