"""When an obligation falls due by the document, by a policy, or by who passed it on."""

from datetime import date, datetime, timedelta

from cascade.directive.events import DueDatesMoved, WindowDated
from cascade.directive.records import DueRecord
from cascade.enums import DueKind, TaskKind
from tests.oracle.days import end_of_day, local_day, working_days_after
from tests.oracle.directives import Directive, own_events
from tests.oracle.history import History
from tests.oracle.reaches import Hop, relays, selects
from tests.oracle.tasks import Charge

NEVER = (DueKind.ABSENT, DueKind.CONTINUOUS, DueKind.ON_OCCURRENCE)


def base_due(history: History, position: int, charge: Charge) -> datetime | None:
    """Before extensions and returns, as far as was known at a position: the rule's date or the one
    it was moved to, or what a relay that still holds has brought it forward to.
    """
    due_at = given_due(history, position, charge)
    if due_at is None or charge.task is None:
        return due_at
    return min([due_at, *_brought_forward(history, position, charge)])


def given_due(history: History, position: int, charge: Charge) -> datetime | None:
    """By the rule, and by all that has moved it since the rule was fixed, in order."""
    if charge.kind is TaskKind.ENTER:
        at, days = charge.reached.position, charge.working_days
        assert days is not None
        issued_on = charge.directive.event.issued_on
        return end_of_day(history, working_days_after(history, at, issued_on, days))
    if charge.task is None:
        return _from_reach(history, charge.reached.position, charge.reached, charge)
    fixed_at = charge.task.fixed_at
    due_at = _by_rule(history, fixed_at, charge)
    for at, event in own_events(history, position, charge.directive.directive_id):
        if isinstance(event, WindowDated) and _is_in_window(charge.due, event.key):
            due_at = end_of_day(history, event.to_day)
        if isinstance(event, DueDatesMoved) and at > fixed_at:
            for moved in event.dues:
                if (moved.task_id, moved.occurrence) == (charge.task_id, charge.day):
                    due_at = moved.due_at
            if charge.task_id in event.recounted_task_ids and at > charge.reached.position:
                due_at = _from_reach(history, at, charge.reached, charge)
    return due_at


def _is_in_window(due: DueRecord, window: str) -> bool:
    return due.kind is DueKind.WINDOW and due.window == window


def _by_rule(history: History, fixed_at: int, charge: Charge) -> datetime | None:
    due = charge.due
    match due.kind:
        case kind if kind in NEVER:
            return None
        case DueKind.RECURRING:
            assert charge.occurrence is not None
            return charge.occurrence.due_at
        case DueKind.AT_INSTANT:
            return due.due_at
        case DueKind.WINDOW:
            return _end_of_window(history, charge.directive, due)
        case DueKind.RELATIVE if due.due_on is None:
            return _from_reach(history, charge.reached.position, charge.reached, charge)
        case DueKind.RELATIVE:
            return end_of_day(history, _after_issue(history, fixed_at, charge))
        case _:
            assert due.due_on is not None
            return end_of_day(history, due.due_on)


def _end_of_window(history: History, directive: Directive, due: DueRecord) -> datetime | None:
    (end,) = [window.to_day for window in directive.event.windows if window.key == due.window]
    return end_of_day(history, end) if end else None


def _after_issue(history: History, fixed_at: int, charge: Charge) -> date:
    """By the rule's own words, and the calendar as it was when the rule was fixed."""
    issued_on = charge.directive.event.issued_on
    assert charge.due.rule is not None
    count, *words = charge.due.rule.split()
    if words == ["working", "days", "after", "issue"]:
        return working_days_after(history, fixed_at, issued_on, int(count))
    assert words == ["days", "after", "issue"], words
    return issued_on + timedelta(days=int(count))


def _from_reach(
    history: History, calendar_at: int, reached: Hop, charge: Charge
) -> datetime | None:
    """So many days after the local day of the reach, by the calendar of a position."""
    received_on = local_day(history, reached.at)
    working_days = charge.working_days or charge.due.working_days
    if working_days is not None:
        day = working_days_after(history, calendar_at, received_on, working_days)
        return end_of_day(history, day)
    if charge.due.days is not None:
        return end_of_day(history, received_on + timedelta(days=charge.due.days))
    return None


def counts_from_reach(charge: Charge) -> bool:
    due = charge.due
    return charge.task is None or due.working_days is not None or due.days is not None


def _brought_forward(history: History, position: int, charge: Charge) -> list[datetime]:
    """What the relays that cover its unit and still hold have set for the task."""
    return [
        due.due_at
        for at, relay, is_recalled in relays(history, position, charge.directive)
        if not is_recalled and relay.dues
        if selects(history, at, charge.directive, relay, charge.unit_id)
        for due in relay.dues
        if due.task_id == charge.task_id and charge.day is None
    ]


def is_dated_window(
    history: History, position: int, directive: Directive, window: str | None
) -> bool:
    """Whether a window has its days by now."""
    dated = [w.key for w in directive.event.windows if w.to_day is not None]
    events = own_events(history, position, directive.directive_id)
    dated += [event.key for _, event in events if isinstance(event, WindowDated)]
    return window in dated
