"""What one subject may do, and where."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from cascade.access.events import RoleGranted, RoleRevoked
from cascade.enums import Classification, Role
from cascade.organisation.state import Organisation
from cascade.recorded import Recorded

ACTING = frozenset({Role.OFFICER, Role.ISSUER})
READING = frozenset({Role.READER, Role.OFFICER, Role.ISSUER, Role.INSPECTOR, Role.INTEGRATION})


@dataclass(frozen=True, slots=True)
class Grant:
    """A role over a unit; whether it reaches the subtree depends on the role."""

    unit_id: UUID
    role: Role
    clearance: Classification
    valid_from: datetime | None
    valid_to: datetime | None

    def is_valid(self, now: datetime) -> bool:
        began = self.valid_from is None or self.valid_from <= now
        return began and (self.valid_to is None or now < self.valid_to)


@dataclass(slots=True)
class Access:
    """One subject's grants, by unit and role."""

    version: int = 0
    grants: dict[tuple[UUID, Role], Grant] = field(default_factory=dict)

    def apply(self, recorded: Recorded) -> None:
        event = recorded.event
        match event:
            case RoleGranted():
                self.grants[event.unit_id, event.role] = Grant(
                    event.unit_id, event.role, event.clearance, event.valid_from, event.valid_to
                )
            case RoleRevoked():
                self.grants.pop((event.unit_id, event.role), None)
        self.version = event.originator_version

    def valid(self, now: datetime) -> list[Grant]:
        """The grants that hold now, in a stable order."""
        held = [grant for grant in self.grants.values() if grant.is_valid(now)]
        return sorted(held, key=lambda grant: (grant.unit_id, grant.role))

    def acts_for(
        self, unit_id: UUID, roles: frozenset[Role], classification: Classification, now: datetime
    ) -> bool:
        """Whether the subject acts for this very unit on a document of this classification.

        Nobody acts for a unit that has ended: ask for its heir, or for the bearer.
        """
        return any(
            grant.unit_id == unit_id
            and grant.role in roles
            and grant.clearance.rank >= classification.rank
            for grant in self.valid(now)
        )

    def administers(self, unit_id: UUID, organisation: Organisation, now: datetime) -> bool:
        """Whether the subject keeps the units and grants of a subtree that holds this unit."""
        return self.clearance_as_administrator(unit_id, organisation, now) is not None

    def clearance_as_administrator(
        self, unit_id: UUID, organisation: Organisation, now: datetime
    ) -> Classification | None:
        """The highest clearance of the subject's administrator grants over this unit.

        What concerns a unit that has ended is its heir's administrator's; a grant over a unit that
        has ended opens nothing.
        """
        held = self._over(Role.ADMINISTRATOR, unit_id, organisation, now)
        return max(held, key=lambda clearance: clearance.rank, default=None)

    def integrates(self, unit_id: UUID, organisation: Organisation, now: datetime) -> bool:
        """Whether the subject is an integration of a subtree that holds this unit, or its heir."""
        return bool(self._over(Role.INTEGRATION, unit_id, organisation, now))

    def _over(
        self, role: Role, unit_id: UUID, organisation: Organisation, now: datetime
    ) -> list[Classification]:
        """Clearances of the grants of a role whose subtrees hold a unit, or its heir."""
        heir_id = organisation.heir(unit_id)
        return [
            grant.clearance
            for grant in self.valid(now)
            if grant.role is role
            and organisation.is_live(grant.unit_id)
            and organisation.is_within(heir_id, grant.unit_id)
        ]
