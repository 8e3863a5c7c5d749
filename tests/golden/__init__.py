"""One stored state for every topic and version there ever was: what loads today loads for ever.

``python -m tests.golden --write`` adds the files that are missing. A file that exists is never
written again: if its test fails, raise the event's ``class_version`` and write an upcaster.
"""
