"""The truth, by brute force: a naive model of the nation over the list of recorded events.

It reads the events and nothing that the product derived from them: selectors as worded, never the
normalised atoms; due dates worked out again; every answer recomputed from the first event on. It is
slow, and short enough to be checked by reading. It shares no code with the product but the classes
of the events and the words of the field.
"""
