"""The security gate: what a DOCX may be before anything in it is looked at."""
