"""One issuer's numbers for documents of one type."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from cascade.directive.number import DocumentNumber, same_text
from cascade.numbering.events import NumberNoted, NumberTaken
from cascade.recorded import Recorded


@dataclass(slots=True)
class NumberSeries:
    """``last`` is the last sequence taken, by the year that the number carries (null: none)."""

    version: int = 0
    last: dict[int | None, int] = field(default_factory=dict)
    known: list[NumberTaken | NumberNoted] = field(default_factory=list)

    def apply(self, recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, NumberTaken) and event.number.sequence is not None:
            self.last[event.number.year] = event.number.sequence
        if isinstance(event, NumberTaken | NumberNoted):
            self.known.append(event)
        self.version = event.originator_version

    @property
    def is_yearly(self) -> bool:
        """Whether the last number taken carries a year: the next one then does too."""
        taken = [known for known in self.known if isinstance(known, NumberTaken)]
        return bool(taken) and taken[-1].number.year is not None

    def is_known(self, number: DocumentNumber, issued_on: date) -> bool:
        """Whether a document of this number and day is issued or recorded."""
        return any(
            known.issued_on == issued_on and same_text(known.number.text, number.text)
            for known in self.known
        )

    def matching(self, sequence: int, issued_on: date) -> UUID | None:
        """The directive of this sequence and day, where exactly one is known."""
        found = {
            known.directive_id
            for known in self.known
            if known.number.sequence == sequence and known.issued_on == issued_on
        }
        return found.pop() if len(found) == 1 else None
