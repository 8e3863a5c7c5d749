"""The feed: what becomes of the obligations of a slice, one change after another."""
