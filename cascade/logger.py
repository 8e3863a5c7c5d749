"""What the program tells whoever runs it.

The library behind it is loaded with the first line: it brings a terminal's colours and much else
along, and most starts tell nothing.
"""

from typing import Any, Final


class Logger:
    """One of structlog's: ``info(event, **details)``, ``warning``, ``error``, ``exception``."""

    def __init__(self, name: str) -> None:
        self._name: Final = name

    def __getattr__(self, method: str) -> Any:
        import structlog

        return getattr(structlog.get_logger(self._name), method)
