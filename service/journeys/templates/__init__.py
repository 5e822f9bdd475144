"""A group's templates: ours, its party's, and its own."""
