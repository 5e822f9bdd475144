"""PDFs and pictures of pages, made by other people's programs within bounds."""
