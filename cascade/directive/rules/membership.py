"""Who is a member of a directive, and of each of its tasks, and since which position.

A member is addressed or charged by the issue, by an amendment, by an accepted invitation, or, where
the directive is standing, by the founding of the unit under its audience.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cascade.directive.audience import NOBODY, Audience, Chosen, Selector, together
from cascade.directive.occasions import Amendment, Coverage
from cascade.directive.records import TaskRecord
from cascade.directive.rules.coverage import covers
from cascade.directive.rules.superiors import gathers
from cascade.directive.state import Directive
from cascade.enums import DirectiveStatus, ObligationRole
from cascade.organisation.state import Organisation


@dataclass(frozen=True, slots=True)
class Since:
    """The position and the instant from which something holds."""

    position: int
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Charge:
    """The role in which a task charges a unit, and the position from which it does."""

    role: ObligationRole
    position: int


class Membership:
    """Answers of the whole log, on the tree of now. One directive that was issued here."""

    def __init__(self, organisation: Organisation, directive: Directive) -> None:
        self.organisation = organisation
        self.directive = directive

    # ---- the whole directive

    def is_member(self, unit_id: UUID) -> bool:
        """Whether it addresses or charges the unit; reached or not, withdrawn or not."""
        return (
            any(self._covers(coverage, coverage.everyone, unit_id) for coverage in self._coverages)
            or self.founded(unit_id) is not None
            or self.invited(unit_id) is not None
        )

    def concerns(self, unit_id: UUID) -> bool:
        """Whether it asks something of the unit, or of one whose part the unit bears by now."""
        issued = self.directive.issued
        if issued is None:
            return False
        borne = self.organisation.borne_by(unit_id, issued.originator_id)
        return any(
            self.is_member(each) and self.withdrawn_at(each) is None for each in (unit_id, *borne)
        )

    def member_of(self, unit_id: UUID) -> Iterator[Coverage]:
        """The coverages that hold the unit, oldest first."""
        for coverage in self._coverages:
            if self._covers(coverage, coverage.everyone, unit_id):
                yield coverage

    def is_first(self, coverage: Coverage, unit_id: UUID) -> bool:
        """Whether the coverage's own event reached this member of it; else a relay has to."""
        return self._covers(coverage, coverage.first, unit_id)

    def founded(self, unit_id: UUID) -> Since | None:
        """The founding by which a unit came under a standing directive; null where it did not."""
        issued = self.directive.issued
        if issued is None or not issued.standing:
            return None
        unit = self.organisation.units[unit_id]
        position = unit.founded_for_standing
        if position is None or position <= self.directive.position:
            return None
        if self.directive.status(position) is not DirectiveStatus.IN_FORCE:
            return None
        founding = Since(position, unit.establishment.recorded_at)
        worded = [issued.audience, *(self._audiences_of_tasks(position))]
        before = [each for each in self.directive.amendments if each.position < position]
        for amendment in reversed(before):
            if self._words_cover(amendment.added, unit_id, position):
                return founding
            if self._words_cover(amendment.withdrawn, unit_id, position):
                return None
        if any(self._words_cover(audience, unit_id, position) for audience in worded):
            return founding
        return None

    def invited(self, unit_id: UUID) -> Since | None:
        """The first invitation that the unit accepted."""
        found = [
            Since(invitation.position, invitation.recorded_at)
            for invitation in self.directive.invitations.values()
            if invitation.accepted and invitation.unit_id == unit_id and invitation.recorded_at
        ]
        return min(found, key=lambda since: since.position, default=None)

    def withdrawn_at(self, unit_id: UUID, until: int | None = None) -> int | None:
        """The position at which an amendment took the unit, or what bore for it, out of the
        audience; null where none did, or a later one added it again. ``until``: as at a position.
        """
        founded = self.founded(unit_id)
        for amendment in reversed(self.directive.amendments):
            if until is not None and amendment.position > until:
                continue
            if founded is not None and amendment.position < founded.position:
                return None
            if covers(self.organisation, amendment.added, unit_id, amendment.position):
                return None
            if self._withdraws(amendment, unit_id):
                return amendment.position
        return None

    # ---- one task

    def charge(self, task: TaskRecord, unit_id: UUID) -> Charge | None:
        """How a task charges a unit: the first of LEAD, COORDINATING, RESPONSIBLE; null: not."""
        position = self.directive.tasks_added.get(task.task_id, self.directive.position)
        if unit_id in task.lead_ids:
            return Charge(ObligationRole.LEAD, position)
        if unit_id in task.coordinating_ids:
            return Charge(ObligationRole.COORDINATING, position)
        if (accepted := self._accepted(task.task_id, unit_id)) is not None:
            return Charge(ObligationRole.COORDINATING, accepted)
        since = self._covered_since(task, task.coordinating, unit_id, position)
        if since is not None:
            return Charge(ObligationRole.COORDINATING, since)
        since = self._responsible_since(task, unit_id, position)
        return None if since is None else Charge(ObligationRole.RESPONSIBLE, since)

    def gathers_since(self, task: TaskRecord, unit_id: UUID) -> Since | None:
        """Since when a unit gathers what the task asks of those below it; null: it does not, or the
        task charges it otherwise.
        """
        if task.superior is None or not task.superior.gathered:
            return None
        added_at = self.directive.tasks_added.get(task.task_id, self.directive.position)
        for position, audience in self._charging(task, added_at):
            if gathers(self.organisation, task, audience, unit_id, position):
                since = max(position, added_at)
                return Since(since, self.directive.instant(since))
        return None

    def _charging(self, task: TaskRecord, added_at: int) -> Iterator[tuple[int, Audience]]:
        """Whom a task charges, each audience with the position in whose tree it counts."""
        if task.is_of_directive:
            for coverage in self._coverages:
                yield coverage.position, coverage.addressed
            return
        named = Audience((), (), task.named_ids)
        yield added_at, together((task.audience or NOBODY, task.coordinating or NOBODY, named))

    def _responsible_since(self, task: TaskRecord, unit_id: UUID, position: int) -> int | None:
        if not task.is_of_directive:
            return self._covered_since(task, task.audience, unit_id, position)
        for coverage in self._coverages:
            if self._covers(coverage, coverage.addressed, unit_id):
                return max(position, coverage.position)
        return self._founded_under(task, unit_id)

    def _covered_since(
        self, task: TaskRecord, audience: Audience | None, unit_id: UUID, position: int
    ) -> int | None:
        """Since when an audience of the task's own, in force from a position on, covers a unit."""
        if audience is None:
            return None
        if covers(self.organisation, audience, unit_id, position):
            return position
        founded, added_at = self.founded(unit_id), self.directive.tasks_added.get(task.task_id, 0)
        if founded is None or added_at >= founded.position:
            return None
        since = founded.position
        return since if self._words_cover(audience, unit_id, since) else None

    def _founded_under(self, task: TaskRecord, unit_id: UUID) -> int | None:
        """The founding of a unit that the directive's own audience covers from then on."""
        founded, issued = self.founded(unit_id), self.directive.issued
        if founded is None or issued is None:
            return None
        since, added_at = founded.position, self.directive.tasks_added.get(task.task_id, 0)
        added = [each.added for each in self.directive.amendments if each.position < since]
        addressed = any(self._words_cover(a, unit_id, since) for a in (issued.audience, *added))
        return max(since, added_at) if addressed else None

    def _accepted(self, task_id: UUID, unit_id: UUID) -> int | None:
        for invitation in self.directive.invitations.values():
            if invitation.accepted and (invitation.task_id, invitation.unit_id) == (
                task_id,
                unit_id,
            ):
                return invitation.position
        return None

    # ---- how

    @property
    def _coverages(self) -> list[Coverage]:
        return self.directive.coverages

    def _covers(self, coverage: Coverage, audience: Audience, unit_id: UUID) -> bool:
        return covers(self.organisation, audience, unit_id, coverage.position)

    def _withdraws(self, amendment: Amendment, unit_id: UUID) -> bool:
        if covers(self.organisation, amendment.withdrawn, unit_id, amendment.position):
            return True
        issued = self.directive.issued
        if issued is None or amendment.withdrawn.is_empty:
            return False
        bearer = self.organisation.bearer(unit_id, issued.originator_id, amendment.position)
        return covers(self.organisation, amendment.withdrawn, bearer, amendment.position)

    def _audiences_of_tasks(self, position: int) -> Iterator[Audience]:
        """The audiences of their own of the tasks that were there at a position."""
        for task in self.directive.tasks.values():
            if self.directive.tasks_added.get(task.task_id, 0) < position:
                yield from filter(None, (task.audience, task.coordinating))

    def _words_cover(self, audience: Audience, unit_id: UUID, position: int) -> bool:
        """Whether an audience as worded covers a unit in the tree of a position."""
        return any(
            selector_covers(self.organisation, selector, unit_id, position)
            for selector in audience.selectors
        )


def selector_covers(
    organisation: Organisation, selector: Selector, unit_id: UUID, position: int | None = None
) -> bool:
    """Whether a group on the primary line, as worded, covers a unit that was founded then: one of a
    new level or kind too, none by a label.
    """
    return _group_covers(organisation, selector, unit_id, position) and not any(
        _group_covers(organisation, each, unit_id, position) for each in selector.exceptions
    )


def _group_covers(
    organisation: Organisation, selector: Chosen, unit_id: UUID, position: int | None
) -> bool:
    if not selector.is_open_group or selector.under_id is None:
        return False
    unit = organisation.units[unit_id]
    of_level = not selector.levels or unit.level in selector.levels
    of_kind = not selector.kinds or unit.kind in selector.kinds
    return of_level and of_kind and organisation.is_under(unit_id, selector.under_id, position)
