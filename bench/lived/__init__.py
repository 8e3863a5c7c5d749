"""A nation that has worked for a year, and what it costs to ask it: `make bench-nation`."""
