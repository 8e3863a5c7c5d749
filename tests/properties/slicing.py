"""What a subject sees, beside what the model lets it see."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from cascade.access.events import RoleGranted
from cascade.enums import Role
from cascade.events import Event
from cascade.execution.events import (
    ExtensionDecided,
    ObligationAcknowledged,
    ObligationExempted,
    ObligationExtended,
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from projections.query_args import (
    AuditFilter,
    DirectiveFilter,
    ObligationKey,
    ObligationOrder,
    ReadingGrant,
    Scope,
)
from tests.oracle.directives import Directive, implemented_ids, recorded
from tests.oracle.obligations import Obligation
from tests.oracle.slices import Slice, grants
from tests.properties.comparing import ALL, Comparison
from tests.properties.forms import (
    all_pages,
    assert_equal,
    assert_same,
    counted,
    shown,
    true,
    true_counts,
)
from tests.properties.trails import is_entry_of

ACTS = (
    *(ObligationAcknowledged, ReportSubmitted, ReportAccepted, ReportReturned),
    *(ObligationExtended, ObligationExempted),
)


@dataclass
class Sliced(Comparison):
    """One moment as one subject sees it, by its grants of today."""

    subject: str
    today: datetime

    @property
    def held(self) -> list[RoleGranted]:
        return grants(self.history, self.subject, self.today)

    @property
    def scope(self) -> Scope:
        return Scope(tuple(ReadingGrant(g.unit_id, g.role, g.clearance) for g in self.held))

    @cached_property
    def visible(self) -> Slice:
        return Slice(self.history, self.moment, self.subject, self.today)

    async def borne(self) -> None:
        """Exactly the visible obligations: in lists and in counts."""
        scope, owed = self.scope, self.visible.obligations()
        root_id = self.unit_ids[0]
        await self._same(
            lambda first, after: self.reader.obligations.of_subtree(
                root_id, ALL, ObligationOrder.DUE_FIRST, first, after, self.at, scope
            ),
            owed,
        )
        counts = await self.reader.obligations.progress(None, None, ALL, self.at, scope)
        assert_equal(counted(counts), true_counts(owed), self.subject)

    async def one_by_one(self) -> None:
        every = [ObligationKey(*one.id) for one in self.obligations]
        found = await self.reader.obligations.by_keys(every, self.at, self.scope)
        assert_same(map(shown, found.values()), map(true, self.visible.obligations()))

    async def documents(self) -> None:
        """Whole directives, cards, and nothing of the others."""
        visible, scope = self.visible, self.scope
        known = [*self.known, *recorded(self.history, self.moment.position)]
        rows = await self.reader.directives.by_ids(known, self.at, scope)
        assert {row.directive_id: row.whole for row in rows.values()} == {
            d: visible.sees_whole(d) for d in known if visible.sees_card(d)
        }
        whole = [d for d in known if visible.sees_whole(d)]
        listed = await all_pages(
            lambda first, after: self.reader.directives.page(
                DirectiveFilter(), first, after, self.at, scope
            ),
            self.page,
        )
        assert sorted(row.directive_id for row in listed) == sorted(whole)
        assert await self.reader.directives.count(DirectiveFilter(), self.at, scope) == len(whole)
        inside = await self.reader.units.within(self.unit_ids, self.at, scope)
        assert inside == {u for u in self.unit_ids if visible.sees_inside(u)}

    async def cascades(self) -> None:
        """All of a cascade to those who caused it; to others what lies in their subtrees."""
        for directive_id in self.known:
            await self.cascade(
                directive_id,
                None,
                self.scope,
                lambda unit_id, d=directive_id: any(  # type: ignore[misc]
                    view.sees_place(d, unit_id) for view in self.visible.views
                ),
            )

    async def implementing(self) -> None:
        for directive_id in self.known:
            lower = await all_pages(
                lambda first, after, d=directive_id: self.reader.directives.implemented_by(  # type: ignore[misc]
                    d, None, first, after, self.at, self.scope
                ),
                self.page,
            )
            assert [row.directive_id for row in lower] == [
                other
                for other, directive in reversed(self.known.items())
                if directive_id in self._implemented_ids(directive)
                and self.visible.sees_whole(other)
            ]

    def _implemented_ids(self, directive: Directive) -> set[UUID]:
        return implemented_ids(self.history, self.moment.position, directive)

    async def trail(self) -> None:
        """Entries of units or whole directives within an inspector's grants, and no others."""
        entries = await all_pages(
            lambda first, after: self.reader.audit.page(
                AuditFilter(), first, after, self.at, self.scope
            ),
            100,
        )
        views = [view for view in self.visible.views if view.grant.role is Role.INSPECTOR]
        assert [entry.position for entry in entries] == [
            fact.position
            for fact in self.history.until(self.moment.position)
            if any(is_entry_of(view, fact) for view in views)
        ]
        assert all(entry.actor is not None for entry in entries)

    async def reasons(self, owed: Obligation) -> None:
        """What made an obligation so: at least its issue, its reach and the unit's own acts. What
        changes no state, as an assignment or a refused request, is no reason.
        """
        key = ObligationKey(*owed.id)
        entries = await self.reader.obligations.because(key, self.at, self.scope)
        positions = [entry.position for entry in entries]
        assert positions == sorted(set(positions))
        assert not positions or positions[-1] <= self.moment.position
        acts = [
            fact.position
            for fact in self.history.until(self.moment.position)
            if _changes_state(fact.event)
            and getattr(fact.event, "task_id", None) == owed.task_id
            and getattr(fact.event, "unit_id", None) == owed.unit_id
            and getattr(fact.event, "occurrence", None) == owed.occurrence
        ]
        issued_at = self.known[owed.directive_id].position
        if len(positions) < 100:
            assert {issued_at, *acts} <= set(positions)


def _changes_state(event: Event) -> bool:
    is_granted = isinstance(event, ExtensionDecided) and event.due_at is not None
    return is_granted or isinstance(event, ACTS)
