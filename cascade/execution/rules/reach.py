"""When and by what a directive reached a unit: by its issue or an amendment, by a relay on the way
down, by the founding of the unit or an invitation that it accepted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cascade.directive.records import TaskRecord
from cascade.directive.rules.coverage import covers, has_others_under
from cascade.directive.rules.membership import Membership
from cascade.directive.state import Directive
from cascade.execution.state import Execution, Relay, is_by
from cascade.organisation.state import Organisation


@dataclass(frozen=True, slots=True, order=True)
class Reach:
    """The position and the instant at which a directive reached a unit."""

    position: int
    recorded_at: datetime


def possible_relayers(
    organisation: Organisation, directive: Directive, unit_id: UUID
) -> Iterable[UUID]:
    """Units whose relays may have reached this one or bind it: those above it or above who bears
    for it, since the directive was issued.
    """
    if directive.issued is None:
        return ()
    return {
        above
        for bearer_id in organisation.bearers(unit_id, directive.issued.originator_id)
        for above in organisation.ancestors_since(bearer_id, directive.position)
    }


class Reaching:
    """How one directive that was issued here reached its units.

    ``executions`` holds those of the ``possible_relayers`` of whoever is asked about. ``until`` is
    a position of which the answer shall be; null: now.
    """

    def __init__(
        self,
        organisation: Organisation,
        directive: Directive,
        executions: Mapping[UUID, Execution],
    ) -> None:
        self.organisation = organisation
        self.directive = directive
        self.executions = executions
        self.membership = Membership(organisation, directive)

    def of_unit(self, unit_id: UUID, until: int | None = None) -> Reach | None:
        """The first reach that stands; null where it is no member, or was not reached."""
        return min(self._reaches(unit_id, until), default=None)

    def of_anything(self, unit_id: UUID, until: int | None = None) -> Reach | None:
        """As ``of_unit``, or the first invitation to a task that the unit accepted."""
        invited = self.membership.invited(unit_id)
        ways = list(self._reaches(unit_id, until))
        if invited is not None and is_by(invited.position, until):
            ways.append(Reach(invited.position, invited.recorded_at))
        return min(ways, default=None)

    def of_task(self, task: TaskRecord, unit_id: UUID, until: int | None = None) -> Reach | None:
        """The reach of a unit by a task that charges it; null where there is none that stands."""
        charge = self.membership.charge(task, unit_id)
        if charge is None or not is_by(charge.position, until):
            return None
        ways = [*self._reaches(unit_id, until), *self._accepted(task, unit_id, until)]
        first = min(ways, default=None)
        if first is None or first.position >= charge.position:
            return first
        return Reach(charge.position, self._recorded_at(charge.position, first))

    def was_recalled(self, unit_id: UUID) -> bool:
        """Whether a relay had reached the unit that was recalled since."""
        return any(relay.recalled_at for relay in self._relays_to(unit_id))

    def once(self, unit_id: UUID) -> Reach | None:
        """The first reach of a unit that only recalled relays had reached."""
        recalled = [r for r in self._relays_to(unit_id) if r.recalled_at]
        return min((Reach(r.position, r.recorded_at) for r in recalled), default=None)

    def relays_over(self, unit_id: UUID) -> Iterator[Relay]:
        """The standing relays whose audience covers a unit, whatever reached it first."""
        if self.directive.issued is None:
            return
        directive_id = self.directive.issued.originator_id
        for execution in self.executions.values():
            for relay in execution.relays:
                bearer_id = self.organisation.bearer(unit_id, directive_id, relay.position)
                audience = relay.event.audience
                if relay.stands() and covers(
                    self.organisation, audience, bearer_id, relay.position
                ):
                    yield relay

    def others_under(self, unit_id: UUID) -> Reach | None:
        """Since when others whom the directive concerns stand under a unit, each in the tree in
        which it came to concern them.
        """
        found = [
            Reach(coverage.position, coverage.recorded_at)
            for coverage in self.directive.coverages
            if has_others_under(self.organisation, coverage.everyone, unit_id, coverage.position)
        ]
        found += [
            Reach(invitation.position, invitation.recorded_at)
            for invitation in self.directive.invitations.values()
            if invitation.accepted
            and invitation.recorded_at
            and self.organisation.is_under(invitation.unit_id, unit_id, invitation.position)
        ]
        return min(found, key=lambda reach: reach.position, default=None)

    def _reaches(self, unit_id: UUID, until: int | None) -> Iterator[Reach]:
        for coverage in self.membership.member_of(unit_id):
            is_first = self.membership.is_first(coverage, unit_id)
            if is_first and is_by(coverage.position, until):
                yield Reach(coverage.position, coverage.recorded_at)
        founded = self.membership.founded(unit_id)
        if founded is not None and is_by(founded.position, until):
            yield Reach(founded.position, founded.recorded_at)
        for relay in self._relays_to(unit_id):
            if relay.stands(until):
                yield Reach(relay.position, relay.recorded_at)

    def _relays_to(self, unit_id: UUID) -> Iterator[Relay]:
        """Every relay, recalled ones too, that reached the unit where it had to wait for one."""
        waiting = [
            coverage.position
            for coverage in self.membership.member_of(unit_id)
            if not self.membership.is_first(coverage, unit_id)
        ]
        issued = self.directive.issued
        if not waiting or issued is None:
            return
        for execution in self.executions.values():
            for relay in execution.relays:
                at = relay.position
                bearer_id = self.organisation.bearer(unit_id, issued.originator_id, at)
                if at > min(waiting) and covers(
                    self.organisation, relay.event.audience, bearer_id, at
                ):
                    yield relay

    def _accepted(self, task: TaskRecord, unit_id: UUID, until: int | None) -> Iterator[Reach]:
        for invitation in self.directive.invitations.values():
            named = (invitation.task_id, invitation.unit_id) == (task.task_id, unit_id)
            if named and invitation.accepted and is_by(invitation.position, until):
                assert invitation.recorded_at is not None
                yield Reach(invitation.position, invitation.recorded_at)

    def _recorded_at(self, position: int, otherwise: Reach) -> datetime:
        """When the position was recorded at which a task came to charge somebody."""
        for coverage in self.directive.coverages:
            if coverage.position == position:
                return coverage.recorded_at
        for invitation in self.directive.invitations.values():
            if invitation.position == position and invitation.recorded_at is not None:
                return invitation.recorded_at
        return self.directive.instants.get(position, otherwise.recorded_at)


def reaches_into(
    organisation: Organisation,
    directive: Directive,
    scope_id: UUID,
    relayers: Mapping[UUID, Execution],
) -> bool:
    """Whether the directive has reached a unit whose part is borne within the scope now.

    ``relayers`` holds the executions of the scope's ``possible_relayers``: what is passed on
    inside the scope came to it from above.
    """
    if directive.issued is None:
        return False
    reaching = Reaching(organisation, directive, relayers)
    directive_id = directive.issued.originator_id
    return any(
        reaching.of_unit(unit_id) is not None or reaching.membership.invited(unit_id) is not None
        for unit in organisation.subtree(scope_id)
        for unit_id in (unit.unit_id, *organisation.borne_by(unit.unit_id, directive_id))
    )
