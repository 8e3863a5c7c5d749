"""All commands in random order, with the projector in process, beside the naive model."""
