"""Number series."""

import strawberry

from api.graphql.organisation.types import Unit
from api.graphql.runtime.scalars import Count
from cascade.enums import SeriesRestart


@strawberry.type
class NumberSeries:
    """The numbers that an issuer gives to documents of one type."""

    issuer: Unit
    """The unit whose documents are counted."""
    type: str
    """The kind of document that is counted, such as "CV"."""
    restart: SeriesRestart | None
    """Null until it is set: it restarts with the year that its numbers carry."""
    term: str | None
    """The term of today, where it goes by terms."""
    next_sequence: Count
    """What a document of today gets."""
