"""Published meeting plans and group files, read with their doubts."""
