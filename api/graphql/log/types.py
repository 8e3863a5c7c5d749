"""The log as an auditor reads it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

import strawberry

from api.graphql.directives.reading import directives
from api.graphql.log.event_data import told
from api.graphql.not_available import not_available
from api.graphql.organisation.reading import units
from api.graphql.refs import DirectiveRef, GrantRef, UnitRef
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
    """Which entries are wanted: those that answer to every field that is given."""

    unit: UnitId | None = strawberry.UNSET
    """About this very unit."""
    under: UnitId | None = strawberry.UNSET
    """This unit and every unit under it."""
    directive: DirectiveId | None = strawberry.UNSET
    """About this directive: its issue, what changed it, and what units did with it."""
    obligation: ObligationId | None = strawberry.UNSET
    """What made this obligation as it is."""
    actor: str | None = strawberry.UNSET
    """By this subject, as it stands in the token: "issuer-D1"."""
    types: list[str] | None = strawberry.UNSET
    """Of these kinds of events, such as "ReportSubmitted"."""
    correlation_id: strawberry.ID | None = strawberry.UNSET
    """Of one request: a UUID, as entries tell it."""
    recorded_from: datetime | None = strawberry.UNSET
    """Recorded at this instant or later."""
    recorded_to: datetime | None = strawberry.UNSET
    """Recorded at this instant or earlier."""
    after_position: Position | None = strawberry.UNSET
    """After this place in the log, which is not included."""
    newest_first: bool = False
    """Turns the order; pages go on in the same one."""


@strawberry.type
class AuditEntry:
    """One event of the log, as far as the viewer may see it."""

    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID | None]
    directive_id: strawberry.Private[UUID | None]
    position: Position
    """Its place in the log."""
    recorded_at: datetime
    """When it was recorded; the log's time never runs backwards."""
    occurred_on: date | None
    """The day that the document or the act bears, where it bears one."""
    type: str
    """What kind of event it is, such as "ReportSubmitted"; docs/events.md lists them."""
    actor: str | None
    """Null outside the viewer's slice."""
    summary: str
    """A plain English sentence for people; its wording may change."""
    data: JSON
    """The event, less what lies outside the viewer's slice. Its fields are those of docs/events.md
    in the API's own words: `unitId` for `unit_id`, and its own ids, that of the obligation too."""
    partial: bool
    """True where something was left out; there is then no proof of it for this viewer."""
    correlation_id: strawberry.ID
    """The request that caused it, and the entry that caused that."""
    causation_position: Position | None
    """Where an event of the log caused it, such as the issue that passed another directive on, that
    event's position."""
    leaf_hash: str
    """SHA-256, hexadecimal: the entry's leaf in the log's Merkle tree."""

    unit: UnitRef | None = link(units, "unit_id")
    """The unit that it is about; null where it is about none alone."""
    directive: DirectiveRef | None = link(directives, "directive_id")
    """The directive that it is about; null where there is none, or the viewer sees none."""

    @classmethod
    def of(cls, row: AuditRow, at: Moment) -> Self:
        return from_row(
            cls, row, at, correlation_id=strawberry.ID(str(row.correlation_id)), data=told(row)
        )


@strawberry.type
class AuditEdge(Edge[AuditEntry]):
    """An entry in its place on the page."""


@strawberry.enum
class AuditWithheld(StrEnum):
    """What an audit trail does not show, whether there is any of it or not."""

    EVERYTHING = "EVERYTHING"
    """The viewer holds no INSPECTOR grant: no entry is shown."""
    BEYOND_GRANTS = "BEYOND_GRANTS"
    """What lies beyond the viewer's INSPECTOR grants: entries about other units, about documents
    above their clearance, and about those that only whom they name may read."""


@strawberry.type
class AuditConnection:
    """Entries of the audit trail, a page at a time."""

    edges: list[AuditEdge]
    """The entries of the page, in the order of the trail."""
    page_info: PageInfo
    """Whether there is more, and from where to go on."""
    withheld: AuditWithheld
    """Why entries may be missing. How many are is not told."""
    within: list[GrantRef]
    """The INSPECTOR grants of the viewer that hold now: entries within them are shown."""


@strawberry.type
class LogHead:
    """The size of the log and its hashes are public to every viewer."""

    position: Position
    """Of the newest event; 0 while there is none."""
    recorded_at: datetime | None
    """When that was recorded; null while there is none."""
    root_hash: str
    """Of the Merkle tree over all events: SHA-256, hexadecimal."""


@strawberry.type
class Checkpoint:
    """A signed statement of the log's size and root hash."""

    size: Position
    """So many events are in the tree: the position of the last one."""
    root_hash: str
    """Of the Merkle tree (RFC 6962) over these events: SHA-256, hexadecimal."""
    note: str
    """A signed note in the C2SP tlog-checkpoint format."""


@strawberry.type
class InclusionProof:
    """That an event stands in the log of a checkpoint."""

    position: Position
    """Of the event in the log."""
    leaf_hash: str
    """SHA-256, hexadecimal, of the entry's bytes after a 0 byte (RFC 6962)."""
    entry: str
    """Base64 of the exact bytes that the leaf hashes."""
    path: list[str]
    """Hashes from the leaf to the root by RFC 6962, section 2.1.1: SHA-256, hexadecimal."""
    checkpoint: Checkpoint
    """The one whose root the path leads to."""


@strawberry.type
class ConsistencyProof:
    """That the log of a later checkpoint holds all that it held at an earlier size."""

    from_: Position = strawberry.field(name="from")
    """The earlier size."""
    path: list[str]
    """Hashes by RFC 6962, section 2.1.2: SHA-256, hexadecimal."""
    checkpoint: Checkpoint
    """The later one, which it leads to."""


@strawberry.type
class Log:
    """The log of all events. Nothing in it is altered, and positions are dense."""

    @strawberry.field
    async def head(self, info: Info) -> LogHead:
        """The newest event."""
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
        from_: Annotated[
            Position, strawberry.argument(name="from", description="The earlier size.")
        ],
        to: Annotated[
            Position | None,
            strawberry.argument(description="The later size; the newest when left out."),
        ] = strawberry.UNSET,
    ) -> ConsistencyProof | None:
        """That nothing was altered between two sizes of the log; null without a checkpoint."""
        raise not_available("Log.consistencyProof")
