"""What a feed tells of a step from one moment to another: the difference of two whole slices."""

from uuid import UUID

from projections.feed.rows import ChangeKind
from tests.oracle.history import History, Moment
from tests.oracle.obligations import Obligation, obligations
from tests.oracle.slices import Slice
from tests.oracle.standings import Status
from tests.oracle.trees import tree_at

Shown = dict[object, Obligation]


def shown(history: History, moment: Moment, visible: Slice | None, under_id: UUID | None) -> Shown:
    """What a feed is of at a moment; null ``visible``: of everything."""
    if moment.position == 0:
        return {}
    every = visible.obligations() if visible else obligations(history, moment)
    if under_id is not None:
        tree = tree_at(history, moment.position)
        if under_id not in tree.units:
            return {}
        every = [owed for owed in every if tree.within(owed.bearer_id, under_id)]
    return {owed.id: owed for owed in every}


def changes(
    history: History, before: Moment, after: Moment, was: Shown, now: Shown
) -> dict[object, ChangeKind]:
    """By obligation, what became of it."""
    there = {owed.id for owed in obligations(history, before)} if before.position else set()
    found: dict[object, ChangeKind] = {key: ChangeKind.LEFT_SLICE for key in was if key not in now}
    for key, owed in now.items():
        if key not in was:
            found[key] = ChangeKind.ENTERED_SLICE if key in there else ChangeKind.OWED
        elif _told(owed) != _told(was[key]):
            found[key] = _became(was[key], owed, by_clock=before.position == after.position)
    return found


def _told(owed: Obligation) -> tuple[object, ...]:
    return (
        *(owed.bearer_id, owed.role, owed.kind, owed.origin, owed.opens_at, owed.due_at),
        *(owed.status, owed.timeliness, owed.period, owed.urgency),
        *(owed.acknowledged_at, owed.submitted_at, owed.fulfilled_at),
        *(owed.reported_towards_quota, owed.quota_met, owed.target),
    )


def _became(was: Obligation, owed: Obligation, *, by_clock: bool) -> ChangeKind:
    if owed.status is Status.WITHDRAWN and was.status is not Status.WITHDRAWN:
        return ChangeKind.WITHDRAWN
    if owed.bearer_id != was.bearer_id:
        return ChangeKind.BEARER_CHANGED
    if by_clock and owed.is_overdue:
        return ChangeKind.BECAME_OVERDUE
    return ChangeKind.CHANGED
