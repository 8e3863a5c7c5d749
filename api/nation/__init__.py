"""A made-up nation that has worked for a year: its whole log, made in bulk, the same for a seed."""
