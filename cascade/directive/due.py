"""When a task is due: the rule as given, and the date it comes to where it already has one."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from cascade.calendar.state import Calendar, end_of_day
from cascade.directive.commands import DueInput, TaskInput, WindowInput
from cascade.directive.records import DueRecord
from cascade.directive.refusals import DueBeforeIssue, DueNotUnderstood, UnknownWindow
from cascade.refusals import Problems, Refused
from cascade.terms import DueKind

WORKING_DAYS: Final = range(1, 1_001)


class DueRules:
    """Fixes the due rules of one directive's tasks."""

    def __init__(
        self,
        calendar: Calendar,
        zone: ZoneInfo,
        issued_on: date,
        windows: Mapping[str, WindowInput],
        problems: Problems,
    ) -> None:
        self.calendar = calendar
        self.zone = zone
        self.issued_on = issued_on
        self.windows = windows
        self.problems = problems

    def fix(self, task: TaskInput, *at: str | int) -> DueRecord:
        """The record of a task's due rule; adds what is wrong with it to the problems."""
        due, stated = task.due, task.due_stated
        if due is None:
            return DueRecord(DueKind.ABSENT, stated)
        if not _names_one_rule(due):
            self._add(DueNotUnderstood("Give exactly one rule; true where it is a yes.", *at))
        if due.on is not None:
            return self._on_day(DueKind.ON_DAY, stated, None, due.on, *at, "on")
        if due.at is not None:
            return self._at(stated, due.at, *at, "at")
        if due.working_days_after_issue is not None:
            return self._working_days(stated, due.working_days_after_issue, *at)
        if due.end_of_window is not None:
            return self._end_of_window(stated, due.end_of_window, *at)
        if due.continuous:
            return DueRecord(DueKind.CONTINUOUS, stated)
        return DueRecord(DueKind.ON_OCCURRENCE, stated)

    def _on_day(
        self, kind: DueKind, stated: str | None, rule: str | None, day: date, *at: str | int
    ) -> DueRecord:
        if day < self.issued_on:
            self._add(DueBeforeIssue(f"{day} lies before the issue.", *at))
        return DueRecord(kind, stated, rule, due_on=day, due_at=end_of_day(day, self.zone))

    def _at(self, stated: str | None, instant: datetime, *at: str | int) -> DueRecord:
        day = instant.astimezone(self.zone).date()
        if day < self.issued_on:
            self._add(DueBeforeIssue(f"{instant.isoformat()} lies before the issue.", *at))
        return DueRecord(DueKind.AT_INSTANT, stated, due_on=day, due_at=instant.astimezone(UTC))

    def _working_days(self, stated: str | None, days: int, *at: str | int) -> DueRecord:
        place = (*at, "workingDaysAfterIssue")
        if days not in WORKING_DAYS:
            self._add(DueNotUnderstood("Give 1 to 1,000 working days.", *place))
            return DueRecord(DueKind.RELATIVE, stated)
        try:
            day = self.calendar.working_days_after(self.issued_on, days)
        except Refused as refused:
            for reason in refused.reasons:
                self._add(DueNotUnderstood(str(reason), *place))
            return DueRecord(DueKind.RELATIVE, stated)
        rule = f"{days} working days after issue"
        return self._on_day(DueKind.RELATIVE, stated, rule, day, *place)

    def _end_of_window(self, stated: str | None, key: str, *at: str | int) -> DueRecord:
        window = self.windows.get(key)
        if window is None:
            self._add(UnknownWindow(f"The directive names no window {key!r}.", *at, "endOfWindow"))
        rule = f"end of window {key}"
        if window is None or window.to_day is None:
            return DueRecord(DueKind.WINDOW, stated, rule, key)
        end = end_of_day(window.to_day, self.zone)
        return DueRecord(DueKind.WINDOW, stated, rule, key, due_on=window.to_day, due_at=end)

    def _add(self, refusal: DueNotUnderstood | DueBeforeIssue | UnknownWindow) -> None:
        self.problems.add(refusal)


def _names_one_rule(due: DueInput) -> bool:
    given = (
        due.on,
        due.at,
        due.working_days_after_issue,
        due.end_of_window,
        due.continuous,
        due.on_occurrence,
    )
    # By identity: 0 working days equal False.
    return sum(value is not None for value in given) == 1 and all(v is not False for v in given)
