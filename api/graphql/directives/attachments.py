"""Files that go with directives and reports. A file is seen with one of these, or not at all."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from api.graphql.runtime.source import Source
from projections.directives.rows import AttachmentRow
from projections.directives.tables import Owner
from projections.drafts.rows import DraftRow
from projections.query_args import Moment


async def files_of_directives(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[Sequence[AttachmentRow] | None]:
    """None where a directive is not seen wholly."""
    seen = await source.whole(keys, at)
    found = await source.rows.attachments.of_owners(Owner.DIRECTIVE, seen, at) if seen else {}
    return [found.get(key, ()) if key in seen else None for key in keys]


async def files_of_drafts(
    source: Source, keys: Sequence[tuple[UUID, int]], at: Moment
) -> Sequence[list[AttachmentRow]]:
    """By a draft that the principal sees and the position of its present state."""
    drafts = [directive_id for directive_id, _ in keys]
    found = await source.rows.attachments.of_owners(Owner.DRAFT, drafts, at)
    return [
        [row for row in found.get(directive_id, ()) if row.position == position]
        for directive_id, position in keys
    ]


async def files_of_reports(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[Sequence[AttachmentRow]]:
    """Of reports that the principal sees."""
    found = await source.rows.attachments.of_owners(Owner.REPORT, keys, at)
    return [found.get(key, ()) for key in keys]


async def files_of_recorded_reports(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[Sequence[AttachmentRow]]:
    """Of recorded reports that the principal sees."""
    found = await source.rows.attachments.of_owners(Owner.RECORDED_REPORT, keys, at)
    return [found.get(key, ()) for key in keys]


async def attachments(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[AttachmentRow | None]:
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
    drafts = await _visible_drafts(source, owners[Owner.DRAFT], at)

    def is_seen(row: AttachmentRow) -> bool:
        if row.owner is Owner.DRAFT:
            # A file that was taken out again is not shown.
            draft = drafts.get(row.owner_id)
            return draft is not None and draft.position == row.position
        return row.owner_id in seen

    return [next(filter(is_seen, found.get(key, ())), None) for key in keys]


async def _visible_drafts(
    source: Source, keys: Collection[UUID], at: Moment
) -> dict[UUID, DraftRow]:
    return await source.rows.drafts.by_ids(list(keys), at, source.scope) if keys else {}


async def _visible_reports(source: Source, report_ids: Collection[UUID], at: Moment) -> set[UUID]:
    """Reports are seen with their obligations."""
    if not report_ids:
        return set()
    reports = await source.rows.reports.by_ids(list(report_ids), at)
    owed = await source.obligations({row.obligation for row in reports.values()}, at)
    return {key for key, row in reports.items() if row.obligation in owed}
