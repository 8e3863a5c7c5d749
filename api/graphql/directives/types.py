"""Directives and what hangs on their paper."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any, Final, Self
from uuid import UUID

import strawberry

from api.graphql.amendments.reading import amendments, corrections
from api.graphql.directives import reading
from api.graphql.directives.attachments import files_of_directives
from api.graphql.directives.reading import SeenDraft
from api.graphql.directives.selectors import Selector
from api.graphql.drafts.reading import comments
from api.graphql.invitations.reading import invitations_of
from api.graphql.obligations.reading import ObligationScope
from api.graphql.obligations.types import (
    ObligationConnection,
    ObligationFilter,
    Progress,
    obligation_page,
    progress_of,
)
from api.graphql.organisation.reading import units
from api.graphql.refs import (
    AmendmentRef,
    CitationRef,
    CommentRef,
    CorrectionRef,
    DraftRef,
    InvitationRef,
    TaskRef,
    UnitRef,
)
from api.graphql.relays.reading import reaches
from api.graphql.relays.types import Cascade, RelayConnection
from api.graphql.runtime import ids, keysets
from api.graphql.runtime.context import Info
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.links import from_row, link, links
from api.graphql.runtime.node import Node
from api.graphql.runtime.paging import MomentConnection, Paging
from api.graphql.runtime.scalars import Count
from api.graphql.tasks.reading import tasks_of
from cascade.enums import Classification, DistributionRole, Urgency
from projections.directives.rows import AttachmentRow, DirectiveRow, WindowRow
from projections.query_args import DirectiveStatus, Moment, ObligationOrder

DOWNLOADS: Final = "/attachments/"
ON_A_CARD: Final = frozenset(
    (
        *("number", "type", "subject", "issuer_id", "issuer_name_then"),
        *("issued_on", "status", "classification"),
    )
)
"""What everyone may read who sees a directive cited."""
OF_A_DRAFT: Final = frozenset(("issuer_id", "type", "subject", "classification"))
"""The rest is decided at the issue, or stands in its text."""


@strawberry.type
class DocumentNumber:
    """411-CV/ĐU has sequence, type and symbol; 7816/VPCP-TTĐT has no type; 12/2026/QĐ-UBND has a
    year.
    """

    text: str
    """As it is written, such as "411-CV/ĐU"."""
    sequence: int | None
    """411 of 411-CV/ĐU; null where the form is not known."""
    suffix: str | None
    """The letter after it: "c" of 30c/NQ-CP; null where there is none."""
    year: int | None
    """2026 of 12/2026/QĐ-UBND; null where it carries none."""
    type: str | None
    """"CV" of 411-CV/ĐU; null where it carries none."""
    symbol: str | None
    """The issuer's: "ĐU" of 411-CV/ĐU; null where the form is not known."""


@strawberry.type
class Distribution:
    """One of those to whom a document is sent (Nơi nhận)."""

    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID | None]
    role: DistributionRole
    """Why it is sent there."""
    stated: str
    """As the document words it, such as "Lưu: VT"."""

    unit: UnitRef | None = link(units, "unit_id")
    """The unit that is meant; null where it is none of the organisation's."""


@strawberry.type
class Attachment(Node):
    """A file that goes with a document or a report. Its bytes are fetched over HTTP."""

    name: str
    """The file's name, as its uploader gave it."""
    media_type: str
    """What kind of file it is, such as "application/pdf"."""
    size: Count
    """In bytes."""
    sha256: str
    """SHA-256 of the bytes, 64 hexadecimal digits."""
    download_path: str
    """The path of this service at which GET answers the bytes, with the same bearer token."""

    @classmethod
    def of(cls, row: AttachmentRow, at: Moment) -> Self:
        own_id = ids.encode(Kind.ATTACHMENT, row.attachment_id)
        return from_row(cls, row, at, id=own_id, download_path=f"{DOWNLOADS}{own_id}")


@strawberry.type
class Window:
    """A stretch of time that the document names and a later event dates."""

    key: str
    """Unique in its directive; due rules name it."""
    stated: str
    """How the document words it."""
    from_: date | None = strawberry.field(name="from")
    """Its first day; null while it is not dated."""
    to: date | None
    """Its last day, included; null while it is not dated."""

    @classmethod
    def of(cls, row: WindowRow, at: Moment) -> Self:
        return from_row(cls, row, at, from_=row.from_day, to=row.to_day)


@strawberry.type
class Meeting:
    """A meeting that a document concludes, by its units; no person."""

    at: strawberry.Private[Moment]
    chair_id: strawberry.Private[UUID]
    participant_ids: strawberry.Private[Sequence[UUID]]
    held_on: date
    """The day of it."""

    chair: UnitRef = link(units, "chair_id")
    """The unit in the chair."""
    participants: list[UnitRef] = links(units, "participant_ids")
    """The other units that took part."""


@strawberry.type
class Directive(Node):
    """A viewer that may see only a directive's card (it is cited by one of the viewer's) gets
    number, type, subject, issuer, its name then, date, status and classification; every other field
    is null.
    """

    at: strawberry.Private[Moment]
    directive_id: strawberry.Private[UUID]
    issuer_id: strawberry.Private[UUID]
    noted_by_id: strawberry.Private[UUID | None]
    noted_as_id: strawberry.Private[UUID | None]
    joint_issuer_ids: strawberry.Private[Sequence[UUID] | None]
    superseded_by_id: strawberry.Private[UUID | None]
    bare: strawberry.Private[bool]
    """Its parts are not shown: it is seen as a card only, or it is a draft."""
    number: DocumentNumber | None
    """Null for a draft, and for an instrument without a number."""
    type: str
    """The kind of document by its abbreviation, such as "CV" (công văn), "KH" (kế hoạch) or "QĐ"
    (quyết định)."""
    subject: str
    """What it is about, as it stands at the head of the document."""
    issuer_name_then: str
    """The issuer's name on the day of issue."""
    on_behalf_of: str | None
    """In whose name it is issued (thay mặt, thừa lệnh), as the document words it; null where in the
    issuer's own."""
    signing_post: str | None
    """The post that signs; no person."""
    issued_on: date | None
    """The day that the document bears; null while it is a draft."""
    place_of_issue: str | None
    """Where it was issued, as it stands before the date."""
    status: DirectiveStatus
    """Where it stands at the moment asked of."""
    classification: Classification
    """How far it may be read; a viewer sees it whose clearance reaches as far."""
    issued_here: bool | None
    """False for a document that is only known here: cited, or older than the deployment. It asks
    for nothing."""
    recorded_at: datetime | None
    """When it was issued or recorded here; null while it is a draft."""
    citations_complete: bool | None
    """False where the document leaves its list of citations open."""

    standing: bool | None
    """True where units that are founded later under its audience owe it, too."""
    need_to_know: bool | None
    """True where only those whom it names or charges read it, not those above them."""
    unnumbered: bool | None
    """True for an instrument without a number, such as a meeting's conclusion."""
    effective_on: date | None
    """The day from which it is in force; null for a recorded document. It may be acknowledged and
    passed on before; its tasks open on that day."""
    expires_on: date | None
    """Its last day. From its end on nothing more is asked: what is open then is WITHDRAWN; what was
    handed in may still be decided."""
    meeting: Meeting | None
    """The meeting that it concludes: its tasks are what was agreed."""
    urgency: Urgency | None
    """Null for a document that is only known here: nobody has said."""
    revoked_because: str | None
    """The reason given; null while it is not revoked."""
    draft: DraftRef | None
    """Its text, while it is a draft: the parts below are null then."""

    issuer: UnitRef = link(units, "issuer_id")
    """The unit that issued it."""
    joint_issuers: list[UnitRef] | None = links(units, "joint_issuer_ids")
    """Those who issue it together with its issuer, in whose series its number stands."""
    noted_by: UnitRef | None = link(units, "noted_by_id")
    """The unit that noted it in its issuer's name; null where its issuer itself issued or recorded
    it. What others note binds nothing of the issuer's."""
    issuers_own: "Directive | None" = link(reading.issuers_own, "noted_as_id")
    """Of what another unit noted: the issuer's own document of this number and day, where there is
    one that the viewer sees."""
    superseded_by: "Directive | None" = link(reading.directives, "superseded_by_id")
    """The directive that took its place; null while none did, and where the viewer does not see
    it."""
    tasks: list[TaskRef] | None = link(tasks_of, "directive_id")
    """What it asks for, in the order of the document, and what standing policies add to it."""
    audience: list[Selector] | None = link(reading.audiences, "directive_id")
    """Whom it is addressed to."""
    distribution: list[Distribution] | None = link(reading.distributions, "directive_id")
    """To whom it is sent and why (Nơi nhận). None of it owes anything by that."""
    attachments: list[Attachment] | None = link(files_of_directives, "directive_id")
    """Files that go with it."""
    windows: list[Window] | None = link(reading.windows, "directive_id")
    """Stretches of time that it names and a later event dates."""
    citations: list[CitationRef] | None = link(reading.citations_of, "directive_id")
    """What it says of other documents, in its order."""
    implements: "list[Directive] | None" = link(reading.implemented, "directive_id")
    """The directives that it carries on, as far as the viewer sees them."""

    @classmethod
    def of(cls, row: DirectiveRow | SeenDraft, at: Moment) -> Self:
        if isinstance(row, SeenDraft):
            return cls._of_draft(row, at)
        noted: dict[str, Any] = {
            "id": ids.encode(Kind.DIRECTIVE, row.directive_id, at),
            "directive_id": row.directive_id,
            "noted_by_id": None if row.by_its_issuer else row.recorded_by_id,
            "noted_as_id": None if row.by_its_issuer else row.directive_id,
            "bare": not row.whole,
        }
        if not row.whole:
            return from_row(cls, row, at, **cls._hidden(ON_A_CARD) | noted)
        unnumbered = row.issued_here and row.number is None
        return from_row(cls, row, at, **noted, draft=None, unnumbered=unnumbered)

    @classmethod
    def _of_draft(cls, draft: SeenDraft, at: Moment) -> Self:
        shown: dict[str, Any] = {
            "id": ids.encode(Kind.DIRECTIVE, draft.row.directive_id, at),
            "directive_id": draft.row.directive_id,
            "issuer_name_then": draft.issuer_name,
            "status": DirectiveStatus.DRAFT,
            "bare": True,
            "draft": draft.row,
        }
        return from_row(cls, draft.row, at, **cls._hidden(OF_A_DRAFT) | shown)

    @classmethod
    def _hidden(cls, shown: frozenset[str]) -> dict[str, Any]:
        """Null for every field but these."""
        names = {field.name for field in fields(cls) if field.init}
        return dict.fromkeys(names - shown - {"at"})

    @strawberry.field
    async def implemented_by(
        self,
        info: Info,
        under: strawberry.ID | None = strawberry.UNSET,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
    ) -> "DirectiveConnection | None":
        """Directives that carry it on, the newest first."""
        if self.bare:
            return None
        paging = await Paging.of(info, keysets.DIRECTIVES, first, after, self.at)
        unit = ids.optional(Kind.UNIT, under)
        page = await reading.implementing(info.context.source, self.directive_id, unit, paging)
        return paging.connection(DirectiveConnection, page)

    @strawberry.field
    async def cascade(
        self, info: Info, under: strawberry.ID | None = strawberry.UNSET
    ) -> Cascade | None:
        """How far it came."""
        if self.bare:
            return None
        unit = ids.optional(Kind.UNIT, under)
        row = await info.context.load(reaches).one((self.directive_id, unit), self.at)
        return from_row(Cascade, row, self.at, directive_id=self.directive_id, under_id=unit)

    comments: list[CommentRef] | None = link(comments, "directive_id")
    """On the draft, oldest first: the latest 100. Empty for whom the draft was hidden."""
    amendments: list[AmendmentRef] | None = link(amendments, "directive_id")
    """How it was changed, oldest first: the latest 100."""
    corrections: list[CorrectionRef] | None = link(corrections, "directive_id")
    """Clerical errors put right, oldest first: the latest 100."""
    invitations: list[InvitationRef] | None = link(invitations_of, "directive_id")
    """Units asked to coordinate, oldest first: the latest 100."""

    @strawberry.field
    async def relays(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> RelayConnection | None:
        """For its issuer, all of them; for others those that units in their slice made."""
        if self.bare:
            return None
        paging = await Paging.of(info, keysets.RELAYS, first, after, self.at)
        relays, scope = info.context.source.rows.relays, info.context.source.scope
        page = await paging.page(
            lambda first, after: relays.page(self.directive_id, first, after, self.at, scope),
            lambda: relays.count(self.directive_id, self.at, scope),
        )
        return paging.connection(RelayConnection, page)

    @strawberry.field
    async def obligations(
        self,
        info: Info,
        filter: ObligationFilter | None = strawberry.UNSET,
        order_by: ObligationOrder | None = strawberry.UNSET,
        under: strawberry.ID | None = strawberry.UNSET,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
    ) -> ObligationConnection | None:
        """For its issuer, all that it caused; for others, what of that lies in their slice."""
        if self.bare:
            return None
        unit = ids.optional(Kind.UNIT, under)
        scope = ObligationScope(directive=self.directive_id, borne_under=unit)
        return await obligation_page(info, scope, filter, order_by, first, after, self.at)

    @strawberry.field
    async def progress(
        self, info: Info, under: strawberry.ID | None = strawberry.UNSET
    ) -> Progress | None:
        """Counts of what it asks for: for its issuer all of it, for others what lies in their
        slice.
        """
        if self.bare:
            return None
        unit = ids.optional(Kind.UNIT, under)
        scope = ObligationScope(directive=self.directive_id, borne_under=unit)
        return await progress_of(info, scope, None, self.at)


@strawberry.type
class DirectiveConnection(MomentConnection[Directive]):
    """Directives, a page at a time."""
