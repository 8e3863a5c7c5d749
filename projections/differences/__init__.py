"""What became of a slice between two moments."""
