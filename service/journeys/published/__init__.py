"""A published plan from the moment it is handed in until it is the municipality's plan here."""
