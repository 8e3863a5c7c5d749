"""Mutants: one thing is changed in what is decided or answered, and some test must see it."""
