"""A group's register entries as a TOML file."""
