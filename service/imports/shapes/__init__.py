"""The shapes that plans are published in. Each knows one, and says None to a table of another."""
