"""One obligation as it stands: what is owed, and what was done about it and decided on it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from cascade.directive.state import GroupEase
from cascade.enums import TaskKind
from cascade.events import next_place
from cascade.execution.commands import ObligationRef
from cascade.execution.events import ActPlace
from cascade.execution.rules.obligation import Owed, Owing
from cascade.execution.state import Acts, Execution, is_by
from cascade.identifiers import execution_id


@dataclass(frozen=True)
class Standing:
    """One obligation with everything an act on it is judged by."""

    ref: ObligationRef
    owed: Owed
    owing: Owing

    @property
    def execution(self) -> Execution:
        return self.owing.execution(self.ref.unit)

    @property
    def acts(self) -> Acts:
        return self.execution.acts_on((self.ref.task, self.ref.occurrence))

    @property
    def due_at(self) -> datetime | None:
        """The due date in force."""
        acts = self.acts
        due_at = acts.extended_to or self.owed.due_at
        if due_at is None:
            return None
        later = (
            ease.due_at
            for ease in self._eases
            if ease.due_at is not None and ease.position > acts.extended_at
        )
        return max((due_at, *later))

    @property
    def is_fulfilled(self) -> bool:
        return self._is_fulfilled_by(None)

    @property
    def is_exempted(self) -> bool:
        exempted = self.acts.exempted_at is not None
        return exempted or any(ease.due_at is None for ease in self._eases)

    @property
    def is_withdrawn(self) -> bool:
        return self.owing.is_withdrawn(self.owed) and not self.is_fulfilled

    @property
    def awaits_decision(self) -> bool:
        return self.acts.awaits_decision()

    def next_act(self, now: datetime, offset: int = 0) -> ActPlace:
        """The place of the execution's ``offset``-th next event (from 0), as an act on this."""
        ref = self.ref
        stream_id = execution_id(ref.directive, ref.unit)
        return {
            **next_place(stream_id, self.execution.version + offset, now),
            "directive_id": ref.directive,
            "unit_id": ref.unit,
            "task_id": ref.task,
            "occurrence": ref.occurrence,
        }

    @cached_property
    def _eases(self) -> tuple[GroupEase, ...]:
        """The extensions and exemptions of whole subtrees that found it open."""
        found: list[GroupEase] = []
        for ease in self.owing.directive.eases:
            is_exempted = any(earlier.due_at is None for earlier in found)
            if not is_exempted and self._is_under(ease) and self._was_open(ease.position):
                found.append(ease)
        return tuple(found)

    def _is_under(self, ease: GroupEase) -> bool:
        organisation, at = self.owing.organisation, ease.position
        if ease.task_ids and self.ref.task not in ease.task_ids:
            return False
        bearer_id = organisation.bearer(self.ref.unit, self.ref.directive, at)
        return organisation.is_within(bearer_id, ease.under_id, at)

    def _was_open(self, position: int) -> bool:
        """Whether it was there, and waited for the unit to do something."""
        acts = self.acts
        return not (
            self.owing.reach_by(self.owed, position) is None
            or acts.awaits_decision(position)
            or self._is_fulfilled_by(position)
            or is_by(acts.exempted_at, position)
            or self.owing.is_withdrawn(self.owed, position)
        )

    def _is_fulfilled_by(self, position: int | None) -> bool:
        owed, acts = self.owed, self.acts
        if owed.kind is TaskKind.PASS_ON:
            return self.execution.has_passed_on(position)
        if acts.is_fulfilled_by_acknowledging(position):
            return True
        if owed.quota is None:
            return acts.is_accepted(position)
        key = (self.ref.task, self.ref.occurrence)
        sharing = owed.sharers or (self.ref.unit,)
        reached = sum(
            self.owing.execution(unit_id).acts_on(key).accepted_quantity(position)
            for unit_id in sharing
        )
        return reached >= owed.quota.minimum
