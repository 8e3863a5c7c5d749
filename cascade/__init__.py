"""The domain, the log and the database of the directive cascade engine."""

__version__ = "0.1.0"
