"""Directives and what hangs on their paper."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Self
from uuid import UUID

import strawberry

from api.graphql.filters import ObligationFilter
from api.graphql.obligations.types import obligation_page
from api.graphql.refs import (
    AmendmentRef,
    CascadeRef,
    CitationRef,
    CommentRef,
    CorrectionRef,
    DraftRef,
    InvitationRef,
    LevelRef,
    ObligationConnectionRef,
    ProgressRef,
    TaskRef,
    UnitRef,
)
from api.graphql.relays.types import RelayConnection
from api.graphql.runtime import ids, keysets
from api.graphql.runtime.context import Info
from api.graphql.runtime.described import described
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.moments import AnswerMoment
from api.graphql.runtime.node import Node, PageInfo
from api.graphql.runtime.paging import PageOf, Paging
from api.graphql.runtime.reading import ObligationScope
from api.graphql.runtime.scalars import Count
from cascade.enums import Classification, DistributionRole
from cascade.numbering.number import DocumentNumber as Number
from projections.query_args import DirectiveStatus, Moment, ObligationOrder


@strawberry.type(
    description="411-CV/ĐU has sequence, type and symbol; 7816/VPCP-TTĐT has no type; "
    "12/2026/QĐ-UBND has a year."
)
class DocumentNumber:
    text: str
    sequence: int | None
    suffix: str | None
    year: int | None
    type: str | None
    symbol: str | None

    @classmethod
    def of(cls, number: Number) -> Self:
        return cls(
            text=number.text,
            sequence=number.sequence,
            suffix=number.suffix,
            year=number.year,
            type=number.type,
            symbol=number.symbol,
        )


@strawberry.type(description="One unit, or every unit under one of the given levels and kinds.")
class Selector:
    at: strawberry.Private[Moment]
    unit_key: strawberry.Private[UUID | None]
    under_key: strawberry.Private[UUID | None]
    levels: list[LevelRef] | None
    kinds: list[str] | None
    line: str | None
    stated: str | None = strawberry.field(description="How the document words it.")

    @strawberry.field
    async def unit(self, info: Info) -> UnitRef | None:
        return await info.context.load.units.optional(self.unit_key, self.at)

    @strawberry.field
    async def under(self, info: Info) -> UnitRef | None:
        return await info.context.load.units.optional(self.under_key, self.at)


@strawberry.type
class Distribution:
    at: strawberry.Private[Moment]
    unit_key: strawberry.Private[UUID | None]
    role: DistributionRole
    stated: str

    @strawberry.field
    async def unit(self, info: Info) -> UnitRef | None:
        return await info.context.load.units.optional(self.unit_key, self.at)


@strawberry.type
class Attachment(Node):
    name: str
    media_type: str
    size: Count
    sha256: str
    download_path: str


@strawberry.type(description="A stretch of time that the document names and a later event dates.")
class Window:
    key: str
    stated: str
    from_: date | None = strawberry.field(name="from")
    to: date | None


@strawberry.type(
    description="A viewer that may see only a directive's card (it is cited by one of the "
    "viewer's) gets number, type, subject, issuer, its name then, date, status and "
    "classification; every other field is null."
)
class Directive(Node):
    key: strawberry.Private[UUID]
    at: strawberry.Private[Moment]
    issuer_key: strawberry.Private[UUID]
    noted_by_key: strawberry.Private[UUID | None]
    joint_issuer_keys: strawberry.Private[Sequence[UUID]]
    superseded_by_key: strawberry.Private[UUID | None]
    bare: strawberry.Private[bool]
    """Its parts are not shown: it is seen as a card only, or it is a draft."""
    is_card: strawberry.Private[bool]
    number: DocumentNumber | None
    type: str
    subject: str
    issuer_name_then: str = strawberry.field(description="The issuer's name on the day of issue.")
    on_behalf_of: str | None
    signing_post: str | None = strawberry.field(description="The post that signs; no person.")
    issued_on: date | None
    status: DirectiveStatus
    classification: Classification
    issued_here: bool | None = strawberry.field(
        description="False for a document that is only known here: cited, or older than the "
        "deployment. It asks for nothing."
    )
    recorded_at: datetime | None
    citations_complete: bool | None = strawberry.field(
        description="False where the document leaves its list of citations open."
    )

    standing: bool | None = strawberry.field(
        description="True where units that are founded later under its audience owe it, too."
    )
    need_to_know: bool | None = strawberry.field(
        description="True where only those whom it names or charges read it, not those above them."
    )
    unnumbered: bool | None = strawberry.field(
        description="True for an instrument without a number, such as a meeting's conclusion."
    )
    revoked_because: str | None
    draft: DraftRef | None = strawberry.field(
        description="Its text, while it is a draft: the parts below are null then."
    )

    @strawberry.field
    async def issuer(self, info: Info) -> UnitRef:
        return await info.context.load.units.required(self.issuer_key, self.at)

    @described("Those who issue it together with its issuer, in whose series its number stands.")
    async def joint_issuers(self, info: Info) -> list[UnitRef] | None:
        if self.bare:
            return None
        return await info.context.load.units.every(self.joint_issuer_keys, self.at)

    @described(
        "The unit that noted it in its issuer's name; null where its issuer itself issued or "
        "recorded it. What others note binds nothing of the issuer's."
    )
    async def noted_by(self, info: Info) -> UnitRef | None:
        return await info.context.load.units.optional(self.noted_by_key, self.at)

    @described(
        "Of what another unit noted: the issuer's own document of this number and day, where there "
        "is one that the viewer sees."
    )
    async def issuers_own(self, info: Info) -> "Directive | None":
        if self.noted_by_key is None:
            return None
        return await info.context.load.issuers_own.optional(self.key, self.at)

    @strawberry.field
    async def superseded_by(self, info: Info) -> "Directive | None":
        return await info.context.load.directives.optional(self.superseded_by_key, self.at)

    @strawberry.field
    async def tasks(self, info: Info) -> list[TaskRef] | None:
        if self.bare:
            return None
        return await info.context.load.directive_tasks.one(self.key, self.at)

    @described("Whom it is addressed to.")
    async def audience(self, info: Info) -> list[Selector] | None:
        if self.bare:
            return None
        return await info.context.load.audiences.one(self.key, self.at)

    @strawberry.field
    async def distribution(self, info: Info) -> list[Distribution] | None:
        if self.bare:
            return None
        return await info.context.load.distributions.one(self.key, self.at)

    @strawberry.field
    async def attachments(self, info: Info) -> list[Attachment] | None:
        if self.bare:
            return None
        return await info.context.load.attachments.one(self.key, self.at)

    @strawberry.field
    async def windows(self, info: Info) -> list[Window] | None:
        if self.bare:
            return None
        return await info.context.load.windows.one(self.key, self.at)

    @strawberry.field
    async def citations(self, info: Info) -> list[CitationRef] | None:
        if self.bare:
            return None
        return await info.context.load.citations_of.one(self.key, self.at)

    @strawberry.field
    async def implements(self, info: Info) -> "list[Directive] | None":
        if self.bare:
            return None
        return await info.context.load.implemented.one(self.key, self.at)

    @strawberry.field
    async def implemented_by(
        self,
        info: Info,
        under: strawberry.ID | None = strawberry.UNSET,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
    ) -> "DirectiveConnection | None":
        if self.bare:
            return None
        paging = await Paging.of(info, keysets.DIRECTIVES, first, after, self.at)
        unit = ids.optional(Kind.UNIT, under)
        page = await info.context.reader.implementing(self.key, unit, paging)
        return DirectiveConnection.of(paging, page)

    @strawberry.field
    async def cascade(
        self, info: Info, under: strawberry.ID | None = strawberry.UNSET
    ) -> CascadeRef | None:
        if self.bare:
            return None
        return await info.context.reader.cascade(self.key, ids.optional(Kind.UNIT, under), self.at)

    @described("On the draft, oldest first: the latest 100. Empty for whom the draft was hidden.")
    async def comments(self, info: Info) -> list[CommentRef] | None:
        if self.is_card:
            return None
        return await info.context.load.comments.one(self.key, self.at)

    @described("How it was changed, oldest first: the latest 100.")
    async def amendments(self, info: Info) -> list[AmendmentRef] | None:
        if self.bare:
            return None
        return await info.context.load.amendments.one(self.key, self.at)

    @described("Clerical errors put right, oldest first: the latest 100.")
    async def corrections(self, info: Info) -> list[CorrectionRef] | None:
        if self.bare:
            return None
        return await info.context.load.corrections.one(self.key, self.at)

    @described("Units asked to coordinate, oldest first: the latest 100.")
    async def invitations(self, info: Info) -> list[InvitationRef] | None:
        if self.bare:
            return None
        return await info.context.load.invitations_of.one(self.key, self.at)

    @described("For its issuer, all of them; for others those that units in their slice made.")
    async def relays(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> RelayConnection | None:
        if self.bare:
            return None
        paging = await Paging.of(info, keysets.RELAYS, first, after, self.at)
        page = await info.context.reader.relays(self.key, paging)
        return RelayConnection.of(paging, page)

    @described("For its issuer, all that it caused; for others, what of that lies in their slice.")
    async def obligations(
        self,
        info: Info,
        filter: ObligationFilter | None = strawberry.UNSET,
        order_by: ObligationOrder | None = strawberry.UNSET,
        under: strawberry.ID | None = strawberry.UNSET,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
    ) -> ObligationConnectionRef | None:
        if self.bare:
            return None
        scope = ObligationScope(directive=self.key, borne_under=ids.optional(Kind.UNIT, under))
        return await obligation_page(info, scope, filter, order_by, first, after, self.at)

    @strawberry.field
    async def progress(
        self, info: Info, under: strawberry.ID | None = strawberry.UNSET
    ) -> ProgressRef | None:
        if self.bare:
            return None
        scope = ObligationScope(directive=self.key, borne_under=ids.optional(Kind.UNIT, under))
        return await info.context.reader.progress(scope, None, self.at)


@strawberry.type
class DirectiveEdge:
    cursor: str
    node: Directive


@strawberry.type
class DirectiveConnection:
    edges: list[DirectiveEdge]
    page_info: PageInfo
    total_count: Count
    moment: AnswerMoment

    @classmethod
    def of(cls, paging: Paging, page: PageOf[Directive]) -> Self:
        edges = [DirectiveEdge(cursor=cursor, node=node) for cursor, node in paging.edges(page)]
        return cls(
            edges=edges,
            page_info=paging.info(page),
            total_count=paging.total(page),
            moment=AnswerMoment.of(paging.at),
        )
