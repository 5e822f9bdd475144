"""Study hours: courses, presence, claims and where they are reported."""
