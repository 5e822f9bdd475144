"""New values in a document that people have edited, and every other byte as it was."""
