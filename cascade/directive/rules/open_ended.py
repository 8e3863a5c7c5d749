"""Recurrences without an end: which of their periods exist on a day.

A rule without an end holds while its directive is in force. Its periods are opened as time goes on,
so that what is owed is bounded by time, and a past moment knows only what was there then.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from cascade.days import at_time, end_of_day
from cascade.directive.records import DueRecord, OccurrenceRecord
from cascade.directive.rules import recurrence
from cascade.directive.rules.recurrence import OCCURRENCES, Budget, Recurrence

HORIZON: Final = timedelta(days=31)
"""Periods that begin within a month are there to be planned by. What is asked for now is there
however long its period: it has begun."""
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenEnded:
    """A recurrence without an end, as it was understood; ``moment`` null: the end of the day."""

    rule: Recurrence
    starts_on: date
    moment: time | None
    zone: ZoneInfo

    def first_periods(
        self, issued_on: date, today: date, last_day: date, budget: Budget
    ) -> list[OccurrenceRecord]:
        """Those that there are from the beginning: from the issue to the horizon, one at the least.

        None where no day up to the calendar's last one answers to the rule. Raises DaysSpent.
        """
        found: list[OccurrenceRecord] = []
        begins = self.starts_on
        for day in self._days(self.rule, self.starts_on, last_day, budget):
            if found and begins > today + HORIZON:
                break
            if day >= issued_on:
                # What begins on its first due day was asked for since the issue.
                first = min(day, issued_on) if day == self.starts_on else begins
                found.append(self._period(day, first))
            begins = day + _ONE_DAY
        return found

    def next_periods(self, last: date, today: date, last_day: date) -> list[OccurrenceRecord]:
        """Those after the ``last`` that there is, whose time to be opened has come."""
        found: list[OccurrenceRecord] = []
        begins = last + _ONE_DAY
        if begins > today + HORIZON:
            return found
        rule, walked_from = recurrence.resumed(self.rule, self.starts_on, last)
        for day in self._days(rule, walked_from, last_day, Budget()):
            if begins > today + HORIZON or len(found) == OCCURRENCES:
                break
            if day > last:
                found.append(self._period(day, begins))
                begins = day + _ONE_DAY
        return found

    def _days(
        self, rule: Recurrence, first_day: date, last_day: date, budget: Budget
    ) -> Iterator[date]:
        moment = self.moment or time.min
        return recurrence.occurrences(rule, first_day, last_day, moment, self.zone, budget)

    def _period(self, day: date, starts_on: date) -> OccurrenceRecord:
        """Called by its period or, where two may share that name, by its day: names stay."""
        named = self.rule.comes_once_a_period
        return OccurrenceRecord(
            day=day,
            starts_on=starts_on,
            label=recurrence.label(self.rule, day) if named else day.isoformat(),
            due_on=day,
            due_at=at_time(day, self.moment, self.zone)
            if self.moment
            else end_of_day(day, self.zone),
        )


def next_periods(
    due: DueRecord, today: date, last_day: date, zone: ZoneInfo
) -> list[OccurrenceRecord]:
    """The periods of a task's due rule that are to be opened by a day; none of any other rule."""
    given = due.open_ended
    if given is None:
        return []
    moment = time.fromisoformat(given.time) if given.time else None
    rule = recurrence.parse(given.rrule, zone)
    open_ended = OpenEnded(rule, given.starts_on, moment, zone)
    return open_ended.next_periods(due.occurrences[-1].day, today, last_day)
