"""When an obligation falls due by the document, by a policy, or by who passed it on."""

from datetime import date, datetime, timedelta
from uuid import UUID

from cascade.directive.events import DueDatesMoved, PeriodsOpened, WindowDated
from cascade.directive.records import DueRecord, OccurrenceRecord
from cascade.enums import DueKind, ObligationRole, TaskKind
from cascade.execution.events import ObligationAcknowledged, ReportAccepted, ReportSubmitted
from cascade.identifiers import task_id
from tests.oracle.days import (
    end_of_day,
    local_day,
    moved_from_off_day,
    working_days_after,
    working_days_from,
)
from tests.oracle.directives import Directive, own_events
from tests.oracle.history import History
from tests.oracle.reaches import Hop, relays, selects
from tests.oracle.tasks import Charge

SIGNS = {"before": -1, "after": 1}
NEVER = (DueKind.ABSENT, DueKind.CONTINUOUS, DueKind.ON_OCCURRENCE)


def base_due(history: History, position: int, charge: Charge) -> datetime | None:
    """Before extensions and returns, as far as was known at a position: the rule's date or the one
    it was moved to, or what a relay that still holds has brought it forward to.
    """
    due_at = given_due(history, position, charge)
    if due_at is None or charge.task is None or charge.role is ObligationRole.GATHERING:
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
    if charge.due.kind is DueKind.AFTER_TASK:
        return _after_acceptance(history, position, charge)
    due_at = _by_rule(history, fixed_at, charge)
    for at, event in own_events(history, position, charge.directive.directive_id):
        if (
            isinstance(event, WindowDated)
            and at > fixed_at
            and _is_in_window(charge.due, event.key)
        ):
            due_at = _by_window(history, at, charge, event.from_day, event.to_day)
        if isinstance(event, DueDatesMoved) and at > fixed_at:
            for moved in event.dues:
                of = (moved.task_id, moved.level, moved.occurrence)
                if of == (charge.task_id, charge.level, charge.day):
                    due_at = moved.due_at
            is_recounted = charge.task_id in event.recounted_task_ids and charge.level is None
            if is_recounted and at > _counted_from(charge):
                due_at = _counted_on(history, at, charge)
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
            opened_at = None
            if due.open_ended and due.on_non_working_day:
                opened_at = _opened_at(history, charge, charge.occurrence)
            return _on_its_day(history, opened_at or fixed_at, charge, charge.occurrence)
        case DueKind.AFTER_OCCURRENCE:
            return _counted_on(history, _counted_from(charge), charge)
        case DueKind.AT_INSTANT:
            return _on_its_day(history, fixed_at, charge, due)
        case DueKind.WINDOW:
            return _by_window(history, fixed_at, charge, *_window(history, fixed_at, charge))
        case DueKind.RELATIVE if due.due_on is None:
            return _from_reach(history, charge.reached.position, charge.reached, charge)
        case DueKind.RELATIVE:
            day = _counted(history, fixed_at, charge)
            return _end_of_due_day(history, fixed_at, charge, day)
        case _:
            return _end_of_due_day(history, fixed_at, charge, _worded_day(due))


def _end_of_due_day(history: History, position: int, charge: Charge, day: date) -> datetime:
    """By the calendar of a position, where the task moves what is due on days that are off."""
    way, asked_from = charge.due.on_non_working_day, charge.directive.asked_from
    return end_of_day(history, moved_from_off_day(history, position, day, way, asked_from))


def _on_its_day(
    history: History, fixed_at: int, charge: Charge, fixed: DueRecord | OccurrenceRecord
) -> datetime:
    """An instant that the event froze: the model says which day it lies on."""
    due_at, way = fixed.due_at, charge.due.on_non_working_day
    assert due_at is not None
    if way is not None:
        day = fixed.day if isinstance(fixed, OccurrenceRecord) else _worded_day(fixed)
        asked_from = charge.directive.asked_from
        moved = moved_from_off_day(history, fixed_at, day, way, asked_from)
        assert local_day(history, due_at) == moved
    return due_at


def _opened_at(history: History, charge: Charge, occurrence: OccurrenceRecord) -> int | None:
    """Where time brought a period of a rule without an end; null: it was there from the rule on."""
    for at, event in own_events(history, history.head, charge.directive.directive_id):
        if isinstance(event, PeriodsOpened):
            for each in event.periods:
                of = (each.task_id, each.level)
                if of == (charge.task_id, charge.level) and occurrence in each.occurrences:
                    return at
    return None


def _words(due: DueRecord) -> list[str]:
    """The rule's own, without what becomes of days that are off."""
    assert due.rule is not None
    return due.rule.partition(", or ")[0].split()


def _worded_day(due: DueRecord) -> date:
    """The rule says the day where that may have been moved."""
    if due.on_non_working_day is None:
        assert due.due_on is not None
        return due.due_on
    (day,) = _words(due)
    return date.fromisoformat(day)


def _window(history: History, position: int, charge: Charge) -> tuple[date | None, date | None]:
    """The first and the last day of the task's window, as they were known at a position."""
    ((first, last),) = [
        (window.from_day, window.to_day)
        for window in charge.directive.event.windows
        if window.key == charge.due.window
    ]
    for _, event in own_events(history, position, charge.directive.directive_id):
        if isinstance(event, WindowDated) and event.key == charge.due.window:
            first, last = event.from_day, event.to_day
    return first, last


def _by_window(
    history: History, position: int, charge: Charge, first: date | None, last: date | None
) -> datetime | None:
    """At its end or, by the rule's own words, "3 days before the start of window x"."""
    if first is None or last is None:
        return None
    day = last
    if charge.due.edge is not None:
        number, *words = _words(charge.due)
        day = first if "start" in words else last
        (sign,) = [sign for word, sign in SIGNS.items() if word in words]
        if "working" in words:
            day = working_days_from(history, position, day, sign * int(number))
        else:
            day += timedelta(days=sign * int(number))
    return _end_of_due_day(history, position, charge, day)


def _after_acceptance(history: History, position: int, charge: Charge) -> datetime | None:
    """So long after the first acceptance of what the unit owes by the other task; by the calendar
    of then, or of the last position at which it was counted anew.
    """
    directive_id, fixed_at = (
        charge.directive.directive_id,
        charge.task.fixed_at if charge.task else 0,
    )
    number, *words = _words(charge.due)
    key = words[words.index("task") + 1]
    accepted = first_accepted(history, position, charge.directive, key, charge.unit_id)
    if accepted is None:
        return None
    calendar_at, day = accepted, local_day(history, history.recorded_at(accepted))
    for at, event in own_events(history, position, directive_id):
        if isinstance(event, DueDatesMoved) and charge.task_id in event.recounted_task_ids:
            calendar_at = max(calendar_at, at) if at > fixed_at else calendar_at
    last, way = day + timedelta(days=int(number)), charge.due.on_non_working_day
    if "working" in words:
        last = working_days_after(history, calendar_at, day, int(number))
    return end_of_day(history, moved_from_off_day(history, calendar_at, last, way, day))


def first_accepted(
    history: History, position: int, directive: Directive, key: str, unit_id: UUID
) -> int | None:
    """Where what a unit owes by a task was first accepted, or acknowledged where that was asked."""
    wanted = (directive.directive_id, unit_id, task_id(directive.directive_id, key))
    for fact in history.until(position):
        match fact.event:
            case (
                ReportAccepted()
                | ReportSubmitted(accepted=True)
                | ObligationAcknowledged(fulfils=True)
            ) as event if (event.directive_id, event.unit_id, event.task_id) == wanted:
                return fact.position
    return None


def _counted(history: History, fixed_at: int, charge: Charge) -> date:
    """By the rule's own words, and the calendar as it was when the rule was fixed."""
    directive = charge.directive
    number, words = int(_words(charge.due)[0]), " ".join(_words(charge.due)[1:])
    match words:
        case "working days after issue":
            return working_days_after(history, fixed_at, directive.event.issued_on, number)
        case "days after issue":
            return directive.event.issued_on + timedelta(days=number)
        case "days after effect":
            return directive.effective_on + timedelta(days=number)
        case "months after effect":
            return _months_after(directive.effective_on, number)
        case _:
            raise AssertionError(words)


def _months_after(day: date, months: int) -> date:
    """Month after month; the last day of one that is too short."""
    first = day.replace(day=1)
    for _ in range(months):
        first = (first + timedelta(days=31)).replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)


def _from_reach(
    history: History, calendar_at: int, reached: Hop, charge: Charge
) -> datetime | None:
    """So many days after the local day of the reach, or after the later one on which the directive
    takes effect, by the calendar of a position.
    """
    received_on = local_day(history, reached.at)
    if charge.task is not None:
        received_on = max(received_on, charge.directive.effective_on)
    working_days = charge.working_days or charge.due.working_days
    if working_days is not None:
        day = working_days_after(history, calendar_at, received_on, working_days)
        return end_of_day(history, day)
    if charge.due.days is not None:
        day, way = received_on + timedelta(days=charge.due.days), charge.due.on_non_working_day
        day = moved_from_off_day(history, calendar_at, day, way, received_on)
        return end_of_day(history, day)
    return None


def _counted_from(charge: Charge) -> int:
    """The position from which it counts: of what was declared, or of the reach."""
    return charge.declared.position if charge.declared else charge.reached.position


def _counted_on(history: History, calendar_at: int, charge: Charge) -> datetime | None:
    """So long after what occurred or after the reach, by the calendar of a position."""
    if charge.declared is None:
        return _from_reach(history, calendar_at, charge.reached, charge)
    term, occurred_at = charge.due.after_occurrence, charge.declared.event.occurred_at
    assert term is not None
    if term.hours is not None:
        return occurred_at + timedelta(hours=term.hours)
    first, way = local_day(history, occurred_at), charge.due.on_non_working_day
    last = first + timedelta(days=term.days or 0)
    if term.working_days is not None:
        last = working_days_after(history, calendar_at, first, term.working_days)
    return end_of_day(history, moved_from_off_day(history, calendar_at, last, way, first))


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
