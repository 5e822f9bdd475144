"""Who fills which office, and what offices and bodies need."""
