"""One issuer's numbers for documents of one type."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from cascade.directive.number import DocumentNumber, plain_text
from cascade.numbering.events import NumberNoted, NumberTaken
from cascade.recorded import Recorded


@dataclass(slots=True)
class NumberSeries:
    """``last`` is the last sequence taken, by the year that the number carries (null: none)."""

    version: int = 0
    last: dict[int | None, int] = field(default_factory=dict)
    known: list[NumberTaken | NumberNoted] = field(default_factory=list)
    # Asked at every issue, and a series only grows.
    _days_of_numbers: set[tuple[date, str]] = field(default_factory=set)

    def apply(self, recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, NumberTaken) and event.number.sequence is not None:
            self.last[event.number.year] = event.number.sequence
        if isinstance(event, NumberTaken | NumberNoted):
            self.known.append(event)
            self._days_of_numbers.add((event.issued_on, plain_text(event.number.text)))
        self.version = event.originator_version

    @property
    def is_yearly(self) -> bool:
        """Whether the last number taken carries a year: the next one then does too."""
        taken = (known for known in reversed(self.known) if isinstance(known, NumberTaken))
        last = next(taken, None)
        return last is not None and last.number.year is not None

    def is_known(self, number: DocumentNumber, issued_on: date) -> bool:
        """Whether a document of this number and day is issued or recorded."""
        return (issued_on, plain_text(number.text)) in self._days_of_numbers

    def matching(self, sequence: int, issued_on: date) -> UUID | None:
        """The directive of this sequence and day, where exactly one is known."""
        found = {
            known.directive_id
            for known in self.known
            if known.number.sequence == sequence and known.issued_on == issued_on
        }
        return found.pop() if len(found) == 1 else None
