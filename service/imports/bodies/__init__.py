"""What bodies are called, which names mean the same, and what is no body's name."""
