"""The log as the principal may read it, and the principal itself."""

from collections.abc import Sequence
from uuid import UUID

import strawberry

from api.graphql.filters import AuditFilter as AskedFilter
from api.graphql.log.types import AuditEntry, LogHead
from api.graphql.runtime import ids
from api.graphql.runtime.errors import request_error
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.pages import page_of
from api.graphql.runtime.paging import PageOf, Paging
from api.graphql.runtime.reading import Standing
from api.graphql.runtime.scalars import JSON, Position
from api.graphql.runtime.source import OfRequest
from api.graphql.service.types import Grant, Viewer
from api.readiness import standing_of
from projections.audit.rows import AuditRow
from projections.query_args import AuditFilter, Moment, ObligationKey


class LogRead(OfRequest):
    """As ``api.graphql.runtime.reading.LogReading``, and why obligations stand as they do."""

    async def log_head(self) -> LogHead:
        head = await self._source.services.log.head()
        return LogHead(
            position=Position(head.position),
            recorded_at=head.recorded_at if head.position else None,
            root_hash=head.root_hash.hex(),
        )

    async def audit_trail(self, filter: AskedFilter | None, paging: Paging) -> PageOf[AuditEntry]:
        audit, wanted, at = self._source.rows.audit, _wanted(filter), paging.at

        async def built(rows: Sequence[AuditRow]) -> Sequence[AuditEntry]:
            return [_entry(row, at) for row in rows]

        return await page_of(
            paging,
            lambda first, after: audit.page(wanted, first, after, at, self._source.scope),
            None,
            built,
        )

    async def because(
        self, keys: Sequence[ObligationKey], at: Moment
    ) -> Sequence[list[AuditEntry]]:
        seen = await self._source.obligations(keys, at)
        owed, scope = self._source.rows.obligations, self._source.scope
        return [
            [_entry(row, at) for row in await owed.because(key, at, scope)] if key in seen else []
            for key in keys
        ]

    async def viewer(self, at: Moment) -> Viewer:
        """Grants that are valid now, at units that the read models know already."""
        held = self._source.grants
        known = await self._source.rows.units.by_ids([grant.unit_id for grant in held], at)
        grants = [
            Grant(
                unit_key=grant.unit_id,
                at=at,
                role=grant.role,
                clearance=grant.clearance,
                valid_from=grant.valid_from,
                valid_to=grant.valid_to,
            )
            for grant in held
            if grant.unit_id in known
        ]
        return Viewer(subject=self._source.principal.subject, grants=grants)

    async def standing(self) -> Standing:
        return await standing_of(self._source.services, self._source.rows)


def _entry(row: AuditRow, at: Moment) -> AuditEntry:
    return AuditEntry(
        at=at,
        unit_key=row.unit_id,
        directive_key=row.directive_id,
        position=Position(row.position),
        recorded_at=row.recorded_at,
        occurred_on=row.occurred_on,
        type=row.type,
        actor=row.actor,
        summary=row.summary,
        data=JSON(row.data),
        partial=row.partial,
        correlation_id=strawberry.ID(str(row.correlation_id)),
        causation_position=(
            None if row.causation_position is None else Position(row.causation_position)
        ),
        leaf_hash=row.leaf_hash,
    )


def _wanted(asked: AskedFilter | None) -> AuditFilter:
    if asked is None:
        return AuditFilter()
    obligation = or_none(asked.obligation)
    return AuditFilter(
        unit_id=ids.optional(Kind.UNIT, asked.unit),
        under_id=ids.optional(Kind.UNIT, asked.under),
        directive_id=ids.optional(Kind.DIRECTIVE, asked.directive),
        obligation=None if obligation is None else ids.decode_obligation(obligation),
        actor=or_none(asked.actor),
        types=tuple(or_none(asked.types) or ()),
        correlation_id=_correlation_id(or_none(asked.correlation_id)),
        recorded_from=or_none(asked.recorded_from),
        recorded_to=or_none(asked.recorded_to),
        after_position=or_none(asked.after_position),
        newest_first=asked.newest_first,
    )


def _correlation_id(text: str | None) -> UUID | None:
    try:
        return None if text is None else UUID(text)
    except ValueError as error:
        raise request_error("BAD_ID", "A correlation id is a UUID.") from error
