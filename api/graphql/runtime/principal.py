"""Who asks, as far as the token tells."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Principal:
    """The subject of a verified token. What it may see and do is told by its grants."""

    subject: str
