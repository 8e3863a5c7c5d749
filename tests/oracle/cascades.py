"""Where a directive got to, and where it stopped."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from uuid import UUID

from cascade.enums import PASS_ON_KEY, POLICY_PASS_ON_KEY
from cascade.identifiers import task_id
from tests.oracle.directives import Directive
from tests.oracle.history import History, Moment
from tests.oracle.members import addressed
from tests.oracle.obligations import Obligation, obligations
from tests.oracle.reaches import Hop, hop
from tests.oracle.trees import tree_at


@dataclass(frozen=True)
class ShownHop:
    """A hop, and the passing on that its unit owes in turn."""

    hop: Hop
    passed_on_at: datetime | None
    pass_on_due_at: datetime | None


@dataclass(frozen=True)
class LevelReached:
    """Reached units of a level among those of the audience; seconds from the issue."""

    reached: int
    expected: int
    median_seconds: float | None
    max_seconds: float | None


@dataclass(frozen=True)
class Cascade:
    """Where a directive stands in its audience. ``stalled`` were to pass it on by now."""

    reached: int
    expected: int
    by_level: dict[str, LevelReached]
    hops: dict[UUID, ShownHop]
    stalled: list[UUID]


def cascade(
    history: History,
    moment: Moment,
    directive: Directive,
    is_shown: Callable[[UUID], bool] = lambda _: True,
) -> Cascade:
    """``is_shown`` is asked of who bears for a unit, and bounds all of it to those of a slice."""
    position = moment.position
    tree = tree_at(history, position)
    audience = {
        unit_id: since
        for unit_id, since in addressed(history, position, directive).items()
        if is_shown(tree.bearer(unit_id, directive.directive_id))
    }
    hops = {u: found for u in audience if (found := hop(history, position, directive, u))}
    passing_on = {o.unit_id: o for o in _passing_on(history, moment, directive)}
    return Cascade(
        len(hops),
        len(audience),
        _by_level(history, directive, audience, hops),
        {unit_id: _shown(found, passing_on.get(unit_id)) for unit_id, found in hops.items()},
        [u for u, owed in passing_on.items() if owed.is_overdue and is_shown(owed.bearer_id)],
    )


def _passing_on(history: History, moment: Moment, directive: Directive) -> list[Obligation]:
    ids = {task_id(directive.directive_id, key) for key in (PASS_ON_KEY, POLICY_PASS_ON_KEY)}
    return [o for o in obligations(history, moment) if o.task_id in ids]


def _shown(found: Hop, owed: Obligation | None) -> ShownHop:
    return ShownHop(found, owed.fulfilled_at if owed else None, owed.due_at if owed else None)


def _by_level(
    history: History, directive: Directive, audience: Mapping[UUID, int], hops: Mapping[UUID, Hop]
) -> dict[str, LevelReached]:
    start = history.recorded_at(directive.position)
    level_of = {u: tree_at(history, since).units[u].level for u, since in audience.items()}
    levels: dict[str, LevelReached] = {}
    for level in set(level_of.values()):
        members = [u for u in audience if level_of[u] == level]
        seconds = [(hops[u].at - start).total_seconds() for u in members if u in hops]
        levels[level] = LevelReached(
            len(seconds),
            len(members),
            median(seconds) if seconds else None,
            max(seconds, default=None),
        )
    return levels
