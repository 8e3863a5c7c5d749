"""Which units a directive has reached, when, and from whom."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from cascade.execution.events import DirectiveRelayed, RelayRecalled
from tests.oracle.directives import Directive, Task, implementing, tasks
from tests.oracle.history import History, remembered_since_last_turn
from tests.oracle.members import addressed, charged, concerned, coverages, founded, invited
from tests.oracle.trees import tree_at


class HopKind(StrEnum):
    """How a directive came to a unit."""

    ADDRESSED = "ADDRESSED"
    AMENDED = "AMENDED"
    FOUNDED = "FOUNDED"
    INVITED = "INVITED"
    RELAYED = "RELAYED"
    IMPLEMENTED = "IMPLEMENTED"


@dataclass(frozen=True, slots=True)
class Hop:
    """``directive_id`` is the implementing directive, where the hop was made by one. A hop that
    was made by relays alone is closed once these are recalled.
    """

    unit_id: UUID
    kind: HopKind
    from_id: UUID
    position: int
    at: datetime
    directive_id: UUID | None = None
    is_recalled: bool = False


def relays(
    history: History, position: int, directive: Directive
) -> Iterator[tuple[int, DirectiveRelayed, bool]]:
    """The relays of a directive, each with its position and whether it was recalled by then."""
    recalled = {
        (event.unit_id, version)
        for _, event in history.of(RelayRecalled, position)
        if event.directive_id == directive.directive_id
        for version in event.relay_versions
    }
    for at, event in history.of(DirectiveRelayed, position):
        if event.directive_id == directive.directive_id:
            yield at, event, (event.unit_id, event.originator_version) in recalled


def selects(
    history: History, at: int, directive: Directive, relay: DirectiveRelayed, unit_id: UUID
) -> bool:
    """Whether a relay covers a unit: who bears for it stands under the relaying unit then."""
    tree = tree_at(history, at)
    bearer_id = tree.bearer(unit_id, directive.directive_id)
    return (
        unit_id in concerned(history, at, directive)
        and tree.under(bearer_id, relay.unit_id)
        and tree.covers(relay.audience, bearer_id)
    )


def _reaches(history: History, position: int, directive: Directive, unit_id: UUID) -> Iterator[Hop]:
    """All ways by which it came to a unit, invitations apart."""
    issuer_id = directive.event.issuer_id
    for coverage in coverages(history, position, directive):
        if unit_id in coverage.members and (
            not directive.is_step_by_step or coverage.is_topmost(unit_id)
        ):
            is_issue = coverage.position == directive.position
            kind = HopKind.ADDRESSED if is_issue else HopKind.AMENDED
            yield _hop(history, unit_id, kind, issuer_id, coverage.position)
    if at := founded(history, position, directive).get(unit_id):
        yield _hop(history, unit_id, HopKind.FOUNDED, issuer_id, at)
    for at, relay, is_recalled in relays(history, position, directive):
        if selects(history, at, directive, relay, unit_id):
            hop = _hop(history, unit_id, HopKind.RELAYED, relay.unit_id, at)
            yield replace(hop, is_recalled=is_recalled)


def _hop(history: History, unit_id: UUID, kind: HopKind, from_id: UUID, position: int) -> Hop:
    return Hop(unit_id, kind, from_id, position, history.recorded_at(position))


@remembered_since_last_turn
def reach(history: History, position: int, directive: Directive, unit_id: UUID) -> Hop | None:
    """The first way that still holds; where all were recalled, the first of those."""
    ways = list(_reaches(history, position, directive, unit_id))
    return min(ways, key=lambda hop: (hop.is_recalled, hop.position), default=None)


@remembered_since_last_turn
def first_reach(history: History, position: int, directive: Directive, unit_id: UUID) -> Hop | None:
    """By the directive itself or by an invitation: what policies ask goes by it."""
    own, issuer_id = reach(history, position, directive, unit_id), directive.event.issuer_id
    ways = [own] if own else []
    for task in tasks(history, position, directive):
        at = invited(history, position, directive, task.record.task_id).get(unit_id)
        if at is not None:
            ways.append(_hop(history, unit_id, HopKind.INVITED, issuer_id, at))
    return min(ways, key=lambda hop: (hop.is_recalled, hop.position), default=None)


@remembered_since_last_turn
def reach_of_task(
    history: History, position: int, directive: Directive, task: Task, unit_id: UUID
) -> Hop | None:
    """When a task came to a unit that it charges: no earlier than it charges it."""
    since = charged(history, position, directive, task)[unit_id].since
    issuer_id = directive.event.issuer_id
    if invited(history, position, directive, task.record.task_id).get(unit_id) == since:
        return _hop(history, unit_id, HopKind.INVITED, issuer_id, since)
    hop = reach(history, position, directive, unit_id)
    if hop is None or since <= hop.position:
        return hop
    later = _hop(history, unit_id, HopKind.AMENDED, issuer_id, since)
    return replace(later, is_recalled=hop.is_recalled)


def hop(history: History, position: int, directive: Directive, unit_id: UUID) -> Hop | None:
    """How a directive first came to a unit of its audience: by itself or by another."""
    if unit_id not in addressed(history, position, directive):
        return None
    candidates = []
    own = reach(history, position, directive, unit_id)
    if own is not None and not own.is_recalled:
        candidates.append(own)
    for lower in implementing(history, position, directive.directive_id):
        by_it = reach(history, position, lower, unit_id)
        if by_it is not None and not by_it.is_recalled:
            candidates.append(
                replace(
                    by_it,
                    kind=HopKind.IMPLEMENTED,
                    from_id=lower.event.issuer_id,
                    directive_id=lower.directive_id,
                )
            )
    return min(candidates, key=lambda found: found.position, default=None)
