"""What one subject sees: grants open subtrees, clearances bound what is classified.

Grants are those of today, by today's clock; trees are those of the moment asked of.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cascade.access.events import RoleGranted, RoleRevoked
from cascade.terms import ObligationRole, Role
from tests.oracle.directives import Directive, classification, issued, recorded, upper_ids
from tests.oracle.history import History, Moment
from tests.oracle.obligations import Obligation, obligations
from tests.oracle.trees import tree_at

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
    return [
        grant
        for grant in standing.values()
        if (grant.valid_from is None or grant.valid_from <= now)
        and (grant.valid_to is None or now < grant.valid_to)
    ]


@dataclass(frozen=True)
class View:
    """What one grant shows at one moment."""

    history: History
    moment: Moment
    grant: RoleGranted

    def within(self, unit_id: UUID | None) -> bool:
        tree = tree_at(self.history, self.moment.position)
        return (
            unit_id in tree.units
            and self.grant.unit_id in tree.units
            and tree.within(unit_id, self.grant.unit_id)
        )

    def cleared(self, directive_id: UUID) -> bool:
        needed = classification(self.history, self.moment.position, directive_id)
        return needed.rank <= self.grant.clearance.rank

    def issued_within(self, directive_id: UUID) -> bool:
        """Whether it, or a directive that it implements, was issued within the granted subtree."""
        position = self.moment.position
        known = issued(self.history, position)
        family = {directive_id} | upper_ids(self.history, position, directive_id)
        issuers = [known[d].event.issuer_id for d in family if d in known]
        issuers += [e.issuer_id for d, e in recorded(self.history, position).items() if d in family]
        return any(self.within(issuer_id) for issuer_id in issuers)

    def sees_obligation(self, owed: Obligation) -> bool:
        directive = issued(self.history, self.moment.position)[owed.directive_id]
        return self.cleared(owed.directive_id) and (
            self.within(owed.bearer_id)
            or self.issued_within(owed.directive_id)
            or self._is_party_to(directive, owed)
        )

    def _is_party_to(self, directive: Directive, owed: Obligation) -> bool:
        for task in directive.event.tasks:
            if task.task_id == owed.task_id:
                shares = any(self.within(u) for u in (task.lead_id, *task.coordinating_ids))
                return (
                    self.within(task.report_to_id)
                    or self.within(task.report_via_id)
                    or (owed.role in SHARERS and shares)
                )
        return False

    def sees_whole(self, directive_id: UUID) -> bool:
        if not self.cleared(directive_id):
            return False
        if self.issued_within(directive_id):
            return True
        note = recorded(self.history, self.moment.position).get(directive_id)
        if note is not None:
            return self.within(note.recorded_by_id)
        return any(
            owed.directive_id == directive_id and self.sees_obligation(owed)
            for owed in obligations(self.history, self.moment)
        )


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
        """Whether it is seen at all: whole, or because one that is seen whole cites it."""
        if self.sees_whole(directive_id):
            return True
        citing = [
            directive.directive_id
            for directive in issued(self.history, self.moment.position).values()
            if directive_id in directive.cited_ids
        ]
        return any(view.cleared(directive_id) for view in self.views) and any(
            self.sees_whole(lower_id) for lower_id in citing
        )

    def sees_inside(self, unit_id: UUID) -> bool:
        """Whether a unit's fields beyond the public chart are shown."""
        return any(view.within(unit_id) for view in self.views)
