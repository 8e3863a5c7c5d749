"""What sets a number series."""

from datetime import date

import strawberry

from api.graphql.runtime.ids import UnitId
from api.graphql.runtime.to_command import becomes
from cascade.enums import SeriesRestart
from cascade.numbering import commands as numbering


@becomes(numbering.ConfigureSeries)
@strawberry.input
class ConfigureSeriesInput:
    """When the numbers of an issuer's documents of one type begin again at 1."""

    idempotency_key: str
    issuer: UnitId
    type: str
    restart: SeriesRestart
    """From the next document on; numbers that were given stand."""


@becomes(numbering.OpenTerm, from_day="from_")
@strawberry.input
class OpenTermInput:
    """A term begins: the series restarts for documents of this day on."""

    idempotency_key: str
    issuer: UnitId
    type: str
    term: str
    """What it is called, such as "2026-2031"; unique in the series."""
    from_: date = strawberry.field(name="from")
    """Its first day."""
