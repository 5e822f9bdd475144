"""What checks of every kind look with: days, windows, names, traces and what registers hold."""
