"""What sets a number series."""

from datetime import date

import strawberry

from cascade.enums import SeriesRestart


@strawberry.input(
    description="When the numbers of an issuer's documents of one type begin again at 1."
)
class ConfigureSeriesInput:
    idempotency_key: str
    issuer: strawberry.ID
    type: str
    restart: SeriesRestart


@strawberry.input(description="A term begins: the series restarts for documents of this day on.")
class OpenTermInput:
    idempotency_key: str
    issuer: strawberry.ID
    type: str
    term: str
    from_: date = strawberry.field(name="from")
