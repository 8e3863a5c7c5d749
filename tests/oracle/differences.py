"""What became of a slice between two moments: one list beside the other."""

from dataclasses import dataclass

from projections.differences.rows import DifferenceKind, ObligationPart
from tests.oracle.feeds import Shown
from tests.oracle.obligations import Obligation


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
