"""Directives that a scope shows: wholly, or only their cards."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

import orjson

from cascade.directive.audience import Selector
from cascade.enums import CitationRelation, Classification, DistributionRole
from cascade.numbering.number import DocumentNumber, parse_number, same_text
from cascade.text_rules import normal_line
from projections.directives.rows import CitationRow, DirectiveRow, DistributionRow, WindowRow
from projections.engine.session import Session
from projections.engine.statements import load
from projections.query_args import DirectiveFilter, DirectiveStatus, Edge, Key, Moment, Page, Scope

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
            directive_id: replace(row, whole=directive_id in whole)
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
        rows = await self._session.rows(
            statements.behind, directive_ids=list(ids), p=moment.position
        )
        return {row["directive_id"]: directive_row(row) for row in rows}

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
        rows = await self._session.rows(
            statements.page,
            **_conditions(filter),
            **_after(after, first),
            **await self._visible(moment, scope),
        )
        return _page(rows, first)

    async def count(self, filter: DirectiveFilter, moment: Moment, scope: Scope) -> int:
        count: int = await self._session.row(
            statements.count, **_conditions(filter), **await self._visible(moment, scope)
        )
        return count

    async def received_by(
        self, unit_id: UUID, first: int, after: Key | None, moment: Moment, scope: Scope
    ) -> Page[DirectiveRow]:
        """Those that have reached the unit, as one of their audience or charged beside it."""
        alone = await self._session.unit_alone(unit_id, moment)
        if alone is None:
            return Page((), has_next=False)
        rows = await self._session.rows(
            statements.received_by,
            low=alone.low,
            high=alone.high,
            **_after(after, first),
            **await self._visible(moment, scope),
        )
        return _page(rows, first)

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
        found: dict[UUID, list[WindowRow]] = defaultdict(list)
        for row in await self._session.rows(
            statements.windows, directive_ids=list(ids), p=moment.position
        ):
            found[row["directive_id"]].append(WindowRow(**row))
        return {directive_id: tuple(rows) for directive_id, rows in found.items()}

    async def citations(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[CitationRow, ...]]:
        found: dict[UUID, list[CitationRow]] = defaultdict(list)
        for row in await self._session.rows(
            statements.citations, directive_ids=list(ids), p=moment.position
        ):
            found[row["directive_id"]].append(_citation(row))
        return {directive_id: tuple(rows) for directive_id, rows in found.items()}

    async def citations_by_ids(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, CitationRow]:
        """By their own ids. Whether the citing directive may be seen is the caller's to check."""
        rows = await self._session.rows(
            statements.citations_by_ids, citation_ids=list(ids), p=moment.position
        )
        return {row["citation_id"]: _citation(row) for row in rows}

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
        rows = await self._session.rows(
            statements.implemented_by,
            directive_id=directive_id,
            low=inside.low,
            high=inside.high,
            **_after(after, first),
            **await self._visible(moment, scope),
        )
        return _page(rows, first)

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

    async def _visible(self, moment: Moment, scope: Scope) -> dict[str, Any]:
        ranges = await self._session.ranges(scope, moment)
        return {"p": moment.position, **ranges.arguments}


def _conditions(filter: DirectiveFilter) -> dict[str, Any]:
    return {
        "issuer_id": filter.issuer_id,
        "issued_by_id": filter.issued_by_id,
        "type": filter.type and normal_line(filter.type),
        "status": filter.status.value if filter.status else None,
        "issued_from": filter.issued_from,
        "issued_to": filter.issued_to,
    }


def _after(after: Key | None, first: int) -> dict[str, Any]:
    return {"after": after[0] if after else None, "row_limit": first + 1}


def _page(rows: Sequence[Any], first: int) -> Page[DirectiveRow]:
    edges = tuple(Edge(directive_row(row), (row["position"],)) for row in rows[:first])
    return Page(edges, has_next=len(rows) > first)


def directive_row(row: Any) -> DirectiveRow:
    """Of a record of the table directive with its state and a column ``whole``."""
    return DirectiveRow(
        directive_id=row["directive_id"],
        position=row["position"],
        recorded_at=row["recorded_at"],
        issued_here=row["issued_here"],
        recorded_by_id=row["recorded_by_id"],
        by_its_issuer=row["by_its_issuer"],
        number=DocumentNumber(**orjson.loads(row["number"])) if row["number"] else None,
        type=row["type"],
        subject=row["corrected_subject"] or row["subject"],
        issuer_id=row["issuer_id"],
        issuer_name_then=row["issuer_name_then"],
        on_behalf_of=row["on_behalf_of"],
        issued_on=row["issued_on"],
        status=DirectiveStatus(row["status"]),
        superseded_by_id=row["superseded_by_id"],
        revoked_because=row["reason"],
        classification=Classification(row["classification"]),
        citations_complete=row["citations_complete"],
        level_by_level=row["level_by_level"],
        audience=selectors(row["audience"]),
        distribution=tuple(
            DistributionRow(DistributionRole(line["role"]), _id(line["unit_id"]), line["stated"])
            for line in orjson.loads(row["distribution"])
        ),
        joint_issuer_ids=tuple(row["joint_issuer_ids"]),
        signing_post=row["signing_post"],
        standing=row["standing"],
        need_to_know=row["need_to_know"],
        whole=row["whole"],
    )


def selectors(stored: str) -> tuple[Selector, ...]:
    """An audience as worded, of its JSON column."""
    return tuple(
        Selector(
            unit_id=_id(each["unit_id"]),
            under_id=_id(each["under_id"]),
            levels=tuple(each["levels"]),
            kinds=tuple(each["kinds"]),
            stated=each["stated"],
            line=each["line"],
        )
        for each in orjson.loads(stored)
    )


def _text(number: str) -> str:
    """How a number of a JSON column is written."""
    text: str = orjson.loads(number)["text"]
    return text


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def _citation(row: Any) -> CitationRow:
    return CitationRow(
        citation_id=row["citation_id"],
        directive_id=row["directive_id"],
        text=row["text"],
        issued_on=row["issued_on"],
        issuer_name=row["issuer_name"],
        relation=CitationRelation(row["relation"]),
        task_key=row["task_key"],
        anchor=row["anchor"],
        target_id=row["target_id"],
        discrepancies=tuple(
            (each["part"], each["written"], each["recorded"])
            for each in orjson.loads(row["discrepancies"])
        ),
        resolved_at=row["resolved_at"],
        by_hand=row["by_hand"],
        proposed_id=row["proposed_id"],
    )
