"""What falls due by a window of days that the document names: at its end, or so many days before or
after its start or end.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from cascade.calendar.state import Calendar
from cascade.directive.commands import WindowInput, WindowOffsetInput
from cascade.directive.events import DirectiveIssued
from cascade.directive.records import DueRecord
from cascade.directive.refusals import DueNotUnderstood, UnknownWindow
from cascade.directive.state import Directive
from cascade.enums import DueKind, WindowEdge
from cascade.refusals import Problems

AFTER: Final = range(3_651)
BEFORE: Final = range(1, 3_651)


def windows_now(directive: Directive, issued: DirectiveIssued) -> dict[str, WindowInput]:
    """The windows of a directive with the days that they have by now."""
    windows = {
        w.key: WindowInput(key=w.key, stated=w.stated, from_day=w.from_day, to_day=w.to_day)
        for w in issued.windows
    }
    for key, dated in directive.datings.items():
        windows[key] = WindowInput(
            key=key, stated=windows[key].stated, from_day=dated.from_day, to_day=dated.to_day
        )
    return windows


def beside_window(
    stated: str | None,
    wanted: WindowOffsetInput,
    windows: Mapping[str, WindowInput],
    problems: Problems,
    *at: str | int,
) -> DueRecord:
    """The rule, without a date; adds what is wrong with it to the problems."""
    if wanted.window not in windows:
        reason = f"The directive names no window {wanted.window!r}."
        problems.add(UnknownWindow(reason, *at, "window"))
    offsets = (
        ("days_before", "days before", -1, BEFORE, False),
        ("days_after", "days after", 1, AFTER, False),
        ("working_days_before", "working days before", -1, BEFORE, True),
        ("working_days_after", "working days after", 1, AFTER, True),
    )
    due = DueRecord(kind=DueKind.WINDOW, stated=stated, window=wanted.window, edge=wanted.edge)
    given = [each for each in offsets if getattr(wanted, each[0]) is not None]
    if len(given) != 1:
        for place in [each[0] for each in given[1:]] or ["days_before"]:
            reason = "Give days before or after, in one way."
            problems.add(DueNotUnderstood(reason, *at, place))
        return due
    ((field, words, sign, bounds, in_working_days),) = given
    days: int = getattr(wanted, field)
    if days not in bounds:
        reason = f"Give {bounds.start} to {bounds.stop - 1:,} days."
        problems.add(DueNotUnderstood(reason, *at, field))
        return due
    return replace(
        due,
        rule=f"{days} {words} the {wanted.edge.value.lower()} of window {wanted.window}",
        offset_working_days=sign * days if in_working_days else None,
        offset_days=None if in_working_days else sign * days,
    )


def day_by_window(
    due: DueRecord, from_day: date, to_day: date, calendar: Calendar, asked_from: date
) -> date:
    """The day to which a rule comes by its window's days; raises Refused beyond the calendar."""
    day = from_day if due.edge is WindowEdge.START else to_day
    if due.offset_working_days is not None:
        day = calendar.working_days_from(day, due.offset_working_days)
    elif due.offset_days is not None:
        day += timedelta(days=due.offset_days)
    return calendar.working_day_instead(day, due.on_non_working_day, asked_from)
