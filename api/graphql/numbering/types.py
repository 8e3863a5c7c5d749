"""Number series."""

import strawberry

from api.graphql.organisation.types import Unit
from api.graphql.runtime.scalars import Count
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
