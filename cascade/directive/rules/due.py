"""When a task is due: the rule as given, and the dates it comes to where it already has any."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from cascade.calendar.refusals import BeyondCalendar
from cascade.calendar.state import Calendar
from cascade.days import at_time, end_of_day, local_day
from cascade.directive.commands import (
    DueInput,
    RecurrenceInput,
    TaskInput,
    WindowInput,
    WindowOffsetInput,
)
from cascade.directive.records import DueRecord, OccurrenceRecord, OpenEndedRecord
from cascade.directive.refusals import (
    DueAfterExpiry,
    DueBeforeIssue,
    DueNotUnderstood,
    NoDayToMove,
    RruleTooManyDays,
    RruleTooManyOccurrences,
    RruleWithoutOccurrence,
    TimeNotUnderstood,
    UnknownWindow,
)
from cascade.directive.rules import recurrence
from cascade.directive.rules.after_occurrence import after_occurrence
from cascade.directive.rules.after_tasks import after_acceptance
from cascade.directive.rules.counted_days import WORDS, CountedDays
from cascade.directive.rules.off_days import falls_on_no_day, on_working_days
from cascade.directive.rules.open_ended import OpenEnded
from cascade.directive.rules.recurrence import (
    DAYS_LOOKED_AT,
    OCCURRENCES,
    Budget,
    DaysSpent,
    Recurrence,
)
from cascade.directive.rules.validity import within
from cascade.directive.rules.window_dues import beside_window, day_by_window
from cascade.enums import DueKind, OnNonWorkingDay
from cascade.refusals import Problems, Refusal, Refused

OCCURRENCES_OF_ALL_TASKS: Final = 20_000
"""They stand in the one event of the issue: some three megabytes."""
_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


class DueRules:
    """Fixes the due rules of one directive's tasks. Days count from the issue, or from the day on
    which it takes effect; nothing falls due before that one or ``earliest``, which is the day of
    the issue or, later, of the amendment, nor when it has expired. ``today`` is when that is
    entered.
    """

    def __init__(
        self,
        calendar: Calendar,
        zone: ZoneInfo,
        issued_on: date,
        windows: Mapping[str, WindowInput],
        problems: Problems,
        today: date,
        earliest: date | None = None,
        effective_on: date | None = None,
        expires_on: date | None = None,
    ) -> None:
        self.calendar = calendar
        self.zone = zone
        self.issued_on = issued_on
        self.windows = windows
        self.problems = problems
        self.today = today
        self.effective_on = effective_on or issued_on
        self.asked_from = max(issued_on, self.effective_on)
        self.earliest = max(earliest or issued_on, self.effective_on)
        self.expires_on = expires_on
        self._occurrences = 0
        self._budget = Budget()

    def fix(self, task: TaskInput, *at: str | int) -> DueRecord:
        """The record of a task's due rule; adds what is wrong with it to the problems."""
        known = len(self.problems.found)
        due = self._as_given(task, *at)
        if task.on_non_working_day is not None and falls_on_no_day(due):
            self.problems.add(
                NoDayToMove("It falls due on no day.", *at[:-1], "on_non_working_day")
            )
        if len(self.problems.found) > known:
            return due
        if task.on_non_working_day is not None:
            due = self._on_working_days(due, task.on_non_working_day, *at)
        return self._in_force(due, *at)

    def _on_working_days(self, due: DueRecord, way: OnNonWorkingDay, *at: str | int) -> DueRecord:
        try:
            due = on_working_days(due, way, self.calendar, self.asked_from, self.zone)
        except Refused as refused:
            self._misunderstand(refused, *at)
        if due.due_on is not None:
            self._check_not_before(due.due_on, *at)
        return due

    def _in_force(self, due: DueRecord, *at: str | int) -> DueRecord:
        """Without the occurrences of a time in which the directive is not in force yet; of what
        recurs without an end, without those after its expiry.
        """
        first = due.occurrences[0].due_on if due.occurrences else due.due_on
        if first is not None and self.expires_on is not None and first > self.expires_on:
            reason = f"{first} lies after {self.expires_on}, when it has expired."
            self.problems.add(DueAfterExpiry(reason, *at))
            return due
        effective_on = self.effective_on if self.effective_on > self.issued_on else None
        expires_on = self.expires_on if due.open_ended else None
        occurrences = tuple(within(due.occurrences, effective_on, expires_on))
        if due.occurrences and not occurrences:
            reason = f"All of it lies before {self.effective_on}."
            self.problems.add(DueBeforeIssue(reason, *at))
        return replace(due, occurrences=occurrences)

    def _as_given(self, task: TaskInput, *at: str | int) -> DueRecord:
        due, stated = task.due, task.due_stated
        if due is None:
            return DueRecord(kind=DueKind.ABSENT, stated=stated)
        if not _names_one_rule(due):
            self.problems.add(
                DueNotUnderstood("Give exactly one rule; true where it is a yes.", *at)
            )
        if due.on is not None:
            return self._on_day(DueKind.ON_DAY, stated, None, due.on, *at, "on")
        if due.at is not None:
            return self._at(stated, due.at, *at, "at")
        if due.end_of_window is not None:
            return self._end_of_window(stated, due.end_of_window, *at)
        if due.beside_window is not None:
            return self._beside_window(stated, due.beside_window, *at, "beside_window")
        if due.after_acceptance is not None:
            at = (*at, "after_acceptance")
            return after_acceptance(stated, due.after_acceptance, self.problems, *at)
        if due.recurring is not None:
            return self._recurring(stated, due.recurring, *at, "recurring")
        if due.continuous:
            return DueRecord(kind=DueKind.CONTINUOUS, stated=stated)
        if due.on_occurrence:
            return DueRecord(kind=DueKind.ON_OCCURRENCE, stated=stated)
        by_occurrence = after_occurrence(stated, due, self.problems, *at)
        return by_occurrence or self._relative(stated, due, *at)

    def _on_day(
        self, kind: DueKind, stated: str | None, rule: str | None, day: date, *at: str | int
    ) -> DueRecord:
        self._check_not_before(day, *at)
        return DueRecord(
            kind=kind, stated=stated, rule=rule, due_on=day, due_at=end_of_day(day, self.zone)
        )

    def _at(self, stated: str | None, instant: datetime, *at: str | int) -> DueRecord:
        day = local_day(instant, self.zone)
        self._check_not_before(day, *at)
        return DueRecord(
            kind=DueKind.AT_INSTANT, stated=stated, due_on=day, due_at=instant.astimezone(UTC)
        )

    def _check_not_before(self, day: date, *at: str | int) -> None:
        if day < self.earliest:
            self.problems.add(DueBeforeIssue(f"{day} lies before {self.earliest}.", *at))

    def _end_of_window(self, stated: str | None, key: str, *at: str | int) -> DueRecord:
        window = self.windows.get(key)
        if window is None:
            unknown = UnknownWindow(f"The directive names no window {key!r}.", *at, "end_of_window")
            self.problems.add(unknown)
        rule = f"end of window {key}"
        if window is None or window.to_day is None:
            return DueRecord(kind=DueKind.WINDOW, stated=stated, rule=rule, window=key)
        end = end_of_day(window.to_day, self.zone)
        return DueRecord(
            kind=DueKind.WINDOW,
            stated=stated,
            rule=rule,
            window=key,
            due_on=window.to_day,
            due_at=end,
        )

    def _beside_window(
        self, stated: str | None, wanted: WindowOffsetInput, *at: str | int
    ) -> DueRecord:
        known = len(self.problems.found)
        due = beside_window(stated, wanted, self.windows, self.problems, *at)
        window = self.windows.get(wanted.window)
        if window is None or window.from_day is None or window.to_day is None:
            return due
        if len(self.problems.found) > known:
            return due
        try:
            day = day_by_window(due, window.from_day, window.to_day, self.calendar, self.asked_from)
        except Refused as refused:
            self._misunderstand(refused, *at)
            return due
        self._check_not_before(day, *at)
        return replace(due, due_on=day, due_at=end_of_day(day, self.zone))

    # ---- counted in days

    def _relative(self, stated: str | None, due: DueInput, *at: str | int) -> DueRecord:
        given = [field for field in WORDS if getattr(due, field) is not None]
        if not given:
            return DueRecord(kind=DueKind.ABSENT, stated=stated)
        at = (*at, given[0])
        counted = CountedDays(self.calendar, self.issued_on, self.effective_on, self.problems)
        record, day = counted.fix(stated, due, given[0], *at)
        if day is None:
            return record
        self._check_not_before(day, *at)
        return replace(record, due_on=day, due_at=end_of_day(day, self.zone))

    def _misunderstand(self, refused: Refused, *at: str | int) -> None:
        for reason in refused.reasons:
            self.problems.add(DueNotUnderstood(str(reason), *at))

    # ---- recurring

    def _recurring(self, stated: str | None, wanted: RecurrenceInput, *at: str | int) -> DueRecord:
        moment = self._time(wanted.time, *at, "time")
        try:
            rule = recurrence.parse(wanted.rrule, self.zone, *at, "rrule")
            if rule.is_open_ended:
                occurrences = self._opened(rule, wanted.starts_on, moment, *at)
            else:
                days = self._days(rule, wanted.starts_on, moment or time.min, *at)
                occurrences = tuple(self._records(rule, days, wanted.starts_on, moment))
        except Refused as refused:
            for reason in refused.reasons:
                self.problems.add(reason)
            return DueRecord(kind=DueKind.RECURRING, stated=stated)
        said = f"{wanted.rrule.strip()} from {wanted.starts_on}"
        said += f" at {wanted.time}" if moment else ""
        return DueRecord(
            kind=DueKind.RECURRING,
            stated=stated,
            rule=said,
            occurrences=occurrences,
            open_ended=OpenEndedRecord(
                rrule=wanted.rrule.strip(), starts_on=wanted.starts_on, time=wanted.time
            )
            if rule.is_open_ended
            else None,
        )

    def _opened(
        self, rule: Recurrence, starts_on: date, moment: time | None, *at: str | int
    ) -> tuple[OccurrenceRecord, ...]:
        """The periods that a rule without an end begins with; raises Refused where it has none."""
        self._check_starts_on(starts_on, *at)
        open_ended, last_day = OpenEnded(rule, starts_on, moment, self.zone), self.calendar.last_day
        try:
            found = open_ended.first_periods(self.asked_from, self.today, last_day, self._budget)
        except DaysSpent as error:
            raise Refused(_too_many_days(*at)) from error
        if not found:
            raise Refused(RruleWithoutOccurrence("No day answers to this rule.", *at, "rrule"))
        self._count(len(found), *at)
        return tuple(found)

    def _check_starts_on(self, starts_on: date, *at: str | int) -> None:
        if starts_on < self.calendar.first_day:
            raise Refused(_beyond(self.calendar, *at, "starts_on"))

    def _count(self, occurrences: int, *at: str | int) -> None:
        self._occurrences += occurrences
        if self._occurrences > OCCURRENCES_OF_ALL_TASKS:
            raise Refused(_too_many(*at))

    def _time(self, text: str | None, *at: str | int) -> time | None:
        if text is None:
            return None
        if match := _TIME.fullmatch(text):
            return time(int(match[1]), int(match[2]))
        self.problems.add(TimeNotUnderstood("Give HH:MM, from 00:00 to 23:59.", *at))
        return None

    def _days(self, rule: Recurrence, starts_on: date, moment: time, *at: str | int) -> list[date]:
        """The days of a rule with an end; raises Refused where they are none, or too many."""
        end = self.calendar.last_day
        self._check_starts_on(starts_on, *at)
        if rule.count is not None and rule.count > OCCURRENCES:
            raise Refused(_too_many(*at))
        days = self._walked(rule, starts_on, moment, *at)
        if not days:
            raise Refused(RruleWithoutOccurrence("No day answers to this rule.", *at, "rrule"))
        unfinished = rule.until is not None and local_day(rule.until, self.zone) > end
        if unfinished or (rule.count is not None and len(days) < rule.count):
            raise Refused(_beyond(self.calendar, *at, "rrule"))
        if days[-1] < self.earliest:
            raise Refused(DueBeforeIssue(f"All of it lies before {self.earliest}.", *at))
        self._count(len(days), *at)
        return days

    def _walked(
        self, rule: Recurrence, starts_on: date, moment: time, *at: str | int
    ) -> list[date]:
        last_day = self.calendar.last_day
        occurring = recurrence.occurrences(
            rule, starts_on, last_day, moment, self.zone, self._budget
        )
        try:
            days = list(islice(occurring, OCCURRENCES + 1))
        except DaysSpent as error:
            raise Refused(_too_many_days(*at)) from error
        if len(days) > OCCURRENCES:
            raise Refused(_too_many(*at))
        return days

    def _records(
        self, rule: Recurrence, days: list[date], starts_on: date, moment: time | None
    ) -> Iterator[OccurrenceRecord]:
        """A recurrence that begins on its first due day was asked for since the issue."""
        name = _labels(rule, days)
        if starts_on == days[0]:
            starts_on = min(starts_on, self.issued_on)
        for day in days:
            due_at = at_time(day, moment, self.zone) if moment else end_of_day(day, self.zone)
            yield OccurrenceRecord(
                day=day, starts_on=starts_on, label=name(day), due_on=day, due_at=due_at
            )
            starts_on = day + timedelta(days=1)


def _labels(rule: Recurrence, days: list[date]) -> Callable[[date], str]:
    """What each occurrence is called: by its period, or by its day where two would share a name."""
    names = Counter(recurrence.label(rule, day) for day in days)
    if max(names.values()) > 1:
        return date.isoformat
    return lambda day: recurrence.label(rule, day)


def _too_many_days(*at: str | int) -> Refusal:
    most = f"All recurrences together are looked for on at most {DAYS_LOOKED_AT:,} days."
    return RruleTooManyDays(most, *at, "rrule")


def _too_many(*at: str | int) -> Refusal:
    limits = f"At most {OCCURRENCES}; in one directive {OCCURRENCES_OF_ALL_TASKS:,}."
    return RruleTooManyOccurrences(limits, *at, "rrule")


def _beyond(calendar: Calendar, *at: str | int) -> Refusal:
    return BeyondCalendar(
        f"The calendar runs from {calendar.first_day} to {calendar.last_day}.", *at
    )


def _names_one_rule(due: DueInput) -> bool:
    given = (
        due.on,
        due.at,
        due.days_after_issue,
        due.working_days_after_issue,
        due.days_after_effect,
        due.months_after_effect,
        due.days_after_receipt,
        due.working_days_after_receipt,
        due.recurring,
        due.end_of_window,
        due.beside_window,
        due.after_acceptance,
        due.continuous,
        due.on_occurrence,
        due.hours_after_occurrence,
        due.days_after_occurrence,
        due.working_days_after_occurrence,
    )
    # By identity: 0 working days equal False.
    return sum(value is not None for value in given) == 1 and all(v is not False for v in given)
