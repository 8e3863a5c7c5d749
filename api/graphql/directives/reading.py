"""Directives: wholly, as a card, or not at all."""

from collections.abc import Sequence
from uuid import UUID

from api.graphql.directives.attachments_reading import of_drafts
from api.graphql.directives.types import Attachment, Directive, DocumentNumber
from api.graphql.drafts.types import Draft
from api.graphql.filters import DirectiveFilter as AskedFilter
from api.graphql.filters import NumberedBy
from api.graphql.runtime import ids
from api.graphql.runtime.errors import request_error
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.pages import page_of
from api.graphql.runtime.paging import PageOf, Paging
from api.graphql.runtime.scalars import JSON
from api.graphql.runtime.source import OfRequest
from projections.directives.reading import AmbiguousNumber
from projections.directives.rows import DirectiveRow
from projections.drafts.rows import DraftRow
from projections.query_args import DirectiveFilter, DirectiveStatus, Moment


class DirectivesRead(OfRequest):
    """Directives and lists of them, as ``api.graphql.runtime.reading.DirectiveReading`` says."""

    async def directives(self, keys: Sequence[UUID], at: Moment) -> Sequence[Directive | None]:
        """Where none of that id was issued or recorded, it may be a draft's."""
        rows = await self._source.directives(keys, at)
        found = {key: _directive(row, at) for key, row in rows.items()}
        if missing := [key for key in keys if key not in found]:
            drafts = await self._source.rows.drafts.by_ids(missing, at, self._source.scope)
            found |= await self._drafts(list(drafts.values()), at)
        return [found.get(key) for key in keys]

    async def _drafts(self, rows: Sequence[DraftRow], at: Moment) -> dict[UUID, Directive]:
        if not rows:
            return {}
        issuers = await self._source.rows.units.by_ids([row.issuer_id for row in rows], at)
        files = await of_drafts(self._source, {row.directive_id: row.position for row in rows}, at)
        return {
            row.directive_id: _draft(
                row, issuers[row.issuer_id].name, files.get(row.directive_id, []), at
            )
            for row in rows
        }

    async def directive_by_number(self, by: NumberedBy, at: Moment) -> Directive | None:
        issuer = ids.decode(Kind.UNIT, by.issuer)
        try:
            row = await self._source.rows.directives.by_number(
                by.number, issuer, or_none(by.issued_on), at, self._source.scope
            )
        except AmbiguousNumber as error:
            message = "Several documents of this issuer bear the number: give the day of issue."
            raise request_error("AMBIGUOUS_NUMBER", message) from error
        return None if row is None else _directive(row, at)

    async def directives_where(
        self, filter: AskedFilter | None, paging: Paging
    ) -> PageOf[Directive]:
        wanted = _wanted(filter)
        if wanted.status is DirectiveStatus.DRAFT:
            return await self._drafts_where(wanted, paging)
        return await self._where(wanted, paging)

    async def _drafts_where(self, wanted: DirectiveFilter, paging: Paging) -> PageOf[Directive]:
        drafts, scope = self._source.rows.drafts, self._source.scope

        async def built(rows: Sequence[DraftRow]) -> Sequence[Directive]:
            found = await self._drafts(rows, paging.at)
            return [found[row.directive_id] for row in rows]

        return await page_of(
            paging,
            lambda first, after: drafts.page(wanted, first, after, paging.at, scope),
            lambda: drafts.count(wanted, paging.at, scope),
            built,
        )

    async def directives_issued(self, unit: UUID, paging: Paging) -> PageOf[Directive]:
        return await self._where(DirectiveFilter(issued_by_id=unit), paging)

    async def _where(self, wanted: DirectiveFilter, paging: Paging) -> PageOf[Directive]:
        directives, scope = self._source.rows.directives, self._source.scope
        return await page_of(
            paging,
            lambda first, after: directives.page(wanted, first, after, paging.at, scope),
            lambda: directives.count(wanted, paging.at, scope),
            lambda rows: self._directives_of(rows, paging.at),
        )

    async def directives_received(self, unit: UUID, paging: Paging) -> PageOf[Directive]:
        directives, scope = self._source.rows.directives, self._source.scope
        return await page_of(
            paging,
            lambda first, after: directives.received_by(unit, first, after, paging.at, scope),
            lambda: directives.count_received_by(unit, paging.at, scope),
            lambda rows: self._directives_of(rows, paging.at),
        )

    async def implementing(
        self, directive: UUID, under: UUID | None, paging: Paging
    ) -> PageOf[Directive]:
        directives, scope, at = self._source.rows.directives, self._source.scope, paging.at
        return await page_of(
            paging,
            lambda first, after: directives.implemented_by(
                directive, under, first, after, at, scope
            ),
            lambda: directives.count_implemented_by(directive, under, at, scope),
            lambda rows: self._directives_of(rows, at),
        )

    async def implemented(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[Directive]]:
        found = await self._source.rows.directives.implements(keys, at)
        rows = await self._source.directives({each for of in found.values() for each in of}, at)
        return [
            [_directive(rows[each], at) for each in found.get(key, ()) if each in rows]
            for key in keys
        ]

    async def issuers_own(self, keys: Sequence[UUID], at: Moment) -> Sequence[Directive | None]:
        found = await self._source.rows.directives.issuers_own(keys, at)
        rows = await self._source.directives(found.values(), at) if found else {}
        own = {key: rows[own_id] for key, own_id in found.items() if own_id in rows}
        return [_directive(own[key], at) if key in own else None for key in keys]

    async def _directives_of(self, rows: Sequence[DirectiveRow], at: Moment) -> Sequence[Directive]:
        self._source.saw_directives(rows, at)
        return [_directive(row, at) for row in rows]


def _directive(row: DirectiveRow, at: Moment) -> Directive:
    """A card holds nothing but what everyone may read who sees it cited."""
    return Directive(
        id=ids.encode(Kind.DIRECTIVE, row.directive_id),
        key=row.directive_id,
        at=at,
        issuer_key=row.issuer_id,
        noted_by_key=None if row.by_its_issuer else row.recorded_by_id,
        joint_issuer_keys=row.joint_issuer_ids if row.whole else (),
        superseded_by_key=row.superseded_by_id if row.whole else None,
        bare=not row.whole,
        is_card=not row.whole,
        draft=None,
        number=DocumentNumber.of(row.number) if row.number else None,
        type=row.type,
        subject=row.subject,
        issuer_name_then=row.issuer_name_then,
        on_behalf_of=row.on_behalf_of if row.whole else None,
        signing_post=row.signing_post if row.whole else None,
        issued_on=row.issued_on,
        status=row.status,
        classification=row.classification,
        issued_here=row.issued_here if row.whole else None,
        recorded_at=row.recorded_at if row.whole else None,
        citations_complete=row.citations_complete if row.whole else None,
        standing=row.standing if row.whole else None,
        need_to_know=row.need_to_know if row.whole else None,
        unnumbered=row.issued_here and row.number is None if row.whole else None,
        revoked_because=row.revoked_because if row.whole else None,
    )


def _draft(row: DraftRow, issuer_name: str, files: list[Attachment], at: Moment) -> Directive:
    """Nothing of it is decided yet: all that an issue gives is null."""
    return Directive(
        id=ids.encode(Kind.DIRECTIVE, row.directive_id),
        key=row.directive_id,
        at=at,
        issuer_key=row.issuer_id,
        noted_by_key=None,
        joint_issuer_keys=(),
        superseded_by_key=None,
        bare=True,
        is_card=False,
        draft=Draft(
            at=at,
            commenter_keys=row.commenter_ids,
            content=JSON(row.content),
            drafted_at=row.drafted_at,
            attachments=files,
        ),
        number=None,
        type=row.type,
        subject=row.subject,
        issuer_name_then=issuer_name,
        on_behalf_of=None,
        signing_post=None,
        issued_on=None,
        status=DirectiveStatus.DRAFT,
        classification=row.classification,
        issued_here=None,
        recorded_at=None,
        citations_complete=None,
        standing=None,
        need_to_know=None,
        unnumbered=None,
        revoked_because=None,
    )


def _wanted(asked: AskedFilter | None) -> DirectiveFilter:
    if asked is None:
        return DirectiveFilter()
    return DirectiveFilter(
        issuer_id=ids.optional(Kind.UNIT, asked.issuer),
        type=or_none(asked.type),
        status=or_none(asked.status),
        issued_from=or_none(asked.issued_from),
        issued_to=or_none(asked.issued_to),
    )
