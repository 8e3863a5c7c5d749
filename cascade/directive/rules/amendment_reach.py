"""Whom an amendment itself reaches where the directive goes down level by level."""

from collections.abc import Iterator
from uuid import UUID

from cascade.directive.audience import Atom, Audience
from cascade.directive.rules.coverage import members, topmost
from cascade.directive.rules.membership import Membership


def topmost_of_newcomers(membership: Membership, newly: Audience) -> Audience:
    """Those newly addressed or charged above whom neither one of them nor a member stands, on the
    tree of now. An atom whose every unit is topmost stays an atom.
    """
    above = _Above(membership)
    organisation, among = membership.organisation, topmost(membership.organisation, newly)
    whole: list[Atom] = []
    named = [unit_id for unit_id in among.unit_ids if not above.has_member(unit_id)]
    for atom in among.atoms:
        if above.is_member(atom.scope_id) or above.has_member(atom.scope_id):
            continue
        left = [u for u in _units(membership, atom) if not above.has_member(u)]
        if len(left) == organisation.census(atom.scope_id)[atom.level, atom.kind]:
            whole.append(atom)
        else:
            named += left
    return Audience((), tuple(sorted(whole)), tuple(named))


def _units(membership: Membership, atom: Atom) -> Iterator[UUID]:
    for unit in members(membership.organisation, Audience((), (atom,), ())):
        yield unit.unit_id


class _Above:
    """Whether a member stands above a unit; each unit is looked at once."""

    def __init__(self, membership: Membership) -> None:
        self.membership = membership
        self._member: dict[UUID, bool] = {}

    def is_member(self, unit_id: UUID) -> bool:
        """Whether something is asked of the unit already."""
        if unit_id not in self._member:
            self._member[unit_id] = (
                self.membership.is_member(unit_id) and self.membership.withdrawn_at(unit_id) is None
            )
        return self._member[unit_id]

    def has_member(self, unit_id: UUID) -> bool:
        """Whether a member stands above the unit."""
        return any(map(self.is_member, self.membership.organisation.ancestors(unit_id)))
