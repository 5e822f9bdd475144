"""The words of the shipped templates, one module per type or per type and language."""
