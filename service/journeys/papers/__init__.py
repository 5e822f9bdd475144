"""The documents a group has: their kinds, what they are filled with, and those asked for."""
