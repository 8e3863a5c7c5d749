"""What a directive asks for."""

from collections.abc import Sequence
from typing import Self
from uuid import UUID

import strawberry

from api.graphql.directives.reading import directives
from api.graphql.enums import DueKind
from api.graphql.organisation.reading import units
from api.graphql.refs import DirectiveRef, SelectorRef, UnitRef
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.links import from_row, link, links
from api.graphql.runtime.node import Node
from cascade.enums import Origin, TaskKind
from projections.query_args import Moment
from projections.tasks.rows import DueRow, TaskRow


@strawberry.type
class Due:
    kind: DueKind
    stated: str | None = strawberry.field(description="How the document words it.")
    rule: str | None = strawberry.field(description="The rule in words or as an RRULE.")
    window: str | None
    occurrences: int | None = strawberry.field(
        description="How often, where it recurs; without an end, how many periods there are by now."
    )
    open_ended: bool = strawberry.field(
        description="It recurs without an end, while the directive is in force: further periods "
        "are there as their time comes.",
        default=False,
    )

    @classmethod
    def of(cls, row: DueRow, at: Moment) -> Self:
        return from_row(cls, row, at, kind=DueKind(row.kind))


@strawberry.type(
    description="Without a lead, each unit's own. Shared by a lead and its coordinating units: "
    "met when the sum of their accepted quantities reaches the minimum; all of them "
    "are then fulfilled."
)
class Quota:
    minimum: int
    stated_upper: int | None
    unit_of_measure: str
    stated: str


@strawberry.type
class Task(Node):
    at: strawberry.Private[Moment]
    directive_id: strawberry.Private[UUID]
    lead_id: strawberry.Private[UUID | None]
    coordinating_ids: strawberry.Private[Sequence[UUID]]
    report_to_id: strawberry.Private[UUID | None]
    report_via_id: strawberry.Private[UUID | None]
    key: str = strawberry.field(description="Unique in its directive.")
    number: str | None = strawberry.field(
        description="As the document numbers it; two tasks may share one, or have none."
    )
    text: str
    kind: TaskKind
    origin: Origin
    lead_is_inferred: bool
    quota: Quota | None
    due: Due
    needs_acceptance: bool
    accountable_post: str | None = strawberry.field(
        description="The post that the document makes answer for it; no person."
    )
    withdrawn: bool = strawberry.field(
        description="True where nothing more is asked of it: by an amendment, or since the "
        "directive is no longer in force."
    )
    audience: list[SelectorRef] | None = strawberry.field(
        description="Null: the directive's own audience."
    )

    lead: UnitRef | None = link(units, "lead_id")
    coordinating: list[UnitRef] = links(units, "coordinating_ids")
    report_to: UnitRef | None = link(units, "report_to_id")
    report_via: UnitRef | None = link(units, "report_via_id")
    directive: DirectiveRef = link(directives, "directive_id")

    @classmethod
    def of(cls, row: TaskRow, at: Moment) -> Self:
        return from_row(cls, row, at, id=ids.encode(Kind.TASK, row.task_id))
