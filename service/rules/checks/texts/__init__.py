"""What a text of the group's says, lacks or no longer holds."""
