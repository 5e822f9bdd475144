"""Compiling a template once, and filling it in any number of times."""
