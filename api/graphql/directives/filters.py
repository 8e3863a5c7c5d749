"""Which directives are asked for."""

from datetime import date

import strawberry

from api.graphql.runtime.ids import DirectiveId, UnitId
from projections.query_args import DirectiveStatus


@strawberry.input
class NumberedBy:
    """A number as it is written, such as 411-CV/ĐU, and its issuer, for numbers recur between
    issuers, types and terms.
    """

    number: str
    """As it is written, such as "411-CV/ĐU"; kinds of dashes are not told apart."""
    issuer: UnitId
    """The unit that issued it."""
    issued_on: date | None = strawberry.UNSET
    """Needed where the series has restarted; else AMBIGUOUS_NUMBER."""


@strawberry.input(one_of=True)
class DirectiveBy:
    """By its id, or by what stands on its paper."""

    id: DirectiveId | None = strawberry.UNSET
    """Of a directive, as answers give it."""
    number: NumberedBy | None = strawberry.UNSET
    """Number and issuer, and the day where they do not suffice."""


@strawberry.input
class DirectiveFilter:
    """Which directives are wanted: those that answer to every field that is given."""

    issuer: UnitId | None = strawberry.UNSET
    """Issued by this very unit."""
    type: str | None = strawberry.UNSET
    """Of this type, such as "CV"."""
    status: DirectiveStatus | None = strawberry.UNSET
    """Where they stand at the moment asked of."""
    issued_from: date | None = strawberry.UNSET
    """Dated this day or later."""
    issued_to: date | None = strawberry.UNSET
    """Dated this day or earlier."""
    met_in: int | None = strawberry.UNSET
    """Conclusions of meetings that were held in this year."""
    search: str | None = strawberry.UNSET
    """Words of the number and the subject, accents and case ignored.
    Each may be a beginning, in any order: "411 ve sinh". The subject is the one of the moment, as
    corrected. What answers best comes first, of these the newest."""
