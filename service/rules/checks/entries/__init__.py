"""What the entries of registers hold."""
