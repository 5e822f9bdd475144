"""Drawing the planning wheels as SVG, for web pages and for files."""
