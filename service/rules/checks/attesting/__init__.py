"""What only people can confirm."""
