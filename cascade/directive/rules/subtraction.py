"""What one audience covers and another does not: atoms stay disjoint, and few."""

from uuid import UUID

from cascade.directive.audience import Atom, Audience
from cascade.organisation.state import Cell, Organisation


def without(organisation: Organisation, audience: Audience, taken: Audience) -> Audience:
    """The audience, as it is worded, less whom another covers, on the tree of now.

    An atom out of which something is taken becomes atoms of the units beside the way down to it,
    and the units by name that stand on that way: so many as stand there, not as it covers.
    """
    if taken.is_empty:
        return audience
    cuts = _Cuts(organisation, taken)
    atoms: list[Atom] = []
    named = [id_ for id_ in audience.unit_ids if not cuts.takes(id_)]
    for atom in audience.atoms:
        cuts.cut(atom, atoms, named)
    return Audience(audience.selectors, tuple(sorted(atoms)), tuple(named))


class _Cuts:
    """What is taken, by level and kind; ``broken`` are the units under which something is."""

    def __init__(self, organisation: Organisation, taken: Audience) -> None:
        self.organisation = organisation
        self.units = organisation.units.keys() & set(taken.unit_ids)
        self.scopes = {(atom.scope_id, (atom.level, atom.kind)) for atom in taken.atoms}
        named = {(id_, organisation.units[id_].cell) for id_ in self.units}
        self.broken: set[tuple[UUID, Cell]] = {
            (above, cell)
            for unit_id, cell in named | self.scopes
            for above in organisation.ancestors(unit_id)
        }

    def takes(self, unit_id: UUID) -> bool:
        """Whether this unit is taken."""
        cell = self.organisation.units[unit_id].cell
        return unit_id in self.units or any(
            (above, cell) in self.scopes for above in self.organisation.ancestors(unit_id)
        )

    def cut(self, atom: Atom, atoms: list[Atom], named: list[UUID]) -> None:
        """Add what is left of an atom."""
        cell = (atom.level, atom.kind)
        above = (atom.scope_id, *self.organisation.ancestors(atom.scope_id))
        if any((scope_id, cell) in self.scopes for scope_id in above):
            return
        if (atom.scope_id, cell) not in self.broken:
            atoms.append(atom)
            return
        waiting = [atom.scope_id]
        while waiting:
            for child_id in self.organisation.children(waiting.pop()):
                if self._is_left(child_id, cell):
                    named.append(child_id)
                if (child_id, cell) in self.scopes:
                    continue
                if (child_id, cell) in self.broken:
                    waiting.append(child_id)
                elif self.organisation.census(child_id)[cell]:
                    atoms.append(Atom(scope_id=child_id, level=atom.level, kind=atom.kind))

    def _is_left(self, unit_id: UUID, cell: Cell) -> bool:
        return self.organisation.units[unit_id].cell == cell and unit_id not in self.units
