"""The wheel of a year and of a term: what stands in it, when, and how surely."""
