"""The log as an auditor reads it."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

import strawberry

from api.graphql.directives.reading import directives
from api.graphql.not_available import not_available
from api.graphql.organisation.reading import units
from api.graphql.refs import DirectiveRef, UnitRef
from api.graphql.runtime.context import Info
from api.graphql.runtime.ids import DirectiveId, ObligationId, UnitId
from api.graphql.runtime.links import from_row, link
from api.graphql.runtime.node import PageInfo
from api.graphql.runtime.paging import Edge
from api.graphql.runtime.scalars import JSON, Position
from projections.audit.rows import AuditRow
from projections.query_args import Moment


@strawberry.input
class AuditFilter:
    unit: UnitId | None = strawberry.UNSET
    under: UnitId | None = strawberry.UNSET
    """This unit and every unit under it."""
    directive: DirectiveId | None = strawberry.UNSET
    obligation: ObligationId | None = strawberry.UNSET
    actor: str | None = strawberry.UNSET
    types: list[str] | None = strawberry.UNSET
    correlation_id: strawberry.ID | None = strawberry.UNSET
    recorded_from: datetime | None = strawberry.UNSET
    recorded_to: datetime | None = strawberry.UNSET
    after_position: Position | None = strawberry.UNSET
    newest_first: bool = False


@strawberry.type
class AuditEntry:
    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID | None]
    directive_id: strawberry.Private[UUID | None]
    position: Position
    recorded_at: datetime
    occurred_on: date | None
    """The day that the document or the act bears, where it bears one."""
    type: str
    actor: str | None
    """Null outside the viewer's slice."""
    summary: str
    data: JSON
    """The event, less what lies outside the viewer's slice."""
    partial: bool
    """True where something was left out; there is then no proof of it for this viewer."""
    correlation_id: strawberry.ID
    """The request that caused it, and the entry that caused that."""
    causation_position: Position | None
    leaf_hash: str
    """SHA-256, hexadecimal: the entry's leaf in the log's Merkle tree."""

    unit: UnitRef | None = link(units, "unit_id")
    directive: DirectiveRef | None = link(directives, "directive_id")

    @classmethod
    def of(cls, row: AuditRow, at: Moment) -> Self:
        return from_row(cls, row, at, correlation_id=strawberry.ID(str(row.correlation_id)))


@strawberry.type
class AuditEdge(Edge[AuditEntry]):
    pass


@strawberry.type
class AuditConnection:
    edges: list[AuditEdge]
    page_info: PageInfo


@strawberry.type
class LogHead:
    """The size of the log and its hashes are public to every viewer."""

    position: Position
    recorded_at: datetime | None
    root_hash: str


@strawberry.type
class Checkpoint:
    size: Position
    root_hash: str
    note: str
    """A signed note in the C2SP tlog-checkpoint format."""


@strawberry.type
class InclusionProof:
    position: Position
    leaf_hash: str
    entry: str
    """Base64 of the exact bytes that the leaf hashes."""
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
        head = await info.context.source.services.log.head()
        return LogHead(
            position=Position(head.position),
            recorded_at=head.recorded_at if head.position else None,
            root_hash=head.root_hash.hex(),
        )

    @strawberry.field
    def checkpoint(self, size: Position | None = strawberry.UNSET) -> Checkpoint | None:
        """The newest, or the first that covers the size. Null while there is none."""
        raise not_available("Log.checkpoint")

    @strawberry.field
    def inclusion_proof(
        self, position: Position, size: Position | None = strawberry.UNSET
    ) -> InclusionProof | None:
        """Against a signed checkpoint, never the moving head. Null where the entry is not wholly in
        the viewer's slice.
        """
        raise not_available("Log.inclusionProof")

    @strawberry.field
    def consistency_proof(
        self,
        from_: Annotated[Position, strawberry.argument(name="from")],
        to: Position | None = strawberry.UNSET,
    ) -> ConsistencyProof | None:
        raise not_available("Log.consistencyProof")
