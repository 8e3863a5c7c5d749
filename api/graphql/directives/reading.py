"""Directives: wholly, as a card, or not at all. Parts of one that is not seen wholly are null."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from api.graphql.runtime.errors import request_error
from api.graphql.runtime.paging import Fetch, Paging
from api.graphql.runtime.source import Source
from cascade.directive.audience import Selector
from projections.directives.reading import AmbiguousNumber
from projections.directives.rows import CitationRow, DirectiveRow, DistributionRow, WindowRow
from projections.drafts.rows import DraftRow
from projections.query_args import DirectiveFilter, DirectiveStatus, Edge, Moment, Page


@dataclass(frozen=True, slots=True)
class SeenDraft:
    """A draft, and its issuer's name at that moment."""

    row: DraftRow
    issuer_name: str


async def directives(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[DirectiveRow | SeenDraft | None]:
    """Where none of that id was issued or recorded, it may be a draft's."""
    rows = await source.directives(keys, at)
    missing = [key for key in keys if key not in rows]
    drafts = await source.rows.drafts.by_ids(missing, at, source.scope) if missing else {}
    seen = {each.row.directive_id: each for each in await _drafts(source, [*drafts.values()], at)}
    return [rows.get(key) or seen.get(key) for key in keys]


async def directive_by_number(
    source: Source, number: str, issuer: UUID, issued_on: date | None, at: Moment
) -> DirectiveRow | None:
    """Raises the GraphQL error AMBIGUOUS_NUMBER."""
    try:
        return await source.rows.directives.by_number(number, issuer, issued_on, at, source.scope)
    except AmbiguousNumber as error:
        message = "Several documents of this issuer bear the number: give the day of issue."
        raise request_error("AMBIGUOUS_NUMBER", message) from error


async def directives_where(
    source: Source, wanted: DirectiveFilter, paging: Paging
) -> Page[DirectiveRow] | Page[SeenDraft]:
    scope, at = source.scope, paging.at
    if wanted.status is DirectiveStatus.DRAFT:
        return await _drafts_where(source, wanted, paging)
    rows = source.rows.directives
    return await _page(
        source,
        paging,
        lambda first, after: rows.page(wanted, first, after, at, scope),
        lambda: rows.count(wanted, at, scope),
    )


async def received_by(source: Source, unit: UUID, paging: Paging) -> Page[DirectiveRow]:
    rows, scope, at = source.rows.directives, source.scope, paging.at
    return await _page(
        source,
        paging,
        lambda first, after: rows.received_by(unit, first, after, at, scope),
        lambda: rows.count_received_by(unit, at, scope),
    )


async def implementing(
    source: Source, directive: UUID, under: UUID | None, paging: Paging
) -> Page[DirectiveRow]:
    """Those that implement it, issued by anybody or by a unit and units under it."""
    rows, scope, at = source.rows.directives, source.scope, paging.at
    return await _page(
        source,
        paging,
        lambda first, after: rows.implemented_by(directive, under, first, after, at, scope),
        lambda: rows.count_implemented_by(directive, under, at, scope),
    )


async def implemented(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[list[DirectiveRow] | None]:
    """Those of the directives that each implements that are seen."""
    whole = await source.whole(keys, at)
    found = await source.rows.directives.implements(list(whole), at) if whole else {}
    rows = await source.directives({each for of in found.values() for each in of}, at)
    return [
        [rows[each] for each in found.get(key, ()) if each in rows] if key in whole else None
        for key in keys
    ]


async def issuers_own(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[DirectiveRow | None]:
    """Of what another unit noted: the issuer's own document."""
    found = await source.rows.directives.issuers_own(keys, at)
    rows = await source.directives(found.values(), at) if found else {}
    return [rows.get(found[key]) if key in found else None for key in keys]


async def audiences(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[Sequence[Selector] | None]:
    """As issued, and then what amendments added."""
    rows = await source.whole(keys, at)
    amended = await source.rows.amendments.amendments(list(rows), at) if rows else {}
    worded = {
        key: (*row.audience, *(each for by in amended.get(key, ()) for each in by.added))
        for key, row in rows.items()
    }
    return [worded.get(key) for key in keys]


async def distributions(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[Sequence[DistributionRow] | None]:
    rows = await source.whole(keys, at)
    return [rows[key].distribution if key in rows else None for key in keys]


async def windows(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[Sequence[WindowRow] | None]:
    seen = await source.whole(keys, at)
    found = await source.rows.directives.windows(list(seen), at) if seen else {}
    return [found.get(key, ()) if key in seen else None for key in keys]


async def citations_of(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[list[CitationRow] | None]:
    """By directive, in the document's order."""
    seen = await source.whole(keys, at)
    found = await source.rows.directives.citations(list(seen), at) if seen else {}
    shown = await _shown(source, [row for rows in found.values() for row in rows], at)
    return [
        [shown[row.citation_id] for row in found.get(key, ())] if key in seen else None
        for key in keys
    ]


async def citations(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[CitationRow | None]:
    found = await source.rows.directives.citations_by_ids(keys, at)
    seen = await source.whole({row.directive_id for row in found.values()}, at)
    shown = await _shown(source, [row for row in found.values() if row.directive_id in seen], at)
    return [shown.get(key) for key in keys]


async def _page(
    source: Source,
    paging: Paging,
    fetch: Fetch[DirectiveRow],
    count: Callable[[], Awaitable[int]],
) -> Page[DirectiveRow]:
    page = await paging.page(fetch, count)
    source.saw_directives((edge.node for edge in page.edges), paging.at)
    return page


async def _drafts_where(source: Source, wanted: DirectiveFilter, paging: Paging) -> Page[SeenDraft]:
    drafts, scope, at = source.rows.drafts, source.scope, paging.at
    page = await paging.page(
        lambda first, after: drafts.page(wanted, first, after, at, scope),
        lambda: drafts.count(wanted, at, scope),
    )
    seen = await _drafts(source, [edge.node for edge in page.edges], at)
    edges = zip(seen, page.edges, strict=True)
    return Page(tuple(Edge(draft, edge.key) for draft, edge in edges), page.has_next, page.total)


async def _drafts(source: Source, rows: Sequence[DraftRow], at: Moment) -> list[SeenDraft]:
    if not rows:
        return []
    issuers = await source.rows.units.by_ids([row.issuer_id for row in rows], at)
    return [SeenDraft(row, issuers[row.issuer_id].name) for row in rows]


async def _shown(
    source: Source, rows: Sequence[CitationRow], at: Moment
) -> dict[UUID, CitationRow]:
    """A hidden document leaves no trace: neither a link nor where the writings disagree."""
    meant = {id_ for row in rows if (id_ := row.target_id or row.proposed_id)}
    seen = await source.directives(meant, at) if meant else {}
    return {
        row.citation_id: row if (row.target_id or row.proposed_id) in seen else _alone(row)
        for row in rows
    }


def _alone(row: CitationRow) -> CitationRow:
    """What the citing document itself says."""
    return replace(
        row, target_id=None, proposed_id=None, discrepancies=(), resolved_at=None, by_hand=None
    )
