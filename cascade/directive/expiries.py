"""When a directive expires: what its issue and its amendments say of it."""

from dataclasses import dataclass, field
from datetime import datetime

from cascade.directive.records import Expiry


@dataclass(slots=True)
class Expiries:
    """By position, when the directive was to expire from there on; nothing: never."""

    known: list[tuple[int, Expiry]] = field(default_factory=list)

    def add(self, expiry: Expiry | None, position: int) -> None:
        """Take in what an event of a position says; null: nothing."""
        if expiry is not None:
            self.known.append((position, expiry))

    def at(self, position: int | None = None) -> Expiry | None:
        """As it is known now, or was known at a position; null: never."""
        known = [each for at, each in self.known if position is None or at <= position]
        return known[-1] if known else None

    def is_over(self, now: datetime) -> bool:
        """Whether the last day is over. Nothing records that: it is a comparison with a clock."""
        last = self.at()
        return last is not None and now > last.expires_at
