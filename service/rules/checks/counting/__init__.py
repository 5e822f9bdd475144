"""How often, how many, and without too long a pause."""
