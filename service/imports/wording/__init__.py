"""What single words of a plan mean: days, months, hours, column names, and what doesn't stand."""
