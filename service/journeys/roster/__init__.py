"""Who holds which office, who acts, and who has which right, on any day."""
