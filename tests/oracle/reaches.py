"""Which units a directive has reached, when, and from whom."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from cascade.execution.events import DirectiveRelayed
from tests.oracle.directives import Directive, implementing
from tests.oracle.history import History, remembered
from tests.oracle.trees import tree_at


class HopKind(StrEnum):
    """How a directive came to a unit."""

    ADDRESSED = "ADDRESSED"
    RELAYED = "RELAYED"
    IMPLEMENTED = "IMPLEMENTED"


@dataclass(frozen=True, slots=True)
class Hop:
    """``directive_id`` is the implementing directive, where the hop was made by one."""

    unit_id: UUID
    kind: HopKind
    from_id: UUID
    position: int
    at: datetime
    directive_id: UUID | None = None


@remembered
def reach(history: History, position: int, directive: Directive, unit_id: UUID) -> Hop | None:
    """By which issue or relay a concerned unit was reached, as far as was known at a position."""
    if directive.position > position or unit_id not in directive.concerned:
        return None
    if directive.event.level_by_level is None or directive.is_topmost(unit_id):
        at = history.recorded_at(directive.position)
        issuer_id = directive.event.issuer_id
        return Hop(unit_id, HopKind.ADDRESSED, issuer_id, directive.position, at)
    for at_position, relay in history.of(DirectiveRelayed, position):
        if relay.directive_id == directive.directive_id and _selects(
            history, at_position, relay, unit_id
        ):
            at = history.recorded_at(at_position)
            return Hop(unit_id, HopKind.RELAYED, relay.unit_id, at_position, at)
    return None


def _selects(history: History, position: int, relay: DirectiveRelayed, unit_id: UUID) -> bool:
    tree = tree_at(history, position)
    return tree.under(unit_id, relay.unit_id) and tree.covers(relay.audience.selectors, unit_id)


def hop(history: History, position: int, directive: Directive, unit_id: UUID) -> Hop | None:
    """How a directive first came to a unit of its audience: by itself or by another."""
    if not directive.addresses(unit_id):
        return None
    own = reach(history, position, directive, unit_id)
    candidates = [own] if own else []
    for lower in implementing(history, position, directive.directive_id):
        if by_it := reach(history, position, lower, unit_id):
            issuer_id = lower.event.issuer_id
            candidates.append(
                Hop(
                    unit_id,
                    HopKind.IMPLEMENTED,
                    issuer_id,
                    by_it.position,
                    by_it.at,
                    lower.directive_id,
                )
            )
    return min(candidates, key=lambda found: found.position, default=None)
