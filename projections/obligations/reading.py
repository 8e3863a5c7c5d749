"""Obligations as they stand at a moment: pages, counts, and why."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from cascade.enums import Urgency
from projections.audit.entries import Entries
from projections.audit.rows import AuditRow
from projections.engine.json_rows import to_json
from projections.engine.records import Record, read
from projections.engine.session import Range, Session
from projections.engine.slices import slice_of
from projections.obligations.counting import Counting
from projections.obligations.rows import ObligationRow, QuotaSumRow
from projections.obligations.statements import lists as statements
from projections.obligations.statements import lists_of
from projections.query_args import (
    ONCE,
    Edge,
    Key,
    Moment,
    ObligationFilter,
    ObligationKey,
    ObligationOrder,
    Page,
    Scope,
)
from projections.tasks.reading import key_columns

MOST_URGENT_FIRST: Final = tuple(reversed(Urgency))
"""As ``urgency_place`` has them."""
BECAUSE_ROWS: Final = 100
"""An obligation's story is read by people."""


class Obligations(Counting):
    """What is owed, within a scope. Lists are keyset pages."""

    def __init__(self, session: Session, entries: Entries) -> None:
        super().__init__(session)
        self._entries: Final = entries

    async def by_keys(
        self, keys: Sequence[ObligationKey], moment: Moment, scope: Scope
    ) -> dict[ObligationKey, ObligationRow]:
        """Those that exist at the moment and are visible."""
        placed = await self._session.rows(
            statements.borne_at,
            task_ids=[key.task_id for key in keys],
            unit_ids=[key.unit_id for key in keys],
            p=moment.position,
        )
        wanted = [(row["path"], row["directive_id"]) for row in placed]
        found: dict[ObligationKey, ObligationRow] = {}
        viewer = await self._session.viewer(scope, moment)
        for borne, directive_id in together(wanted):
            rows = await self._session.rows(
                lists_of(borne).among,
                unit_ids=list({row["unit_id"] for row in placed}),
                task_ids=list({row["task_id"] for row in placed}),
                slice=(await slice_of(self._session, borne, directive_id, moment, viewer)).json,
                viewer=viewer.json,
            )
            found.update({row.key: row for row in await self.complete(rows, moment, scope)})
        return {key: found[key] for key in keys if key in found}

    async def of_unit(
        self,
        unit_id: UUID,
        filter: ObligationFilter,
        order: ObligationOrder,
        first: int,
        after: Key | None,
        moment: Moment,
        scope: Scope,
    ) -> Page[ObligationRow]:
        """What the unit itself bears."""
        borne = await self._session.unit_alone(unit_id, moment)
        return await self._page(
            borne, filter.directive_id, filter, order, first, after, moment, scope
        )

    async def of_subtree(
        self,
        unit_id: UUID,
        filter: ObligationFilter,
        order: ObligationOrder,
        first: int,
        after: Key | None,
        moment: Moment,
        scope: Scope,
    ) -> Page[ObligationRow]:
        """What the unit and every unit under it bear."""
        borne = await self._session.subtree(unit_id, moment)
        return await self._page(
            borne, filter.directive_id, filter, order, first, after, moment, scope
        )

    async def of_directive(
        self,
        directive_id: UUID,
        under_id: UUID | None,
        filter: ObligationFilter,
        order: ObligationOrder,
        first: int,
        after: Key | None,
        moment: Moment,
        scope: Scope,
    ) -> Page[ObligationRow]:
        """What a directive asks, of everybody or of a unit and every unit under it."""
        borne = await self._session.subtree(under_id, moment)
        if filter.directive_id not in (None, directive_id):
            borne = None
        return await self._page(borne, directive_id, filter, order, first, after, moment, scope)

    async def routed_to(
        self,
        unit_id: UUID,
        filter: ObligationFilter,
        first: int,
        after: Key | None,
        moment: Moment,
        scope: Scope,
    ) -> Page[ObligationRow]:
        """Those whose reports are addressed to the unit or go through it, by due date."""
        rows = await self._session.rows(
            statements.routed,
            **await self._routed(unit_id, filter, moment, scope),
            **_after(after, first),
        )
        return await self._as_page(rows, ObligationOrder.DUE_FIRST, first, moment, scope)

    async def because(
        self, key: ObligationKey, moment: Moment, scope: Scope
    ) -> tuple[AuditRow, ...]:
        """As ``because_of``, for one."""
        return (await self.because_of([key], moment, scope)).get(key, ())

    async def because_of(
        self, keys: Sequence[ObligationKey], moment: Moment, scope: Scope
    ) -> dict[ObligationKey, tuple[AuditRow, ...]]:
        """The very events that made each visible obligation so, oldest first, 100 at the most."""
        owed = await self.by_keys(keys, moment, scope)
        seen = list(owed)
        rows = await self._session.rows(
            statements.because,
            task_ids=[key.task_id for key in seen],
            unit_ids=[key.unit_id for key in seen],
            occurrences=[key.occurrence or ONCE for key in seen],
            reach_positions=[owed[key].reach_position for key in seen],
            p=moment.position,
            row_limit=BECAUSE_ROWS,
        )
        positions = sorted({row["position"] for row in rows})
        entries = await self._entries.at(positions, moment, scope)
        told = {entry.position: entry for entry in entries}
        found: dict[ObligationKey, list[AuditRow]] = {key: [] for key in seen}
        for row in rows:
            if row["position"] in told:
                found[seen[row["place"] - 1]].append(told[row["position"]])
        return {key: tuple(each) for key, each in found.items()}

    async def _page(
        self,
        borne: Range | None,
        directive_id: UUID | None,
        filter: ObligationFilter,
        order: ObligationOrder,
        first: int,
        after: Key | None,
        moment: Moment,
        scope: Scope,
    ) -> Page[ObligationRow]:
        if borne is None:
            return Page((), has_next=False)
        asked = await self._asked(borne, directive_id, filter, moment, scope)
        place = _after(after, first)
        if borne.is_alone or (await self._session.rare(moment)).policies:
            # Nobody is alike; each order has a statement of its name.
            one_by_one = getattr(lists_of(borne), order.lower())
            rows = await self._session.rows(one_by_one, **asked, **place)
        else:
            rows = await self._session.rows(statements.page, by=order, **asked, **place)
        return await self._as_page(rows, order, first, moment, scope)

    async def _as_page(
        self,
        records: Sequence[Record],
        order: ObligationOrder,
        first: int,
        moment: Moment,
        scope: Scope,
    ) -> Page[ObligationRow]:
        complete = await self.complete(records[:first], moment, scope)
        edges = tuple(Edge(row, _key(row, order)) for row in complete)
        return Page(edges, has_next=len(records) > first)

    async def complete(
        self, records: Sequence[Record], moment: Moment, scope: Scope
    ) -> list[ObligationRow]:
        """With the sums of quotas, which only those few tasks need that have one."""
        rows = read(ObligationRow, records)
        self._session.shown_wholly(scope, moment).update(row.directive_id for row in rows)
        shared = [row.key for row in rows if row.has_quota]
        if not shared:
            return rows
        found = await self._session.read(
            QuotaSumRow, statements.quotas, **key_columns(shared), p=moment.position
        )
        sums = {each.key: each for each in found}
        return [_summed(row, sums[row.key]) if row.key in sums else row for row in rows]


def together(wanted: Sequence[tuple[str, UUID]]) -> list[tuple[Range, UUID | None]]:
    """Few looks at many (bearer's path, directive): one for each bearer or, where they are fewer,
    for each directive over the bearers in question. Null: all directives.
    """
    of_bearers: dict[str, set[UUID]] = defaultdict(set)
    of_directives: dict[UUID, set[str]] = defaultdict(set)
    for path, directive_id in wanted:
        of_bearers[path].add(directive_id)
        of_directives[directive_id].add(path)
    if len(of_bearers) <= len(of_directives):
        return [
            (Range.alone(path), min(ids) if len(ids) == 1 else None)
            for path, ids in of_bearers.items()
        ]
    return [
        (Range(min(places), Range.alone(max(places)).high), directive_id)
        for directive_id, places in of_directives.items()
    ]


def _summed(row: ObligationRow, quota: QuotaSumRow) -> ObligationRow:
    return replace(
        row, reported_towards_quota=quota.reported, quota_met=quota.met, target=quota.target
    )


def _key(row: ObligationRow, order: ObligationOrder) -> Key:
    """Its place in an order: what has no date comes last, what does not recur first."""
    occurrence = row.key.occurrence.isoformat() if row.key.occurrence else "-infinity"
    place = row.task_ordinal, row.path, str(row.key.unit_id), occurrence
    if order is ObligationOrder.NEWEST_FIRST:
        return -row.reach_position, -row.directive_position, *place
    due = row.due_at.isoformat() if row.due_at else "infinity"
    by_due = due, row.directive_position, *place
    if order is ObligationOrder.MOST_URGENT:
        return MOST_URGENT_FIRST.index(row.urgency), *by_due
    return by_due


def _after(after: Key | None, first: int) -> dict[str, Any]:
    return {"after": to_json(after) if after else None, "row_limit": first + 1}
