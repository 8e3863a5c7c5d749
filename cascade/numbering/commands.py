"""What may be asked of a number series."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cascade.enums import SeriesRestart
from cascade.text_rules import Key, Line


@dataclass(frozen=True, slots=True)
class ConfigureSeries:
    """Say when an issuer's series of documents of one type restarts."""

    issuer: UUID
    type: Key
    restart: SeriesRestart


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTerm:
    """A term begins: a series by term restarts for documents of this day on."""

    issuer: UUID
    type: Key
    term: Line
    from_day: date
