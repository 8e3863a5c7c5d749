"""The HTTP face: who asks, how much at once, and in which media type."""
