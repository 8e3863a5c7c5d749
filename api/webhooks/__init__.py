"""Sends feeds to where they were asked for: signed, in order, at least once."""
