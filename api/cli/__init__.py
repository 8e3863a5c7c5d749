"""The command line: reads the settings, composes everything, and is the only one that does."""
