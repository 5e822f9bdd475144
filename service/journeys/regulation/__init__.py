"""What the group's adopted regulation decides, and how it comes to do so."""
