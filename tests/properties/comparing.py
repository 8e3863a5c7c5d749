"""The product's answers beside the model's, for one moment."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from cascade.directive.events import WindowDated
from cascade.engine import Engine
from cascade.enums import Classification, Role
from cascade.policy.events import PolicySet
from projections.obligations.rows import ObligationRow
from projections.query_args import (
    Key,
    ObligationFilter,
    ObligationKey,
    ObligationOrder,
    Page,
    ReadingGrant,
    Scope,
    UnitFilter,
    UnitProgressOrder,
)
from projections.query_args import Moment as ProductMoment
from projections.query_args import Timeliness as ProductTimeliness
from projections.reader import Reader
from tests.harness.engine import HAND
from tests.oracle.cascades import cascade
from tests.oracle.days import local_day
from tests.oracle.directives import Directive, issued, proposals, targets, tasks
from tests.oracle.history import History, Moment
from tests.oracle.members import concerned
from tests.oracle.obligations import Obligation, borne_within, obligations, overdue, recipients
from tests.oracle.reaches import reach
from tests.oracle.trees import name_on, tree_at
from tests.properties.agreeing import assert_agree
from tests.properties.cascading import CascadeOf
from tests.properties.figures import figures_of
from tests.properties.forms import (
    all_pages,
    assert_equal,
    assert_same,
    counted,
    due_first,
    most_urgent_first,
    shown,
    true,
    true_counts,
)
from tests.properties.relating import assert_related

ALL = ObligationFilter()
OVERDUE = ObligationFilter(timeliness=(ProductTimeliness.OVERDUE,))
PAGE = 4
"""Small, so that most answers have several pages."""


def fits(owed: Obligation, filter: ObligationFilter) -> bool:
    """Empty and null let everything through; what has no due date is in no range of them."""
    first, last, due_at = filter.due_from, filter.due_to, owed.due_at
    return (
        (not filter.status or owed.status.value in {s.value for s in filter.status})
        and (not filter.timeliness or owed.timeliness.value in {t.value for t in filter.timeliness})
        and (not filter.task_kind or owed.kind in filter.task_kind)
        and filter.role in (None, owed.role)
        and (first is None or (due_at is not None and first <= due_at))
        and (last is None or (due_at is not None and due_at <= last))
    )


@dataclass
class Comparison:
    """One moment, as the product and as the model see it, for whom may see everything."""

    reader: Reader
    history: History
    moment: Moment
    page: int = field(default=PAGE, kw_only=True)

    @property
    def at(self) -> ProductMoment:
        return ProductMoment(self.moment.position, self.moment.clock)

    @property
    def everything(self) -> Scope:
        """Need to know is for the unit itself: where there is such a directive, one for each."""
        is_hidden = any(directive.event.need_to_know for directive in self.known.values())
        return Scope(
            tuple(
                ReadingGrant(unit_id, Role.INSPECTOR, Classification.TOP_SECRET)
                for unit_id in (self.unit_ids if is_hidden else self.unit_ids[:1])
            )
        )

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
        assert_same(
            (
                {
                    "id": row.unit_id,
                    "code": row.code,
                    "name": row.name,
                    "kind": row.kind,
                    "level": row.level,
                    "above": row.ancestor_ids,
                }
                for row in rows
            ),
            (
                {
                    "id": unit_id,
                    "code": unit.code,
                    "name": name_on(self.history, self.moment.position, unit_id, today),
                    "kind": unit.kind,
                    "level": unit.level,
                    "above": tuple(reversed(tree.above(unit_id))),
                }
                for unit_id, unit in tree.units.items()
            ),
        )

    async def relations(self) -> None:
        await assert_related(self.reader, self.unit_ids, self.history, self.moment, self.at)

    async def rows(self, order: ObligationOrder = ObligationOrder.DUE_FIRST) -> list[ObligationRow]:
        """Every obligation of the nation."""
        root_id = self.unit_ids[0]
        return await all_pages(
            lambda first, after: self.reader.obligations.of_subtree(
                root_id, ALL, order, first, after, self.at, self.everything
            ),
            max(self.page, 100),
        )

    async def commands(self, engine: Engine) -> None:
        """What commands would find at this moment, which is now."""
        await assert_agree(engine, HAND, self.known, await self.rows())

    async def nation(self) -> None:
        """Every obligation, with all that it shows."""
        rows = await self.rows()
        assert len(rows) == len({row.key for row in rows})
        assert_same(map(shown, rows), map(true, self.obligations))
        assert due_first(rows)
        await figures_of(self).closings(rows)
        assert most_urgent_first(await self.rows(ObligationOrder.MOST_URGENT), rows)

    async def reports(self) -> None:
        keys = [ObligationKey(*owed.id) for owed in self.obligations]
        found = await self.reader.reports.of_obligations(keys, self.at)
        assert {
            (key.task_id, key.unit_id, key.occurrence): tuple(
                (r.report_id, r.decision) for r in reports
            )
            for key, reports in found.items()
            if reports
        } == {owed.id: owed.decisions for owed in self.obligations if owed.decisions}

    async def citations(self) -> None:
        """What each citation was matched to, and what waits to be confirmed; sources are kept."""
        rows = await self.reader.directives.citations(list(self.known), self.at)
        written = (cited for each in self.known.values() for cited in each.event.citations)
        shown = {row.citation_id: row.source for cited in rows.values() for row in cited}
        assert shown == {cited.citation_id: cited.source for cited in written}
        assert {
            row.citation_id: (row.relation, row.target_id, row.proposed_id)
            for cited in rows.values()
            for row in cited
        } == {
            citation_id: (relation, target_id, waiting.get(citation_id))
            for directive in self.known.values()
            for waiting in [proposals(self.history, self.moment.position, directive)]
            for citation_id, (relation, target_id) in targets(
                self.history, self.moment.position, directive
            ).items()
        }

    async def tasks(self) -> None:
        """How each task's due date is ruled, and the days of the windows that rule some."""
        rows = await self.reader.tasks.by_ids([o.task_id for o in self.obligations], self.at)
        assert {task_id: row.due.kind for task_id, row in rows.items()} == {
            owed.task_id: owed.due_kind for owed in self.obligations
        }
        windows = await self.reader.directives.windows(list(self.known), self.at)
        dated = list(self.history.of(WindowDated, self.moment.position))
        for directive_id, directive in self.known.items():
            ends = {window.key: window.to_day for window in directive.event.windows}
            ends |= {e.key: e.to_day for _, e in dated if e.originator_id == directive_id}
            assert {w.key: w.to_day for w in windows.get(directive_id, ())} == ends

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
        await self.counts(unit_id)
        await figures_of(self).compare(unit_id)

    async def counts(self, unit_id: UUID) -> None:
        """How many obligations a subtree has, how they stand, and child by child."""
        below = self.within(unit_id)
        at, scope, asked = self.at, self.everything, self.reader.obligations
        assert await asked.count_of_subtree(unit_id, ALL, at, scope) == len(below)
        counts = await asked.progress(unit_id, None, ALL, at, scope)
        assert_equal(counted(counts), true_counts(below), unit_id)
        await self._children(unit_id)

    async def filtered(self, unit_id: UUID, filter: ObligationFilter) -> None:
        """Lists, numbers and counts of the subtree's obligations that fit a filter."""
        expected = [owed for owed in self.within(unit_id) if fits(owed, filter)]
        at, scope, asked = self.at, self.everything, self.reader.obligations
        await self._same(
            lambda first, after: asked.of_subtree(
                unit_id, filter, ObligationOrder.NEWEST_FIRST, first, after, at, scope
            ),
            expected,
        )
        assert await asked.count_of_subtree(unit_id, filter, at, scope) == len(expected)
        counts = await asked.progress(unit_id, None, filter, at, scope)
        assert counted(counts) == true_counts(expected)

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
            self.page,
        )
        units = tree_at(self.history, self.moment.position).units
        children = [u for u, unit in units.items() if unit.parent_id == unit_id]
        assert_equal(
            {row.unit_id: counted(row.progress) for row in rows},
            {child: true_counts(self.within(child)) for child in children},
            unit_id,
        )
        late = [row.progress.overdue for row in rows]
        assert late == sorted(late, reverse=True)
        assert len(rows) == len(children)

    def _recipients(self, owed: Obligation) -> set[UUID]:
        position, directive = self.moment.position, self.known[owed.directive_id]
        return {
            recipient
            for task in tasks(self.history, position, directive)
            if task.record.task_id == owed.task_id
            for recipient in recipients(self.history, position, task.record, owed.bearer_id)
        }

    async def _same(
        self,
        fetch: Callable[[int, Key | None], Awaitable[Page[ObligationRow]]],
        expected: Iterable[Obligation],
    ) -> None:
        rows = await all_pages(fetch, self.page)
        shown_ids = ((r.key.task_id, r.key.unit_id, r.key.occurrence) for r in rows)
        true_ids = (owed.id for owed in expected)
        assert_equal(sorted(shown_ids, key=str), sorted(true_ids, key=str), self.moment)

    async def chart(self, unit_id: UUID) -> None:
        """Its children, its standing rules, and the directives that it has received and issued."""
        tree = tree_at(self.history, self.moment.position)
        children = await all_pages(
            lambda first, after: self.reader.units.children(unit_id, first, after, self.at),
            self.page,
        )
        below = [u for u, unit in tree.units.items() if unit.parent_id == unit_id]
        assert sorted(row.unit_id for row in children) == sorted(below)
        assert await self.reader.units.count_children(unit_id, self.at) == len(below)
        rules = await self.reader.policies.of_units([unit_id], self.at)
        standing = {
            event.key: (
                event.types,
                event.urgencies,
                event.acknowledge_within_working_days,
                event.valid_from,
            )
            for _, event in self.history.of(PolicySet, self.moment.position)
            if event.unit_id == unit_id
        }
        assert {
            rule.key: (
                rule.types,
                rule.urgencies,
                rule.acknowledge_within_working_days,
                rule.valid_from,
            )
            for rule in rules.get(unit_id, ())
        } == standing
        received = await all_pages(
            lambda first, after: self.reader.directives.received_by(
                unit_id, first, after, self.at, self.everything
            ),
            self.page,
        )
        assert [row.directive_id for row in received] == [
            directive.directive_id
            for directive in reversed(self.known.values())
            if unit_id in self._reached(directive)
        ]

    def _reached(self, directive: Directive) -> set[UUID]:
        """Who bears for the units that a directive has reached."""
        position, directive_id = self.moment.position, directive.directive_id
        tree = tree_at(self.history, position)
        return {
            tree.bearer(unit_id, directive_id)
            for unit_id in concerned(self.history, position, directive)
            if reach(self.history, position, directive, unit_id)
        }

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
        assert_equal(counted(counts), true_counts(owed), directive_id)
        tree = tree_at(self.history, self.moment.position)
        await self.cascade(
            directive_id,
            under_id,
            self.everything,
            lambda unit_id: under_id is None or tree.within(unit_id, under_id),
        )

    async def cascade(
        self,
        directive_id: UUID,
        under_id: UUID | None,
        scope: Scope,
        is_shown: Callable[[UUID], bool],
    ) -> None:
        """Where it got to and stopped, of the units that are shown."""
        expected = cascade(self.history, self.moment, self.known[directive_id], is_shown)
        shown = CascadeOf(self.reader, directive_id, under_id, self.at, scope, self.page)
        await shown.compare(expected)
