"""One module per check of the vocabulary (K01 to K22, T1, A1)."""
