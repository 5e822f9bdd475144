"""One plain function per user journey. Stores and repositories are arguments."""
