"""What hangs on a directive's paper: audience, distribution list, windows, citations."""

from collections.abc import Sequence
from uuid import UUID

from api.graphql.directives.citations import Citation, Discrepancy
from api.graphql.directives.types import Distribution, Selector, Window
from api.graphql.enums import CitationStatus, CitedPart
from api.graphql.organisation.types import Level
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.source import OfRequest
from cascade.directive.audience import Selector as Worded
from projections.directives.rows import CitationRow, DistributionRow, WindowRow
from projections.query_args import Moment


class PapersRead(OfRequest):
    """Parts of directives. What may not be seen wholly has none."""

    async def audiences(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[Selector]]:
        """As issued, and then what amendments added."""
        rows = await self._source.whole(keys, at)
        amended = await self._source.rows.amendments.amendments(list(rows), at) if rows else {}
        levels = await self._source.levels()
        worded = {
            key: (*row.audience, *(each for by in amended.get(key, ()) for each in by.added))
            for key, row in rows.items()
        }
        return [selectors(worded.get(key, ()), levels, at) for key in keys]

    async def distributions(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[Distribution]]:
        rows = await self._source.whole(keys, at)
        return [
            [_distribution(each, at) for each in rows[key].distribution] if key in rows else []
            for key in keys
        ]

    async def windows(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[Window]]:
        seen = await self._source.whole(keys, at)
        found = await self._source.rows.directives.windows(list(seen), at) if seen else {}
        return [[_window(row) for row in found.get(key, ())] for key in keys]

    async def citations_of(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[Citation]]:
        seen = await self._source.whole(keys, at)
        found = await self._source.rows.directives.citations(list(seen), at) if seen else {}
        built = await self._citations([row for rows in found.values() for row in rows], at)
        return [[built[row.citation_id] for row in found.get(key, ())] for key in keys]

    async def citations(self, keys: Sequence[UUID], at: Moment) -> Sequence[Citation | None]:
        found = await self._source.rows.directives.citations_by_ids(keys, at)
        seen = await self._source.whole({row.directive_id for row in found.values()}, at)
        rows = [row for row in found.values() if row.directive_id in seen]
        built = await self._citations(rows, at)
        return [built.get(key) for key in keys]

    async def _citations(self, rows: Sequence[CitationRow], at: Moment) -> dict[UUID, Citation]:
        meant = {id_ for row in rows if (id_ := row.target_id or row.proposed_id)}
        shown = await self._source.directives(meant, at) if meant else {}
        return {
            row.citation_id: _citation(row, (row.target_id or row.proposed_id) in shown, at)
            for row in rows
        }


def selectors(audience: Sequence[Worded], levels: dict[str, Level], at: Moment) -> list[Selector]:
    """As the document words them; no levels or kinds mean all of them, and are null."""
    return [
        Selector(
            at=at,
            unit_key=each.unit_id,
            under_key=each.under_id,
            levels=[levels[key] for key in each.levels] or None,
            kinds=list(each.kinds) or None,
            line=each.line,
            stated=each.stated,
        )
        for each in audience
    ]


def _distribution(row: DistributionRow, at: Moment) -> Distribution:
    return Distribution(at=at, unit_key=row.unit_id, role=row.role, stated=row.stated)


def _window(row: WindowRow) -> Window:
    return Window(key=row.key, stated=row.stated, from_=row.from_day, to=row.to_day)


def _status(row: CitationRow) -> CitationStatus:
    if row.target_id is not None:
        return CitationStatus.MATCHED
    return CitationStatus.PROPOSED if row.proposed_id is not None else CitationStatus.UNMATCHED


def _citation(row: CitationRow, shown: bool, at: Moment) -> Citation:
    """A hidden document leaves no trace: neither a link nor where the writings disagree."""
    discrepancies = [
        Discrepancy(part=CitedPart(part), written=written, recorded=recorded)
        for part, written, recorded in row.discrepancies
    ]
    return Citation(
        id=ids.encode(Kind.CITATION, row.citation_id),
        at=at,
        directive_key=row.directive_id,
        target_key=row.target_id if shown else None,
        proposed_key=row.proposed_id if shown else None,
        status=_status(row) if shown else CitationStatus.UNMATCHED,
        text=row.text,
        issued_on=row.issued_on,
        issuer_name=row.issuer_name,
        relation=row.relation,
        task_key=row.task_key,
        anchor=row.anchor,
        resolved_at=row.resolved_at if shown else None,
        resolved_by_hand=row.by_hand if shown else None,
        discrepancies=discrepancies if shown else [],
    )
