"""How one document names another."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from api.graphql.enums import CitationStatus, CitedPart
from api.graphql.refs import DirectiveRef
from api.graphql.runtime.context import Info
from api.graphql.runtime.described import described
from api.graphql.runtime.node import Node
from cascade.enums import CitationRelation
from projections.query_args import Moment


@strawberry.type
class Discrepancy:
    part: CitedPart
    written: str
    recorded: str


@strawberry.type
class Citation(Node):
    at: strawberry.Private[Moment]
    directive_key: strawberry.Private[UUID]
    target_key: strawberry.Private[UUID | None]
    proposed_key: strawberry.Private[UUID | None]
    text: str = strawberry.field(description="The number as this document writes it.")
    issued_on: date | None
    issuer_name: str | None
    relation: CitationRelation
    task_key: str | None
    anchor: str | None = strawberry.field(
        description="Where it stands: preamble, body, footnote 1."
    )
    resolved_at: datetime | None = strawberry.field(
        description="When it was matched, or found to be matched wrongly, after the issue."
    )
    resolved_by_hand: bool | None = strawberry.field(
        description="False where it was found by itself, when the document arrived."
    )
    status: CitationStatus = strawberry.field(
        description="PROPOSED: a document arrived that it may mean. It is a match once an issuer "
        "of the citing directive confirms it. UNMATCHED too where the document is hidden from the "
        "viewer."
    )
    discrepancies: list[Discrepancy] = strawberry.field(
        description="Where it disagrees with its target. Empty where the target is hidden from "
        "the viewer."
    )

    @strawberry.field
    async def target(self, info: Info) -> DirectiveRef | None:
        return await info.context.load.directives.optional(self.target_key, self.at)

    @described(
        "What waits to be confirmed or declined; null where it is hidden from the viewer. The "
        "discrepancies are with this one then."
    )
    async def proposed(self, info: Info) -> DirectiveRef | None:
        return await info.context.load.directives.optional(self.proposed_key, self.at)
