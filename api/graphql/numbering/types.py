"""Number series, and what a mutation on one answers."""

from typing import Self

import strawberry

from api.graphql.organisation.types import Unit
from api.graphql.runtime.node import UserError
from api.graphql.runtime.scalars import Count, Position
from cascade.enums import SeriesRestart


@strawberry.type(description="The numbers that an issuer gives to documents of one type.")
class NumberSeries:
    issuer: Unit
    type: str
    restart: SeriesRestart | None = strawberry.field(
        description="Null until it is set: it restarts with the year that its numbers carry."
    )
    term: str | None = strawberry.field(description="The term of today, where it goes by terms.")
    next_sequence: Count = strawberry.field(description="What a document of today gets.")


@strawberry.type
class SeriesPayload:
    series: NumberSeries | None
    position: Position | None
    user_errors: list[UserError]

    @classmethod
    def refused(cls, errors: list[UserError]) -> Self:
        return cls(series=None, position=None, user_errors=errors)
