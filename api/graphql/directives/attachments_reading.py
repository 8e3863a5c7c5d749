"""Files that go with directives and reports. A file is seen with one of these, or not at all."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from api.graphql.directives.types import Attachment
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.scalars import Count
from api.graphql.runtime.source import OfRequest, Source
from projections.directives.rows import AttachmentRow
from projections.directives.tables import Owner
from projections.query_args import Moment

DOWNLOADS = "/attachments/"


class AttachmentsRead(OfRequest):
    """Attachments of what the principal sees."""

    async def attachments(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[Attachment]]:
        seen = await self._source.whole(keys, at)
        found = await attached(self._source, Owner.DIRECTIVE, seen, at)
        return [found.get(key, []) for key in keys]

    async def attachments_by_ids(
        self, keys: Sequence[UUID], at: Moment
    ) -> Sequence[Attachment | None]:
        found = await visible_files(self._source, keys, at)
        return [attachment(found[key]) if key in found else None for key in keys]


async def attached(
    source: Source, owner: Owner, owner_ids: Collection[UUID], at: Moment
) -> dict[UUID, list[Attachment]]:
    """The files of what the principal is known to see."""
    if not owner_ids:
        return {}
    found = await source.rows.attachments.of_owners(owner, owner_ids, at)
    return {key: [attachment(row) for row in rows] for key, rows in found.items()}


async def visible_files(
    source: Source, keys: Collection[UUID], at: Moment
) -> dict[UUID, AttachmentRow]:
    """Those of the files that go with something that the principal sees."""
    found = await source.rows.attachments.by_ids(keys, at)
    owners: dict[Owner, set[UUID]] = defaultdict(set)
    for rows in found.values():
        for row in rows:
            owners[row.owner].add(row.owner_id)
    seen = {
        *await source.whole(owners[Owner.DIRECTIVE], at),
        *await source.rows.recorded_reports.by_ids(
            list(owners[Owner.RECORDED_REPORT]), at, source.scope
        ),
        *await _visible_reports(source, owners[Owner.REPORT], at),
    }
    states = await _visible_drafts(source, owners[Owner.DRAFT], at)

    def is_seen(row: AttachmentRow) -> bool:
        if row.owner is Owner.DRAFT:
            return states.get(row.owner_id) == row.position
        return row.owner_id in seen

    first = {key: next(filter(is_seen, rows), None) for key, rows in found.items()}
    return {key: row for key, row in first.items() if row is not None}


async def of_drafts(
    source: Source, states: Mapping[UUID, int], at: Moment
) -> dict[UUID, list[Attachment]]:
    """The files of drafts that the principal sees, by the positions of their present states."""
    found = await source.rows.attachments.of_owners(Owner.DRAFT, states, at)
    return {
        key: [attachment(row) for row in rows if row.position == states[key]]
        for key, rows in found.items()
    }


async def _visible_drafts(source: Source, keys: Collection[UUID], at: Moment) -> dict[UUID, int]:
    """The positions of their present states: a file that was taken out again is not shown."""
    if not keys:
        return {}
    drafts = await source.rows.drafts.by_ids(list(keys), at, source.scope)
    return {key: row.position for key, row in drafts.items()}


async def _visible_reports(source: Source, report_ids: Collection[UUID], at: Moment) -> set[UUID]:
    """Reports are seen with their obligations."""
    if not report_ids:
        return set()
    reports = await source.rows.reports.by_ids(list(report_ids), at)
    owed = await source.obligations({row.obligation for row in reports.values()}, at)
    return {key for key, row in reports.items() if row.obligation in owed}


def attachment(row: AttachmentRow) -> Attachment:
    own_id = ids.encode(Kind.ATTACHMENT, row.attachment_id)
    return Attachment(
        id=own_id,
        name=row.name,
        media_type=row.media_type,
        size=Count(row.size),
        sha256=row.sha256,
        download_path=f"{DOWNLOADS}{own_id}",
    )
