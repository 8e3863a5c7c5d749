"""One issuer's numbers for documents of one type."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from cascade.enums import SeriesRestart
from cascade.numbering.events import (
    CitationAwaited,
    NumberNoted,
    NumberTaken,
    SeriesConfigured,
    TermOpened,
)
from cascade.numbering.number import (
    DocumentNumber,
    next_number,
    parse_number,
    plain_text,
    run_carried,
    same_place,
)
from cascade.recorded import Recorded

Run = int | str | None
"""In which run of the series a number stands: a year, a term, or null where there is one run."""


@dataclass(slots=True)
class NumberSeries:
    """``last`` is the last sequence taken in each run. Until it is configured, a series restarts
    with the year or the Assembly's term that its numbers carry, if they do.

    Numbers are read from their texts: an older version may have read one otherwise.
    """

    version: int = 0
    restart: SeriesRestart | None = None
    terms: list[TermOpened] = field(default_factory=list)
    """In order of their first days."""
    last: dict[Run, int] = field(default_factory=dict)
    known: list[NumberTaken | NumberNoted] = field(default_factory=list)
    last_taken: NumberTaken | None = None
    # Asked at every issue, and a series only grows.
    _by_number: dict[tuple[date, str], list[NumberTaken | NumberNoted]] = field(
        default_factory=dict
    )

    def apply(self, recorded: Recorded) -> None:
        """Take in the stream's next event."""
        event = recorded.event
        match event:
            case NumberTaken() | NumberNoted():
                self.known.append(event)
                number = (event.issued_on, plain_text(event.number.text))
                self._by_number.setdefault(number, []).append(event)
                if isinstance(event, NumberTaken):
                    self._take(event)
            case SeriesConfigured():
                self.restart = event.restart
                self._count_anew()
            case TermOpened():
                self.terms.append(event)
                self._count_anew()
        self.version = event.originator_version

    def _take(self, taken: NumberTaken) -> None:
        self.last_taken = taken
        if taken.number.sequence is not None:
            run = self.run_of(taken.number, taken.issued_on)
            self.last[run] = max(taken.number.sequence, self.last.get(run, 0))

    def _count_anew(self) -> None:
        self.last = {}
        for known in self.known:
            if isinstance(known, NumberTaken):
                self._take(known)

    # ---- questions

    def run_of(self, number: DocumentNumber, issued_on: date) -> Run:
        """The run in which a number stands."""
        match self.restart:
            case SeriesRestart.NEVER:
                return None
            case SeriesRestart.YEAR:
                return issued_on.year
            case SeriesRestart.TERM:
                return self.term_on(issued_on)
            case None:
                return run_carried(parse_number(number.text))

    def term_on(self, day: date) -> str | None:
        """The term in which a document of this day is issued; null before the first."""
        begun = [term.term for term in self.terms if term.from_day <= day]
        return begun[-1] if begun else None

    def next_sequence(self, issued_on: date, symbol: str | None = None) -> int:
        """The sequence that the next document of this day gets; ``symbol``: its issuer's by now."""
        if self.last_taken is None:
            return 1
        last = self.last_taken.number
        first = next_number(
            1, self.last_taken.type, symbol or last.symbol or "", issued_on.year, last
        )
        return self.last.get(self.run_of(first, issued_on), 0) + 1

    def begins_at_one(self, issued_on: date) -> bool:
        """Whether the first number of the day's run must be 1: a run that follows another one of a
        configured series. The very first number of a series is where its paper one had come to.
        """
        return self.restart is not None and self.last_taken is not None

    def is_taken(self, number: DocumentNumber, issued_on: date) -> bool:
        """Whether a directive bears this sequence and suffix in the same run."""
        run = self.run_of(number, issued_on)
        return any(
            isinstance(known, NumberTaken)
            and same_place(known.number, number)
            and self.run_of(known.number, known.issued_on) == run
            for known in self.known
        )

    def is_given(self, number: DocumentNumber, issued_on: date) -> bool:
        """Whether the issuer itself issued or recorded a document of this number and day."""
        return any(map(is_issuers_word, self._of(number, issued_on)))

    def known_by(self, number: DocumentNumber, issued_on: date) -> list[UUID]:
        """The documents of this number and day, whoever issued or noted them."""
        return [known.directive_id for known in self._of(number, issued_on)]

    def _of(self, number: DocumentNumber, issued_on: date) -> list[NumberTaken | NumberNoted]:
        return self._by_number.get((issued_on, plain_text(number.text)), [])

    def matching(self, number: DocumentNumber, issued_on: date) -> dict[UUID, bool]:
        """The documents of this sequence, suffix and day; whether each is by its issuer's word."""
        return {
            known.directive_id: is_issuers_word(known)
            for known in self.known
            if known.issued_on == issued_on and same_place(known.number, number)
        }


def is_issuers_word(known: NumberTaken | NumberNoted) -> bool:
    """Whether the issuer gave the number itself. What others note of it binds it to nothing."""
    return isinstance(known, NumberTaken) or known.by_its_issuer


@dataclass(slots=True)
class Awaited:
    """The citations of one sequence and type that were not matched at their issue."""

    version: int = 0
    citations: list[CitationAwaited] = field(default_factory=list)

    def apply(self, recorded: Recorded) -> None:
        """Take in the stream's next event."""
        event = recorded.event
        if isinstance(event, CitationAwaited):
            self.citations.append(event)
        self.version = event.originator_version
