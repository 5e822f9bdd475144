"""Reading a document back, whoever edited it in whichever editor."""
