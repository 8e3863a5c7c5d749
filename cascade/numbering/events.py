"""What happens in a number series."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from cascade.enums import SeriesRestart
from cascade.events import Event
from cascade.numbering.number import DocumentNumber


class NumberTaken(Event):
    """A directive issued here took the next number."""

    TOPIC: ClassVar[str] = "cascade.numbering.NumberTaken"

    issuer_id: UUID
    type: str
    number: DocumentNumber
    issued_on: date
    directive_id: UUID


class NumberNoted(Event):
    """A recorded document bears this number: known for matching citations, outside the series.

    ``by_its_issuer`` false: another unit noted it, and the issuer may still give the number.
    """

    TOPIC: ClassVar[str] = "cascade.numbering.NumberNoted"
    class_version: ClassVar[int] = 2

    issuer_id: UUID
    type: str
    number: DocumentNumber
    issued_on: date
    directive_id: UUID
    by_its_issuer: bool = True

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Whoever noted a number had bound the series by it."""
        state["by_its_issuer"] = True


class SeriesConfigured(Event):
    """When the series of this issuer and type restarts, from here on."""

    TOPIC: ClassVar[str] = "cascade.numbering.SeriesConfigured"

    issuer_id: UUID
    type: str
    restart: SeriesRestart


class TermOpened(Event):
    """A term of the issuer begins: a series by term restarts for documents of this day on."""

    TOPIC: ClassVar[str] = "cascade.numbering.TermOpened"

    issuer_id: UUID
    type: str
    term: str
    from_day: date


class CitationAwaited(Event):
    """A directive cites a document that is not known here. The stream is that of the sequence and
    type cited: when a document of this number, day and issuer arrives, the citation is matched.
    """

    TOPIC: ClassVar[str] = "cascade.numbering.CitationAwaited"

    number: DocumentNumber
    issued_on: date
    issuer_name: str
    directive_id: UUID
    citation_id: UUID
