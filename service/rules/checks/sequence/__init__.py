"""What comes before what, and how long there is between."""
