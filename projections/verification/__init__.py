"""Read models beside the log that they follow from, in a sample drawn at random."""
