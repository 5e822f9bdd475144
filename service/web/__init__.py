"""The pages. Flask translates between requests and journeys, and no more."""
