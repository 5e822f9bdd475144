"""A small library for other people's servers. Knows nothing of the service that uses it."""
