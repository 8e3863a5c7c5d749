"""What a directive asks for."""

from collections.abc import Sequence
from uuid import UUID

import strawberry

from api.graphql.enums import DueKind
from api.graphql.refs import DirectiveRef, SelectorRef, UnitRef
from api.graphql.runtime.context import Info
from api.graphql.runtime.described import described
from api.graphql.runtime.node import Node
from cascade.enums import Origin, TaskKind
from projections.query_args import Moment


@strawberry.type
class Due:
    kind: DueKind
    stated: str | None = strawberry.field(description="How the document words it.")
    rule: str | None = strawberry.field(description="The rule in words or as an RRULE.")
    window: str | None
    occurrences: int | None = strawberry.field(description="How often, where it recurs.")


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
    key_id: strawberry.Private[UUID]
    at: strawberry.Private[Moment]
    directive_key: strawberry.Private[UUID]
    lead_key: strawberry.Private[UUID | None]
    coordinating_keys: strawberry.Private[Sequence[UUID]]
    report_to_key: strawberry.Private[UUID | None]
    report_via_key: strawberry.Private[UUID | None]
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
        "directive is in force no more."
    )

    @described("Null: the directive's own audience.")
    async def audience(self, info: Info) -> list[SelectorRef] | None:
        return await info.context.load.task_audiences.one(self.key_id, self.at)

    @strawberry.field
    async def lead(self, info: Info) -> UnitRef | None:
        return await info.context.load.units.optional(self.lead_key, self.at)

    @strawberry.field
    async def coordinating(self, info: Info) -> list[UnitRef]:
        return await info.context.load.units.every(self.coordinating_keys, self.at)

    @strawberry.field
    async def report_to(self, info: Info) -> UnitRef | None:
        return await info.context.load.units.optional(self.report_to_key, self.at)

    @strawberry.field
    async def report_via(self, info: Info) -> UnitRef | None:
        return await info.context.load.units.optional(self.report_via_key, self.at)

    @strawberry.field
    async def directive(self, info: Info) -> DirectiveRef:
        return await info.context.load.directives.required(self.directive_key, self.at)
