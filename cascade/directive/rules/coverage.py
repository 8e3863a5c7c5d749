"""Who an audience covers: worded selectors, normalised to disjoint atoms, judged on the tree."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from uuid import UUID

from cascade.directive.audience import Atom, Audience, Chosen, Selector
from cascade.directive.rules.subtraction import without
from cascade.organisation.state import Cell, Organisation, Unit


def normalise(organisation: Organisation, selectors: tuple[Selector, ...]) -> Audience:
    """Disjoint atoms on the tree of now, and the units by name, by labels or on another line that
    no atom covers.
    """
    parts = [selected(organisation, selector) for selector in selectors]
    covered = union(organisation, parts)
    return Audience(selectors, covered.atoms, covered.unit_ids)


def selected(organisation: Organisation, selector: Selector) -> Audience:
    """Whom one selector covers, its exceptions left out."""
    excepted = [chosen(organisation, each) for each in selector.exceptions]
    return without(organisation, chosen(organisation, selector), union(organisation, excepted))


def chosen(organisation: Organisation, group: Chosen) -> Audience:
    """One unit, or the whole of a group."""
    if group.unit_id is not None:
        return Audience((), (), (group.unit_id,))
    if group.is_open_group:
        return Audience((), tuple(_atoms(organisation, group)), ())
    listed = (unit.unit_id for unit in _listed(organisation, group))
    return Audience((), (), tuple(listed))


def _atoms(organisation: Organisation, group: Chosen) -> Iterator[Atom]:
    assert group.under_id is not None
    for cell, count in organisation.census(group.under_id).items():
        if count and _is_of(group, cell):
            yield Atom(scope_id=group.under_id, level=cell[0], kind=cell[1])


def _listed(organisation: Organisation, group: Chosen) -> Iterator[Unit]:
    """The units of a group that is none of atoms: on another line, or by labels."""
    assert group.under_id is not None
    if group.line is not None:
        every = organisation.subordinates(group.under_id, group.line)
    else:
        labelled = organisation.labelled(group.labels)
        every = (each for each in labelled if organisation.is_under(each.unit_id, group.under_id))
    for unit in every:
        if _is_of(group, unit.cell) and bears_one(unit, group):
            yield unit


def _is_of(group: Chosen, cell: Cell) -> bool:
    of_level = not group.levels or cell[0] in group.levels
    return of_level and (not group.kinds or cell[1] in group.kinds)


def bears_one(unit: Unit, group: Chosen) -> bool:
    """Whether a unit bears one of the labels by which a group is selected, if it is by any."""
    day = group.labelled_on
    return not group.labels or (
        day is not None and any(unit.bears(label, day) for label in group.labels)
    )


def _is_within_another(organisation: Organisation, atom: Atom, atoms: set[Atom]) -> bool:
    return any(
        Atom(scope_id=above, level=atom.level, kind=atom.kind) in atoms
        for above in organisation.ancestors(atom.scope_id)
    )


def union(organisation: Organisation, audiences: Iterable[Audience]) -> Audience:
    """One audience that covers what any of them covers, disjoint again."""
    parts = list(audiences)
    atoms = {atom for part in parts for atom in part.atoms}
    disjoint = tuple(
        sorted(atom for atom in atoms if not _is_within_another(organisation, atom, atoms))
    )
    by_atoms = Audience((), disjoint, ())
    named = dict.fromkeys(unit_id for part in parts for unit_id in part.unit_ids)
    left = tuple(unit_id for unit_id in named if not covers(organisation, by_atoms, unit_id))
    return Audience((), disjoint, left)


def covers(
    organisation: Organisation, audience: Audience, unit_id: UUID, position: int | None = None
) -> bool:
    """Whether the audience covers a unit, on the tree of now or of a position."""
    if unit_id in audience.unit_ids:
        return True
    if not audience.atoms:
        return False
    unit = organisation.units[unit_id]
    if position is not None and unit.established_at > position:
        return False
    scopes = {atom.scope_id for atom in audience.atoms if (atom.level, atom.kind) == unit.cell}
    return bool(scopes) and any(
        ancestor in scopes for ancestor in organisation.ancestors(unit_id, position)
    )


def count(organisation: Organisation, audience: Audience) -> Counter[str]:
    """How many units a normalised audience covers now, by level."""
    levels: Counter[str] = Counter()
    for atom in audience.atoms:
        levels[atom.level] += organisation.census(atom.scope_id)[atom.level, atom.kind]
    for unit_id in audience.unit_ids:
        levels[organisation.units[unit_id].level] += 1
    return levels


def members(organisation: Organisation, audience: Audience) -> Iterator[Unit]:
    """The units that a normalised audience covers now, those by name first."""
    for unit_id in audience.unit_ids:
        yield organisation.units[unit_id]
    for atom in audience.atoms:
        for unit in organisation.subtree(atom.scope_id):
            if unit.cell == (atom.level, atom.kind) and unit.unit_id != atom.scope_id:
                yield unit


def has_others_under(
    organisation: Organisation, audience: Audience, unit_id: UUID, position: int
) -> bool:
    """Whether the audience covers a unit that stood under this one in the tree of the position."""
    return any(
        organisation.is_under(other.unit_id, unit_id, position)
        and covers(organisation, audience, other.unit_id, position)
        for other in organisation.subtree_since(unit_id, position)
    )


def topmost(organisation: Organisation, audience: Audience) -> Audience:
    """Those of the audience above whom no other of it stands, on the tree of now.

    An atom whose every unit is topmost stays an atom.
    """
    named = [
        unit_id
        for unit_id in audience.unit_ids
        if not _any_covered(organisation, audience, organisation.ancestors(unit_id))
    ]
    counts: Counter[Atom] = Counter()
    by_atom: dict[Atom, list[Iterable[UUID]]] = {}
    for atom, many, unit_ids in _outermost(organisation, audience):
        counts[atom] += many
        by_atom.setdefault(atom, []).append(unit_ids)
    whole = []
    for atom, parts in by_atom.items():
        if counts[atom] == organisation.census(atom.scope_id)[atom.level, atom.kind]:
            whole.append(atom)
        else:
            named.extend(chain.from_iterable(parts))
    return Audience((), tuple(sorted(whole)), tuple(named))


def _outermost(
    organisation: Organisation, audience: Audience
) -> Iterator[tuple[Atom, int, Iterable[UUID]]]:
    """Members that are met first on the way down, with the atom that covers them, and how many.

    They are gone through only where somebody may stand under one of them: of a nation's branches
    the wards are looked at.
    """
    named = set(audience.unit_ids)
    cells = {(atom.level, atom.kind) for atom in audience.atoms}
    by_scope: dict[UUID, dict[Cell, Atom]] = {}
    for atom in audience.atoms:
        by_scope.setdefault(atom.scope_id, {})[atom.level, atom.kind] = atom
    waiting: list[tuple[UUID, dict[Cell, Atom]]] = []
    for scope_id, atoms in by_scope.items():
        above = list(organisation.ancestors(scope_id))
        is_met_on_the_way = not by_scope.keys().isdisjoint(above)
        if not (is_met_on_the_way or _any_covered(organisation, audience, (scope_id, *above))):
            waiting.append((scope_id, atoms))
    while waiting:
        unit_id, active = waiting.pop()
        children, census = organisation.children(unit_id), organisation.census(unit_id)
        if len(children) == census.total():
            for cell, atom in active.items():
                yield atom, census[cell], _of_cell(organisation, children, cell)
            continue
        for child_id in children:
            if atom_above := active.get(organisation.units[child_id].cell):
                yield atom_above, 1, (child_id,)
            elif child_id not in named and not cells.isdisjoint(organisation.census(child_id)):
                own = by_scope.get(child_id)
                waiting.append((child_id, {**active, **own} if own else active))


def _of_cell(organisation: Organisation, unit_ids: Iterable[UUID], cell: Cell) -> Iterator[UUID]:
    return (unit_id for unit_id in unit_ids if organisation.units[unit_id].cell == cell)


def _any_covered(organisation: Organisation, audience: Audience, unit_ids: Iterable[UUID]) -> bool:
    return any(covers(organisation, audience, unit_id) for unit_id in unit_ids)
