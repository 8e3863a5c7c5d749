"""Sparse equals naive: random histories, told to the product and to the naive model alike."""
