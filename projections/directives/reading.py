"""Directives that a scope shows: wholly, or only their cards."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

import orjson

from cascade.enums import CitationRelation
from cascade.numbering.number import parse_number, same_text
from cascade.text_rules import normal_line
from projections.directives.rows import CitationRow, DirectiveRow, WindowRow
from projections.engine.json_rows import to_json
from projections.engine.records import grouped
from projections.engine.session import Session
from projections.engine.statements import load
from projections.query_args import DirectiveFilter, Edge, Key, Moment, Page, Scope

NEWEST_FIRST: Final = ("position",)
BY_ANSWER: Final = ("rank", "age")

statements = load(__package__, "reading.sql")


class AmbiguousNumber(Exception):
    """Several documents of the issuer bear the number; the day of issue tells them apart."""


class Directives:
    """Directives, their windows and citations. Lists hold what is wholly visible, newest first."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def by_ids(
        self, ids: Sequence[UUID], moment: Moment, scope: Scope
    ) -> dict[UUID, DirectiveRow]:
        """Those that are visible; ``whole`` tells a directive from its card."""
        whole = await self._whole(set(ids), moment, scope)
        cards = await self._cards(set(ids) - whole, moment, scope)
        rows = await self.behind(list(whole | cards), moment)
        return {
            directive_id: row if directive_id in whole else replace(row, whole=False)
            for directive_id, row in rows.items()
        }

    async def _whole(self, ids: set[UUID], moment: Moment, scope: Scope) -> set[UUID]:
        """What lies behind obligations shown already needs no look, most others but a short one."""
        whole = ids & self._session.shown_wholly(scope, moment)
        for statement in (statements.evident, statements.whole):
            if unsettled := ids - whole:
                rows = await self._session.rows(
                    statement, directive_ids=list(unsettled), **await self._visible(moment, scope)
                )
                whole |= {row["directive_id"] for row in rows}
        return whole

    async def _cards(self, ids: set[UUID], moment: Moment, scope: Scope) -> set[UUID]:
        """Those cited by one that is wholly visible, both to a grant that is cleared for both."""
        if not ids:
            return set()
        rows = await self._session.rows(
            statements.citing, directive_ids=list(ids), p=moment.position
        )
        cards: set[UUID] = set()
        for rank in sorted({row["clearance"] for row in rows}):
            cleared = scope.cleared_for(rank)
            citing = {row["citing_id"] for row in rows if row["clearance"] == rank}
            whole = await self._whole(citing, moment, cleared) if cleared.grants else set()
            cards |= {
                row["cited_id"]
                for row in rows
                if row["clearance"] == rank and row["citing_id"] in whole
            }
        return cards

    async def behind(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, DirectiveRow]:
        """Directives behind what the scope has shown already: an obligation, an audit entry."""
        rows = await self._session.read(
            DirectiveRow,
            statements.behind,
            directive_ids=list(ids),
            p=moment.position,
            clock=moment.clock,
        )
        return {row.directive_id: row for row in map(_corrected, rows)}

    async def by_number(
        self, number: str, issuer_id: UUID, issued_on: date | None, moment: Moment, scope: Scope
    ) -> DirectiveRow | None:
        """The visible document that bears the number; the issuer's own goes before what others
        noted. Raises AmbiguousNumber for several.
        """
        rows = await self._session.rows(
            statements.numbered,
            issuer_id=issuer_id,
            sequence=parse_number(number).sequence,
            issued_on=issued_on,
            p=moment.position,
        )
        borne = [row["directive_id"] for row in rows if same_text(_text(row["number"]), number)]
        visible = await self.by_ids(borne, moment, scope) if borne else {}
        own = [row for row in visible.values() if row.by_its_issuer]
        found = own or list(visible.values())
        if len(found) > 1:
            raise AmbiguousNumber(f"{len(found)} documents bear the number {number}")
        return found[0] if found else None

    async def issuers_own(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, UUID]:
        """By what others noted, the issuer's own document of the number and day. Whether that may
        be seen is the caller's to ask.
        """
        rows = await self._session.rows(
            statements.issuers_own, directive_ids=list(ids), p=moment.position
        )
        return {
            row["directive_id"]: row["own_id"]
            for row in rows
            if same_text(_text(row["noted"]), _text(row["number"]))
        }

    async def page(
        self, filter: DirectiveFilter, first: int, after: Key | None, moment: Moment, scope: Scope
    ) -> Page[DirectiveRow]:
        """The newest first or, of those that are found, those that answer best."""
        if filter.search is None:
            asked = _asked(filter)
            return await self._page(statements.page, first, after, moment, scope, filter=asked)
        asked, typed = _asked(replace(filter, search=None)), filter.search
        return await self._page(
            statements.found, first, after, moment, scope, BY_ANSWER, filter=asked, typed=typed
        )

    async def count(self, filter: DirectiveFilter, moment: Moment, scope: Scope) -> int:
        viewer = await self._session.viewer(scope, moment)
        count: int = await self._session.row(
            statements.count, viewer=viewer.json, filter=_asked(filter), clock=moment.clock
        )
        return count

    async def received_by(
        self, unit_id: UUID, first: int, after: Key | None, moment: Moment, scope: Scope
    ) -> Page[DirectiveRow]:
        """Those that have reached the unit, as one of their audience or charged beside it."""
        alone = await self._session.unit_alone(unit_id, moment)
        if alone is None:
            return Page((), has_next=False)
        return await self._page(
            statements.received_by, first, after, moment, scope, low=alone.low, high=alone.high
        )

    async def count_received_by(self, unit_id: UUID, moment: Moment, scope: Scope) -> int:
        alone = await self._session.unit_alone(unit_id, moment)
        if alone is None:
            return 0
        count: int = await self._session.row(
            statements.count_received_by,
            low=alone.low,
            high=alone.high,
            **await self._visible(moment, scope),
        )
        return count

    async def windows(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[WindowRow, ...]]:
        rows = await self._session.read(
            WindowRow, statements.windows, directive_ids=list(ids), p=moment.position
        )
        return grouped(rows, lambda row: row.directive_id)

    async def citations(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[CitationRow, ...]]:
        rows = await self._session.read(
            CitationRow, statements.citations, directive_ids=list(ids), p=moment.position
        )
        return grouped(rows, lambda row: row.directive_id)

    async def citations_by_ids(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, CitationRow]:
        """By their own ids. Whether the citing directive may be seen is the caller's to check."""
        rows = await self._session.read(
            CitationRow, statements.citations_by_ids, citation_ids=list(ids), p=moment.position
        )
        return {row.citation_id: row for row in rows}

    async def implements(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, tuple[UUID, ...]]:
        """The directives that each implements, in the order of its citations. Some of them may be
        invisible: ``by_ids`` tells.
        """
        return {
            directive_id: tuple(
                dict.fromkeys(
                    row.target_id
                    for row in rows
                    if row.relation is CitationRelation.IMPLEMENTS and row.target_id is not None
                )
            )
            for directive_id, rows in (await self.citations(ids, moment)).items()
        }

    async def implemented_by(
        self,
        directive_id: UUID,
        under_id: UUID | None,
        first: int,
        after: Key | None,
        moment: Moment,
        scope: Scope,
    ) -> Page[DirectiveRow]:
        """Those that implement it, issued by anybody or by the unit and units under it."""
        inside = await self._session.subtree(under_id, moment)
        if inside is None:
            return Page((), has_next=False)
        return await self._page(
            statements.implemented_by,
            first,
            after,
            moment,
            scope,
            directive_id=directive_id,
            low=inside.low,
            high=inside.high,
        )

    async def count_implemented_by(
        self, directive_id: UUID, under_id: UUID | None, moment: Moment, scope: Scope
    ) -> int:
        inside = await self._session.subtree(under_id, moment)
        if inside is None:
            return 0
        count: int = await self._session.row(
            statements.count_implemented_by,
            directive_id=directive_id,
            low=inside.low,
            high=inside.high,
            **await self._visible(moment, scope),
        )
        return count

    async def _page(
        self,
        statement: Any,
        first: int,
        after: Key | None,
        moment: Moment,
        scope: Scope,
        order: Sequence[str] = NEWEST_FIRST,
        **arguments: Any,
    ) -> Page[DirectiveRow]:
        page = await self._session.page(
            DirectiveRow,
            statement,
            order,
            first,
            after,
            clock=moment.clock,
            **arguments,
            **await self._visible(moment, scope),
        )
        edges = (Edge(_corrected(edge.node), edge.key) for edge in page.edges)
        return Page(tuple(edges), page.has_next)

    async def _visible(self, moment: Moment, scope: Scope) -> dict[str, Any]:
        viewer = await self._session.viewer(scope, moment)
        return {"p": moment.position, "viewer": viewer.json}


def _asked(filter: DirectiveFilter) -> str:
    """As ``wanted_directive`` takes it."""
    return to_json(replace(filter, type=filter.type and normal_line(filter.type)))


def _corrected(row: DirectiveRow) -> DirectiveRow:
    if row.corrected_subject is None:
        return row
    return replace(row, subject=row.corrected_subject or row.subject)


def _text(number: str) -> str:
    """How a number of a JSON column is written."""
    text: str = orjson.loads(number)["text"]
    return text
