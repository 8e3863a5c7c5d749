"""The product's answers beside the model's, for one moment, in forms that can be compared."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from cascade.terms import Classification, Role
from projections.reading import Reader
from projections.rows import DirectiveFilter as DirectivesAsked
from projections.rows import (
    Key,
    ObligationFilter,
    ObligationKey,
    ObligationOrder,
    ObligationRow,
    Page,
    ProgressRow,
    ReadingGrant,
    Scope,
    UnitFilter,
    UnitProgressOrder,
)
from projections.rows import Moment as ProductMoment
from projections.rows import Timeliness as ProductTimeliness
from tests.oracle.cascades import Cascade, cascade
from tests.oracle.days import local_day
from tests.oracle.directives import Directive, issued, recorded
from tests.oracle.history import History, Moment
from tests.oracle.obligations import (
    Obligation,
    borne_within,
    obligations,
    overdue,
    progress,
)
from tests.oracle.slices import Slice, grants
from tests.oracle.trees import name_on, tree_at

T = TypeVar("T")
ALL = ObligationFilter()
OVERDUE = ObligationFilter(timeliness=(ProductTimeliness.OVERDUE,))
PAGE = 4
"""Small, so that most answers have several pages."""


async def all_pages(fetch: Callable[[int, Key | None], Awaitable[Page[T]]], size: int) -> list[T]:
    """Every row, page after page; none may come twice or be announced and not come."""
    rows: list[T] = []
    after: Key | None = None
    while True:
        page = await fetch(size, after)
        rows += [edge.node for edge in page.edges]
        assert len(page.edges) <= size
        if not page.has_next:
            return rows
        assert len(page.edges) == size
        after = page.edges[-1].key


def shown(row: ObligationRow) -> dict[str, Any]:
    """What the product shows of an obligation."""
    return {
        "id": (row.key.task_id, row.key.unit_id),
        "bearer": row.bearer_id,
        "directive": row.directive_id,
        "kind": row.kind.value,
        "origin": row.origin.value,
        "role": row.role.value,
        "opens": row.opens_at,
        "due": row.due_at,
        "status": row.status.value,
        "timeliness": row.timeliness.value,
        "reported": row.reported_towards_quota,
        "met": row.quota_met,
        "acknowledged": row.acknowledged_at,
        "submitted": row.submitted_at,
        "fulfilled": row.fulfilled_at,
    }


def true(owed: Obligation) -> dict[str, Any]:
    """The same of the model."""
    return {
        "id": owed.id,
        "bearer": owed.bearer_id,
        "directive": owed.directive_id,
        "kind": owed.kind.value,
        "origin": owed.origin.value,
        "role": owed.role.value,
        "opens": owed.opens_at,
        "due": owed.due_at,
        "status": owed.status.value,
        "timeliness": owed.timeliness.value,
        "reported": owed.reported_towards_quota,
        "met": owed.quota_met,
        "acknowledged": owed.acknowledged_at,
        "submitted": owed.submitted_at,
        "fulfilled": owed.fulfilled_at,
    }


def counted(row: ProgressRow) -> dict[str, int]:
    return {field.name: getattr(row, field.name) for field in fields(row)}


def true_counts(of: Iterable[Obligation]) -> dict[str, int]:
    """The model's counts; nothing is exempted or withdrawn yet."""
    counts = progress(of)
    by_status = {status.value.lower(): count for status, count in counts.by_status.items()}
    by_timeliness = {t.value.lower(): count for t, count in counts.by_timeliness.items()}
    never = {"exempted": 0, "withdrawn": 0}
    return {"total": counts.total} | by_status | by_timeliness | never


def due_first(rows: Sequence[ObligationRow]) -> bool:
    """Whether rows come in the order of their due dates, those without one last."""
    dues = [row.due_at for row in rows]
    dated = [due for due in dues if due is not None]
    return dated == sorted(dated) and not any(dues[len(dated) :])


@dataclass
class Comparison:
    """One moment, as the product and as the model see it, for whom may see everything."""

    reader: Reader
    history: History
    moment: Moment

    @property
    def at(self) -> ProductMoment:
        return ProductMoment(self.moment.position, self.moment.clock)

    @property
    def everything(self) -> Scope:
        root_id = next(iter(tree_at(self.history, 1).units))
        return Scope((ReadingGrant(root_id, Role.INSPECTOR, Classification.TOP_SECRET),))

    @property
    def unit_ids(self) -> list[UUID]:
        return list(tree_at(self.history, self.moment.position).units)

    @property
    def known(self) -> dict[UUID, Directive]:
        return issued(self.history, self.moment.position)

    @property
    def obligations(self) -> tuple[Obligation, ...]:
        return obligations(self.history, self.moment)

    def within(self, unit_id: UUID) -> list[Obligation]:
        return borne_within(self.history, self.moment, unit_id)

    # ---- the whole nation

    async def tree(self) -> None:
        tree = tree_at(self.history, self.moment.position)
        rows = await all_pages(
            lambda first, after: self.reader.units.page(UnitFilter(), first, after, self.at), 100
        )
        today = local_day(self.history, self.moment.clock)
        assert {
            row.unit_id: (row.code, row.name, row.kind, row.level, row.parent_id, row.ancestor_ids)
            for row in rows
        } == {
            unit_id: (
                unit.code,
                name_on(self.history, self.moment.position, unit_id, today),
                unit.kind,
                unit.level,
                unit.parent_id,
                tuple(reversed(tree.above(unit_id))),
            )
            for unit_id, unit in tree.units.items()
        }

    async def nation(self) -> None:
        """Every obligation, with all that it shows."""
        root_id = self.unit_ids[0]
        rows = await all_pages(
            lambda first, after: self.reader.obligations.of_subtree(
                root_id, ALL, ObligationOrder.DUE_FIRST, first, after, self.at, self.everything
            ),
            100,
        )
        assert sorted(map(shown, rows), key=lambda r: r["id"]) == sorted(
            map(true, self.obligations), key=lambda r: r["id"]
        )
        assert due_first(rows)

    async def reports(self) -> None:
        keys = [ObligationKey(*owed.id) for owed in self.obligations]
        found = await self.reader.reports.of_obligations(keys, self.at)
        assert {
            (key.task_id, key.unit_id): tuple(report.report_id for report in reports)
            for key, reports in found.items()
            if reports
        } == {owed.id: owed.report_ids for owed in self.obligations if owed.report_ids}

    # ---- one unit

    async def unit(self, unit_id: UUID) -> None:
        """What it bears, what its subtree bears, what of that is overdue, and all counts."""
        below = self.within(unit_id)
        await self._same(
            lambda first, after: self.reader.obligations.of_unit(
                unit_id, ALL, ObligationOrder.NEWEST_FIRST, first, after, self.at, self.everything
            ),
            [owed for owed in below if owed.bearer_id == unit_id],
        )
        await self._same(
            lambda first, after: self.reader.obligations.of_subtree(
                unit_id, OVERDUE, ObligationOrder.DUE_FIRST, first, after, self.at, self.everything
            ),
            overdue(below),
        )
        await self._same(
            lambda first, after: self.reader.obligations.routed_to(
                unit_id, ALL, first, after, self.at, self.everything
            ),
            [owed for owed in self.obligations if unit_id in self._recipients(owed)],
        )
        count = await self.reader.obligations.count_of_subtree(
            unit_id, ALL, self.at, self.everything
        )
        assert count == len(below)
        counts = await self.reader.obligations.progress(
            unit_id, None, ALL, self.at, self.everything
        )
        assert counted(counts) == true_counts(below)
        await self._children(unit_id)

    async def _children(self, unit_id: UUID) -> None:
        rows = await all_pages(
            lambda first, after: self.reader.obligations.progress_by_child(
                unit_id,
                None,
                ALL,
                UnitProgressOrder.MOST_OVERDUE,
                first,
                after,
                self.at,
                self.everything,
            ),
            PAGE,
        )
        units = tree_at(self.history, self.moment.position).units
        children = [u for u, unit in units.items() if unit.parent_id == unit_id]
        assert {row.unit_id: counted(row.progress) for row in rows} == {
            child: true_counts(self.within(child)) for child in children
        }
        late = [row.progress.overdue for row in rows]
        assert late == sorted(late, reverse=True)
        assert len(rows) == len(children)

    def _recipients(self, owed: Obligation) -> set[UUID | None]:
        tasks = self.known[owed.directive_id].event.tasks
        return {
            recipient
            for task in tasks
            if task.task_id == owed.task_id
            for recipient in (task.report_to_id, task.report_via_id)
        }

    async def _same(
        self,
        fetch: Callable[[int, Key | None], Awaitable[Page[ObligationRow]]],
        expected: Iterable[Obligation],
    ) -> None:
        rows = await all_pages(fetch, PAGE)
        assert sorted((r.key.task_id, r.key.unit_id) for r in rows) == sorted(
            owed.id for owed in expected
        )

    # ---- one directive

    async def directive(self, directive_id: UUID, under_id: UUID | None) -> None:
        """Its obligations, counts and cascade, of everybody or of those under a unit."""
        owed = [o for o in self.obligations if o.directive_id == directive_id]
        if under_id is not None:
            tree = tree_at(self.history, self.moment.position)
            owed = [o for o in owed if tree.within(o.bearer_id, under_id)]
        await self._same(
            lambda first, after: self.reader.obligations.of_directive(
                directive_id,
                under_id,
                ALL,
                ObligationOrder.DUE_FIRST,
                first,
                after,
                self.at,
                self.everything,
            ),
            owed,
        )
        counts = await self.reader.obligations.progress(
            under_id, directive_id, ALL, self.at, self.everything
        )
        assert counted(counts) == true_counts(owed)
        await self.cascade(directive_id, under_id)

    async def cascade(self, directive_id: UUID, under_id: UUID | None) -> None:
        tree = tree_at(self.history, self.moment.position)
        expected = cascade(
            self.history,
            self.moment,
            self.known[directive_id],
            lambda unit_id: under_id is None or tree.within(unit_id, under_id),
        )
        await self._same_cascade(directive_id, under_id, expected)

    async def _same_cascade(
        self, directive_id: UUID, under_id: UUID | None, expected: Cascade
    ) -> None:
        cascades = self.reader.cascades
        at, scope = self.at, self.everything
        row = await cascades.reach(directive_id, under_id, at, scope)
        assert (row.reached, row.expected) == (expected.reached, expected.expected)
        assert {
            level.level: (level.reached, level.expected, level.median_seconds, level.max_seconds)
            for level in row.by_level
        } == {
            key: (level.reached, level.expected, level.median_seconds, level.max_seconds)
            for key, level in expected.by_level.items()
        }
        hops = await all_pages(
            lambda first, after: cascades.hops(directive_id, under_id, first, after, at, scope),
            PAGE,
        )
        assert {
            hop.unit_id: (
                hop.kind.value,
                hop.from_id,
                hop.implementing_id,
                hop.reached_at,
                hop.passed_on_at,
                hop.pass_on_due_at,
            )
            for hop in hops
        } == {
            unit_id: (
                shown_hop.hop.kind.value,
                shown_hop.hop.from_id,
                shown_hop.hop.directive_id,
                shown_hop.hop.at,
                shown_hop.passed_on_at,
                shown_hop.pass_on_due_at,
            )
            for unit_id, shown_hop in expected.hops.items()
        }
        stalled = await all_pages(
            lambda first, after: cascades.stalled(directive_id, under_id, first, after, at, scope),
            PAGE,
        )
        assert sorted(hop.unit_id for hop in stalled) == sorted(expected.stalled)

    # ---- one subject

    async def slice(self, subject: str, now: datetime) -> None:
        """All that a subject sees, and that it sees nothing else."""
        visible = Slice(self.history, self.moment, subject, now)
        held = grants(self.history, subject, now)
        scope = Scope(tuple(ReadingGrant(g.unit_id, g.role, g.clearance) for g in held))
        root_id = self.unit_ids[0]
        owed = visible.obligations()
        await self._same(
            lambda first, after: self.reader.obligations.of_subtree(
                root_id, ALL, ObligationOrder.DUE_FIRST, first, after, self.at, scope
            ),
            owed,
        )
        counts = await self.reader.obligations.progress(None, None, ALL, self.at, scope)
        assert counted(counts) == true_counts(owed)
        await self._directives(visible, scope)
        inside = await self.reader.units.within(self.unit_ids, self.at, scope)
        assert inside == {u for u in self.unit_ids if visible.sees_inside(u)}

    async def _directives(self, visible: Slice, scope: Scope) -> None:
        known = [*self.known, *recorded(self.history, self.moment.position)]
        rows = await self.reader.directives.by_ids(known, self.at, scope)
        assert {row.directive_id: row.whole for row in rows.values()} == {
            d: visible.sees_whole(d) for d in known if visible.sees_card(d)
        }
        listed = await all_pages(
            lambda first, after: self.reader.directives.page(
                DirectivesAsked(), first, after, self.at, scope
            ),
            PAGE,
        )
        assert sorted(row.directive_id for row in listed) == sorted(
            d for d in known if visible.sees_whole(d)
        )
