"""What became of a slice between two moments: one list beside the other."""

from dataclasses import dataclass
from uuid import UUID

from projections.differences.rows import DifferenceKind, ObligationPart, UnitPart
from tests.oracle.days import local_day
from tests.oracle.feeds import Shown
from tests.oracle.history import History, Moment
from tests.oracle.obligations import Obligation
from tests.oracle.searching import symbol_at
from tests.oracle.trees import name_on, tree_at


@dataclass(frozen=True)
class Difference:
    """What became of one, and what of it differs as far as both moments show it."""

    kind: DifferenceKind
    parts: frozenset[ObligationPart]


def differences(was: Shown, now: Shown, seen: Shown) -> dict[object, Difference]:
    """By obligation. ``seen``: all that is shown at the later moment, of whatever unit."""
    found: dict[object, Difference] = {}
    for key in was.keys() | now.keys():
        before, after = was.get(key), now.get(key)
        if before is None:
            found[key] = Difference(DifferenceKind.CAME, frozenset())
        elif after is None:
            elsewhere = seen.get(key)
            parts = changed(before, elsewhere) if elsewhere else frozenset()
            found[key] = Difference(DifferenceKind.WENT, parts)
        elif parts := changed(before, after):
            found[key] = Difference(DifferenceKind.CHANGED, parts)
    return found


def changed(before: Obligation, after: Obligation) -> frozenset[ObligationPart]:
    return frozenset(part for part in ObligationPart if _part(before, part) != _part(after, part))


def _part(owed: Obligation, part: ObligationPart) -> object:
    return getattr(owed, "bearer_id" if part is ObligationPart.BEARER else part.value.lower())


def unit_differences(
    history: History, earlier: Moment, later: Moment, unit_id: UUID
) -> dict[UUID, tuple[DifferenceKind, frozenset[UnitPart]]]:
    """Of a unit and those under it at either moment, those that the chart shows otherwise."""
    was, now = (_charted(history, moment, unit_id) for moment in (earlier, later))
    everywhere = _charted(history, later, None)
    found: dict[UUID, tuple[DifferenceKind, frozenset[UnitPart]]] = {}
    for key in was.keys() | now.keys():
        before, after = was.get(key), everywhere.get(key)
        if before is None:
            found[key] = DifferenceKind.CAME, frozenset()
            continue
        shown = after or before
        parts = frozenset(part for part in UnitPart if shown[part] != before[part])
        if key not in now:
            found[key] = DifferenceKind.WENT, parts
        elif parts:
            found[key] = DifferenceKind.CHANGED, parts
    return found


def _charted(
    history: History, moment: Moment, under_id: UUID | None
) -> dict[UUID, dict[UnitPart, object]]:
    """What the chart shows of live units, of all or of those within one."""
    tree = tree_at(history, moment.position)
    day = local_day(history, moment.clock)
    return {
        unit_id: {
            UnitPart.NAME: name_on(history, moment.position, unit_id, day),
            UnitPart.SYMBOL: symbol_at(history, moment.position, unit_id),
            UnitPart.PARENT: unit.parent_id,
            UnitPart.ADDRESSES_UNDER: unit.addresses_under_id,
        }
        for unit_id, unit in tree.units.items()
        if under_id is None or tree.within(unit_id, under_id)
    }
