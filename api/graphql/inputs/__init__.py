"""What callers send, one module for each concept."""
