"""One obligation as it stands: what is owed, and what was done about it and decided on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from cascade.directive.occasions import BulkDecision
from cascade.enums import TaskKind
from cascade.events import next_place
from cascade.execution.commands import ObligationRef
from cascade.execution.events import ActPlace
from cascade.execution.rules.obligation import ObligationFinder
from cascade.execution.rules.owing import Obligation
from cascade.execution.state import Acts, Execution, is_by
from cascade.identifiers import execution_id
from cascade.quantities import NOTHING


@dataclass(frozen=True)
class ObligationState:
    """One obligation with everything an act on it is judged by."""

    ref: ObligationRef
    obligation: Obligation
    finder: ObligationFinder
    now: datetime

    @property
    def execution(self) -> Execution:
        return self.finder.execution(self.ref.unit)

    @property
    def acts(self) -> Acts:
        return self.execution.acts_on((self.ref.task, self.ref.occurrence))

    @property
    def due_at(self) -> datetime | None:
        """The due date in force."""
        acts = self.acts
        due_at = acts.extended_to or self.obligation.due_at
        if due_at is None:
            return None
        later = (
            bulk.due_at
            for bulk in self._bulk_decisions
            if bulk.due_at is not None and bulk.position > acts.extended_at
        )
        return max((due_at, *later))

    @property
    def is_fulfilled(self) -> bool:
        return self._is_fulfilled_by(None)

    @property
    def is_exempted(self) -> bool:
        exempted = self.acts.exempted_at is not None
        return exempted or any(bulk.due_at is None for bulk in self._bulk_decisions)

    @property
    def is_withdrawn(self) -> bool:
        """Whether nothing is asked of it any more that was not fulfilled."""
        if self.is_fulfilled:
            return False
        return self.finder.is_withdrawn(self.obligation) or self.has_expired

    @property
    def has_expired(self) -> bool:
        """Whether it was open when its directive expired: what was handed in is still decided."""
        if self.is_fulfilled or self.awaits_decision:
            return False
        return self.finder.has_expired(self.obligation, self.now)

    @property
    def is_not_applicable(self) -> bool:
        """Whether it was agreed that it does not apply. A quota that others meet is met for it."""
        return self.acts.is_not_applicable() and not self.is_fulfilled

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
    def _bulk_decisions(self) -> tuple[BulkDecision, ...]:
        """The extensions and exemptions of whole subtrees that found it open."""
        found: list[BulkDecision] = []
        for bulk in self.finder.directive.bulk_decisions:
            is_exempted = any(earlier.due_at is None for earlier in found)
            if not is_exempted and self._is_under(bulk) and self._was_open(bulk.position):
                found.append(bulk)
        return tuple(found)

    def _is_under(self, bulk: BulkDecision) -> bool:
        organisation, at = self.finder.organisation, bulk.position
        if bulk.task_ids and self.ref.task not in bulk.task_ids:
            return False
        bearer_id = organisation.bearer(self.ref.unit, self.ref.directive, at)
        return organisation.is_within(bearer_id, bulk.under_id, at)

    def _was_open(self, position: int) -> bool:
        """Whether it was there, and waited for the unit to do something."""
        acts = self.acts
        return not (
            not self.finder.was_there(self.obligation, position)
            or self.finder.reach_by(self.obligation, position) is None
            or acts.awaits_decision(position)
            or acts.is_not_applicable(position)
            or self._is_fulfilled_by(position)
            or is_by(acts.exempted_at, position)
            or self.finder.is_withdrawn(self.obligation, position)
            or self.finder.is_beyond_expiry(self.obligation, position)
        )

    def _is_fulfilled_by(self, position: int | None) -> bool:
        obligation, acts = self.obligation, self.acts
        if obligation.kind is TaskKind.ENTER:
            return is_by(obligation.reach.position, position)
        if obligation.kind is TaskKind.PASS_ON:
            return self.execution.has_passed_on(position)
        if acts.is_fulfilled_by_acknowledging(position):
            return True
        if obligation.target is None:
            return acts.is_accepted(position)
        return self._was_met(position)

    def _was_met(self, until: int | None) -> bool:
        """Whether at any acceptance since it was charged what was accepted by then was what was
        asked for then: what is met once stays so.
        """
        total = NOTHING
        for position, quantity in sorted(self._accepted(until)):
            total += quantity
            owed = position > self.obligation.charged_at
            if owed and self.finder.is_met(self.obligation, position, total):
                return True
        return False

    def _accepted(self, until: int | None) -> Iterable[tuple[int, Decimal]]:
        """What was accepted, and where, of all who share with the unit, or of itself."""
        key = (self.ref.task, self.ref.occurrence)
        if self.obligation.shares_with_group:
            return self.finder.shared_quota(key).accepted(until)
        return (
            (report.decided_at, report.quantity)
            for unit_id in self.obligation.sharers or (self.ref.unit,)
            for report in self.finder.execution(unit_id).acts_on(key).reports
            if report.is_accepted(until) and report.decided_at is not None
        )
