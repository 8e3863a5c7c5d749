"""What was accepted towards a quota that a group shares: one sum, however many share it."""

from dataclasses import dataclass, field
from decimal import Decimal

from cascade.execution.events import QuotaShareCounted
from cascade.execution.state import is_by
from cascade.recorded import Recorded


@dataclass(slots=True)
class SharedQuota:
    """Of one task, and of one occurrence where it recurs; version 0: nothing was accepted."""

    version: int = 0
    shares: list[tuple[int, Decimal]] = field(default_factory=list)
    """(position, quantity) of each that was accepted."""

    def apply(self, recorded: Recorded) -> None:
        """Take in the stream's next event."""
        if isinstance(recorded.event, QuotaShareCounted):
            self.shares.append((recorded.position, recorded.event.quantity))
        self.version = recorded.event.originator_version

    def accepted(self, until: int | None = None) -> list[tuple[int, Decimal]]:
        """The shares by now, or by a position."""
        return [share for share in self.shares if is_by(share[0], until)]
