"""What one subject sees: grants open subtrees, clearances bound what is classified.

Grants are those of today, by today's clock; trees are those of the moment asked of.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from cascade.access.events import RoleGranted, RoleRevoked
from cascade.directive.events import InvitationDeclined, UnitInvited
from cascade.directive.records import TaskRecord
from cascade.enums import ObligationRole, Role
from tests.oracle.directives import (
    Directive,
    cited_ids,
    classification,
    issued,
    own_events,
    recorded,
    tasks,
    upper_ids,
)
from tests.oracle.history import History, Moment, remembered
from tests.oracle.members import charged, gathering
from tests.oracle.obligations import Obligation, obligations, obligations_of, recipients
from tests.oracle.reaches import reach_of_task
from tests.oracle.trees import Tree, tree_at

READING = frozenset(Role) - {Role.ADMINISTRATOR}
SHARERS = (ObligationRole.LEAD, ObligationRole.COORDINATING)


def grants(history: History, subject: str, now: datetime) -> list[RoleGranted]:
    """The grants of a subject that are valid now; one replaces that of the same unit and role."""
    standing: dict[tuple[UUID, Role], RoleGranted] = {}
    for fact in history.facts:
        match fact.event:
            case RoleGranted(subject=granted) as event if granted == subject:
                standing[event.unit_id, event.role] = event
            case RoleRevoked(subject=revoked) as event if revoked == subject:
                standing.pop((event.unit_id, event.role), None)
    live = tree_at(history, history.head).units
    return [
        grant
        for grant in standing.values()
        if grant.unit_id in live
        and (grant.valid_from is None or grant.valid_from <= now)
        and (grant.valid_to is None or now < grant.valid_to)
    ]


@remembered
def _causing(history: History, position: int, directive_id: UUID) -> list[UUID]:
    """The issuers of a directive, and of those that it implements."""
    known = issued(history, position)
    family = {directive_id} | upper_ids(history, position, directive_id)
    issuers = [u for d in family if d in known for u in known[d].issuer_ids]
    return issuers + [e.issuer_id for d, e in recorded(history, position).items() if d in family]


@dataclass(frozen=True)
class View:
    """What one grant shows at one moment. Who ended is stood in for by its heir."""

    history: History
    moment: Moment
    grant: RoleGranted

    @cached_property
    def tree(self) -> Tree:
        return tree_at(self.history, self.moment.position)

    def within(self, unit_id: UUID | None) -> bool:
        if unit_id is None or self.grant.unit_id not in self.tree.units:
            return False
        return self.tree.within(self.tree.heir(unit_id), self.grant.unit_id)

    def at(self, unit_id: UUID | None) -> bool:
        """Whether the grant is for this very unit."""
        return unit_id is not None and self.tree.heir(unit_id) == self.grant.unit_id

    def cleared(self, directive_id: UUID) -> bool:
        needed = classification(self.history, self.moment.position, directive_id)
        return needed.rank <= self.grant.clearance.rank

    def issued_within(self, directive_id: UUID) -> bool:
        """Whether it, or a directive that it implements, was issued within the granted subtree."""
        causing = _causing(self.history, self.moment.position, directive_id)
        return any(map(self.within, causing))

    @cached_property
    def _answers(self) -> dict[object, bool]:
        """What was asked before."""
        return {}

    def sees_obligation(self, owed: Obligation) -> bool:
        if owed.id not in self._answers:
            self._answers[owed.id] = self._sees_obligation(owed)
        return self._answers[owed.id]

    def _sees_obligation(self, owed: Obligation) -> bool:
        if not self.cleared(owed.directive_id):
            return False
        directive = issued(self.history, self.moment.position)[owed.directive_id]
        if directive.event.need_to_know:
            return (
                self.grant.unit_id == owed.bearer_id
                or self._is_named(directive)
                or any(map(self.at, self._recipients(directive, owed)))
            )
        return (
            self.within(owed.bearer_id)
            or self.issued_within(owed.directive_id)
            or any(map(self.within, self._recipients(directive, owed)))
            or (owed.role in SHARERS and any(map(self.within, self._sharers(directive, owed))))
        )

    def sees_place(self, directive_id: UUID, unit_id: UUID) -> bool:
        """Whether it shows where a cascade got to at a unit that bears for one of the audience: all
        of it to whoever caused it, to others their own; of need to know, to these very units.
        """
        if not self.cleared(directive_id):
            return False
        directive = issued(self.history, self.moment.position)[directive_id]
        if directive.event.need_to_know:
            return any(map(self.at, [unit_id, *directive.issuer_ids]))
        return self.within(unit_id) or self.issued_within(directive_id)

    def _recipients(self, directive: Directive, owed: Obligation) -> set[UUID]:
        position = self.moment.position
        return {
            unit_id
            for task in tasks(self.history, position, directive)
            if task.record.task_id == owed.task_id
            for unit_id in recipients(self.history, position, task.record, owed.bearer_id)
        }

    def _sharers(self, directive: Directive, owed: Obligation) -> list[UUID]:
        """Those who lead and those who coordinate by name: who does so by group sees its own."""
        position = self.moment.position
        return [
            unit_id
            for task in tasks(self.history, position, directive)
            if task.record.task_id == owed.task_id
            for unit_id, each in charged(self.history, position, directive, task).items()
            if each.role in SHARERS and each.by_name
        ]

    def _is_named(self, directive: Directive) -> bool:
        """Whether the grant is for one of the units that a directive of need to know names."""
        return any(map(self.at, [*directive.issuer_ids, *self._named(directive)]))

    def _named(self, directive: Directive) -> list[UUID | None]:
        """The distribution list, and the units that are invited and have not declined."""
        named = [line.unit_id for line in directive.event.distribution]
        named += directive.event.meeting.unit_ids if directive.event.meeting else ()
        asked: dict[UUID, UUID] = {}
        events = own_events(self.history, self.moment.position, directive.directive_id)
        for _, event in events:
            if isinstance(event, UnitInvited):
                asked[event.invitation_id] = event.unit_id
            elif isinstance(event, InvitationDeclined):
                del asked[event.invitation_id]
        return [*named, *asked.values()]

    def sees_whole(self, directive_id: UUID) -> bool:
        if directive_id not in self._answers:
            self._answers[directive_id] = self._sees_whole(directive_id)
        return self._answers[directive_id]

    def _sees_whole(self, directive_id: UUID) -> bool:
        if not self.cleared(directive_id):
            return False
        note = recorded(self.history, self.moment.position).get(directive_id)
        if note is not None:
            return self.within(note.recorded_by_id) or self.issued_within(directive_id)
        directive = issued(self.history, self.moment.position)[directive_id]
        if directive.event.need_to_know:
            every = tasks(self.history, self.moment.position, directive)
            judges = [u for t in every for u in _named_for_reports(t.record)]
            by_name = self._is_named(directive) or any(map(self.at, judges))
        else:
            named = self._named(directive)
            by_name = self.issued_within(directive_id) or any(map(self.within, named))
        return (
            by_name
            or any(
                map(self.sees_obligation, obligations_of(self.history, self.moment, directive_id))
            )
            or self._sees_what_waits(directive)
        )

    def _sees_what_waits(self, directive: Directive) -> bool:
        """Whether a unit here may declare what a task asks a report on, or takes part in such a
        task that has reached anybody: nothing is owed before something is declared.
        """
        position = self.moment.position
        for task in tasks(self.history, position, directive):
            everyone = charged(self.history, position, directive, task)
            reached = [
                unit_id
                for unit_id in everyone
                if reach_of_task(self.history, position, directive, task, unit_id) is not None
            ]
            reached += gathering(self.history, position, directive, task)
            if task.record.due.after_occurrence is None or not reached:
                continue
            bearers = [self.tree.bearer(unit_id, directive.directive_id) for unit_id in reached]
            routed = {
                unit_id
                for bearer_id in bearers
                for unit_id in recipients(self.history, position, task.record, bearer_id)
            }
            if directive.event.need_to_know:
                shown = self.grant.unit_id in bearers or any(map(self.at, routed))
            else:
                sharers = [u for u, each in everyone.items() if each.role in SHARERS]
                shares = sharers if any(u in sharers for u in reached) else []
                shown = any(map(self.within, [*bearers, *routed, *shares]))
            if shown:
                return True
        return False


def _named_for_reports(record: TaskRecord) -> tuple[UUID | None, ...]:
    """Where reports go to each one's superior, it is told by the obligations to whom they do."""
    return (None if record.superior else record.report_to_id, record.report_via_id)


class Slice:
    """All that a subject's grants show together."""

    def __init__(self, history: History, moment: Moment, subject: str, now: datetime) -> None:
        self.history, self.moment = history, moment
        held = grants(history, subject, now)
        self.views = [View(history, moment, grant) for grant in held if grant.role in READING]

    def obligations(self) -> list[Obligation]:
        every = obligations(self.history, self.moment)
        return [o for o in every if any(view.sees_obligation(o) for view in self.views)]

    def sees_whole(self, directive_id: UUID) -> bool:
        return any(view.sees_whole(directive_id) for view in self.views)

    def sees_card(self, directive_id: UUID) -> bool:
        """Whether it is seen at all: whole, or because one that is seen whole cites it, by a grant
        that is cleared for both.
        """
        if self.sees_whole(directive_id):
            return True
        citing = [
            directive.directive_id
            for directive in issued(self.history, self.moment.position).values()
            if directive_id in cited_ids(self.history, self.moment.position, directive)
        ]
        return any(
            view.cleared(directive_id) and view.sees_whole(lower_id)
            for view in self.views
            for lower_id in citing
        )

    def sees_inside(self, unit_id: UUID) -> bool:
        """Whether a unit's fields beyond the public chart are shown."""
        return any(view.within(unit_id) for view in self.views)
