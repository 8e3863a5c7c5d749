"""What a query may be asked by."""

from datetime import date, datetime

import strawberry

from api.graphql.runtime.scalars import Position
from cascade.enums import ObligationRole, TaskKind
from projections.query_args import DirectiveStatus, Status, Timeliness


@strawberry.input(one_of=True)
class UnitBy:
    id: strawberry.ID | None = strawberry.UNSET
    code: str | None = strawberry.field(
        description="The code of a unit that is live at the moment asked of.",
        default=strawberry.UNSET,
    )


@strawberry.input
class UnitFilter:
    under: strawberry.ID | None = strawberry.UNSET
    level: str | None = strawberry.UNSET
    kind: str | None = strawberry.UNSET
    live: bool | None = strawberry.UNSET
    search: str | None = strawberry.field(
        description="Words of the name, accents and case ignored.", default=strawberry.UNSET
    )


@strawberry.input(
    description="A number as it is written, such as 411-CV/ĐU, and its issuer, for numbers recur "
    "between issuers, types and terms."
)
class NumberedBy:
    number: str
    issuer: strawberry.ID
    issued_on: date | None = strawberry.field(
        description="Needed where the series has restarted; else AMBIGUOUS_NUMBER.",
        default=strawberry.UNSET,
    )


@strawberry.input(one_of=True)
class DirectiveBy:
    id: strawberry.ID | None = strawberry.UNSET
    number: NumberedBy | None = strawberry.UNSET


@strawberry.input
class DirectiveFilter:
    issuer: strawberry.ID | None = strawberry.UNSET
    type: str | None = strawberry.UNSET
    status: DirectiveStatus | None = strawberry.UNSET
    issued_from: date | None = strawberry.UNSET
    issued_to: date | None = strawberry.UNSET
    search: str | None = strawberry.UNSET


@strawberry.input
class ObligationFilter:
    status: list[Status] | None = strawberry.UNSET
    timeliness: list[Timeliness] | None = strawberry.UNSET
    directive: strawberry.ID | None = strawberry.UNSET
    task_kind: list[TaskKind] | None = strawberry.UNSET
    role: ObligationRole | None = strawberry.UNSET
    due_from: datetime | None = strawberry.UNSET
    due_to: datetime | None = strawberry.UNSET


@strawberry.input(
    one_of=True,
    description="After a position, or after a cursor: one event can change 240,000 obligations, "
    "so a position cannot split a page.",
)
class FeedStart:
    position: Position | None = strawberry.UNSET
    cursor: str | None = strawberry.UNSET


@strawberry.input
class AuditFilter:
    unit: strawberry.ID | None = strawberry.UNSET
    under: strawberry.ID | None = strawberry.field(
        description="This unit and every unit under it.", default=strawberry.UNSET
    )
    directive: strawberry.ID | None = strawberry.UNSET
    obligation: strawberry.ID | None = strawberry.UNSET
    actor: str | None = strawberry.UNSET
    types: list[str] | None = strawberry.UNSET
    correlation_id: strawberry.ID | None = strawberry.UNSET
    recorded_from: datetime | None = strawberry.UNSET
    recorded_to: datetime | None = strawberry.UNSET
    after_position: Position | None = strawberry.UNSET
    newest_first: bool = False
