"""The log as an auditor reads it."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

import strawberry

from api.graphql.not_available import not_available
from api.graphql.refs import DirectiveRef, UnitRef
from api.graphql.runtime.context import Info
from api.graphql.runtime.described import described
from api.graphql.runtime.node import PageInfo
from api.graphql.runtime.paging import PageOf, Paging
from api.graphql.runtime.scalars import JSON, Position
from projections.query_args import Moment


@strawberry.type
class AuditEntry:
    at: strawberry.Private[Moment]
    unit_key: strawberry.Private[UUID | None]
    directive_key: strawberry.Private[UUID | None]
    position: Position
    recorded_at: datetime
    occurred_on: date | None = strawberry.field(
        description="The day that the document or the act bears, where it bears one."
    )
    type: str
    actor: str | None = strawberry.field(description="Null outside the viewer's slice.")
    summary: str
    data: JSON = strawberry.field(
        description="The event, less what lies outside the viewer's slice."
    )
    partial: bool = strawberry.field(
        description="True where something was left out; there is then no proof of it for this "
        "viewer."
    )
    correlation_id: strawberry.ID = strawberry.field(
        description="The request that caused it, and the entry that caused that."
    )
    causation_position: Position | None
    leaf_hash: str = strawberry.field(
        description="SHA-256, hexadecimal: the entry's leaf in the log's Merkle tree."
    )

    @strawberry.field
    async def unit(self, info: Info) -> UnitRef | None:
        return await info.context.load.units.optional(self.unit_key, self.at)

    @strawberry.field
    async def directive(self, info: Info) -> DirectiveRef | None:
        return await info.context.load.directives.optional(self.directive_key, self.at)


@strawberry.type
class AuditEdge:
    cursor: str
    node: AuditEntry


@strawberry.type
class AuditConnection:
    edges: list[AuditEdge]
    page_info: PageInfo

    @classmethod
    def of(cls, paging: Paging, page: PageOf[AuditEntry]) -> Self:
        edges = [AuditEdge(cursor=cursor, node=node) for cursor, node in paging.edges(page)]
        return cls(edges=edges, page_info=paging.info(page))


@strawberry.type(description="The size of the log and its hashes are public to every viewer.")
class LogHead:
    position: Position
    recorded_at: datetime | None
    root_hash: str


@strawberry.type
class Checkpoint:
    size: Position
    root_hash: str
    note: str = strawberry.field(description="A signed note in the C2SP tlog-checkpoint format.")


@strawberry.type
class InclusionProof:
    position: Position
    leaf_hash: str
    entry: str = strawberry.field(description="Base64 of the exact bytes that the leaf hashes.")
    path: list[str]
    checkpoint: Checkpoint


@strawberry.type
class ConsistencyProof:
    from_: Position = strawberry.field(name="from")
    path: list[str]
    checkpoint: Checkpoint


@strawberry.type
class Log:
    @strawberry.field
    async def head(self, info: Info) -> LogHead:
        return await info.context.reader.log_head()

    @described("The newest, or the first that covers the size. Null while there is none.")
    def checkpoint(self, size: Position | None = strawberry.UNSET) -> Checkpoint | None:
        raise not_available("Log.checkpoint")

    @described(
        "Against a signed checkpoint, never the moving head. Null where the entry is "
        "not wholly in the viewer's slice."
    )
    def inclusion_proof(
        self, position: Position, size: Position | None = strawberry.UNSET
    ) -> InclusionProof | None:
        raise not_available("Log.inclusionProof")

    @strawberry.field
    def consistency_proof(
        self,
        from_: Annotated[Position, strawberry.argument(name="from")],
        to: Position | None = strawberry.UNSET,
    ) -> ConsistencyProof | None:
        raise not_available("Log.consistencyProof")
