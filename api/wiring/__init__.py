"""Where the API meets the engine: requests read through ``reading`` and act through ``acting``."""
