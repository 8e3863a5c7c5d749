"""Recurring tasks: an RRULE (RFC 5545, 3.3.10) as it is written, and the days that it comes to.

The days are walked here and not by a library: python-dateutil looks as far as the year 9999 for a
rule that never occurs. In the tests its answers are what these must equal.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from cascade.calendar.refusals import FIRST_YEAR, LAST_YEAR
from cascade.days import at_time, end_of_day
from cascade.directive.refusals import RruleNotUnderstood, RruleSubDaily
from cascade.refusals import Refused

OCCURRENCES: Final = 400
"""Of a recurrence with an end, every day of a year, or every week of seven: one event holds them
all. Of one without an end, so many are opened at once."""
INTERVAL_AT_MOST: Final = 1_000
RRULE_CHARACTERS: Final = 500
DAYS_LOOKED_AT: Final = 25_000
"""For all recurrences of a directive together: some 50 ms of a process that answers everybody.
Every week of 480 years, or every day of 68: whoever means it needs less."""
FIRST_UNTIL: Final = datetime(FIRST_YEAR, 1, 1)  # noqa: DTZ001
LAST_UNTIL: Final = datetime(LAST_YEAR, 12, 31)  # noqa: DTZ001

WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SUB_DAILY: Final = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})
_SUB_DAILY_PARTS: Final = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
_ONE_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(weeks=1)
_PART: Final = re.compile(r"([A-Z]+)=([0-9A-Z,+\-]+)")
_DAY: Final = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL: Final = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z?))?")


class DaysSpent(Exception):
    """More days would have to be looked at than are left."""


@dataclass(slots=True)
class Budget:
    """How many days may still be looked at."""

    days: int = DAYS_LOOKED_AT

    def spend(self, days: int) -> None:
        """Raises DaysSpent."""
        self.days -= days
        if self.days < 0:
            raise DaysSpent


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule that was understood. Empty parts restrict nothing; ``weekdays`` are (n-th of month or
    year, or 0 for each; day of the week, Monday is 0). ``until`` is an instant, and inclusive.
    """

    frequency: str
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    @property
    def is_each_period(self) -> bool:
        """Whether nothing says which days of a period are meant: then it is the first one's."""
        return not (self.month_days or self.weekdays)

    @property
    def is_open_ended(self) -> bool:
        return self.count is None and self.until is None

    @property
    def comes_once_a_period(self) -> bool:
        """Whether the rule itself says that no period has two of its days, as far as can be told
        without a look at any calendar.
        """
        if self.frequency == "WEEKLY":
            return len(self.weekdays) <= 1
        if self.frequency == "DAILY" or len(self.positions) == 1:
            return True
        months = len(self.months) if self.frequency == "YEARLY" else 1
        numbered = len(self.weekdays) == 1 and self.weekdays[0][0] != 0
        by_day = len(self.month_days) == 1
        if self.frequency == "YEARLY" and by_day and not months:
            return False
        return months <= 1 and (by_day or numbered or self.is_each_period)


def parse(text: str, zone: ZoneInfo, *at: str | int) -> Recurrence:
    """The rule of a text, with or without ``RRULE:`` before it; raises Refused."""
    parts = _parts(text, *at)
    frequency = parts.pop("FREQ", "")
    if frequency in SUB_DAILY or _SUB_DAILY_PARTS & parts.keys():
        raise Refused(RruleSubDaily("Give days, and the time beside the rule.", *at))
    if frequency not in _STEPS:
        raise _not_understood("FREQ is DAILY, WEEKLY, MONTHLY or YEARLY", *at)
    if "COUNT" in parts and "UNTIL" in parts:
        raise _not_understood("COUNT and UNTIL exclude each other", *at)
    unknown = parts.keys() - _READERS.keys()
    if unknown:
        raise _not_understood(f"{', '.join(sorted(unknown))} is not among its parts", *at)
    read: dict[str, object] = {}
    for name, value in parts.items():
        field, reader = _READERS[name]
        try:
            read[field] = reader(value, zone)
        except ValueError as error:
            raise _not_understood(f"{name}={value} says nothing", *at) from error
    rule = Recurrence(frequency, **read)  # type: ignore[arg-type]  # each by its own reader
    if frequency in ("DAILY", "WEEKLY") and any(number for number, _ in rule.weekdays):
        raise _not_understood("an n-th day of the week is of a month or a year", *at)
    if frequency == "WEEKLY" and rule.month_days:
        raise _not_understood("a week has no days of the month", *at)
    return rule


def occurrences(
    rule: Recurrence, first_day: date, last_day: date, at: time, zone: ZoneInfo, budget: Budget
) -> Iterator[date]:
    """The days from ``first_day`` to ``last_day`` on which the rule occurs, at a time of day.

    Raises DaysSpent once the budget is.
    """
    found = 0
    filled = _filled(rule, first_day)
    for period in _STEPS[rule.frequency](filled, first_day, last_day):
        budget.spend(len(period) or 1)
        days = [day for day in period if _matches(filled, day)]
        for day in _at_positions(days, rule.positions):
            if day < first_day:
                continue
            beyond = rule.until is not None and at_time(day, at, zone) > rule.until
            if beyond or day > last_day or found == rule.count:
                return
            found += 1
            yield day


def resumed(rule: Recurrence, first_day: date, day: date) -> tuple[Recurrence, date]:
    """A rule without an end and a day from which to walk it on: no occurrence after ``day`` is
    missed, and what lies years before is not looked at again. No interval is put out of step.
    """
    filled, step = _filled(rule, first_day), rule.interval
    if day <= first_day:
        return filled, first_day
    match rule.frequency:
        case "DAILY":
            return filled, first_day + (day - first_day) // (step * _ONE_DAY) * step * _ONE_DAY
        case "WEEKLY":
            start = _start_of_week(rule, first_day)
            return filled, max(first_day, start + (day - start) // (step * _WEEK) * step * _WEEK)
        case "MONTHLY":
            since = (day.year - first_day.year) * 12 + day.month - first_day.month
            year, month = divmod(
                first_day.year * 12 + first_day.month - 1 + since // step * step, 12
            )
            return filled, max(first_day, date(year, month + 1, 1))
        case _:
            year = first_day.year + (day.year - first_day.year) // step * step
            return filled, max(first_day, date(year, 1, 1))


def label(rule: Recurrence, day: date) -> str:
    """What the period is called whose report is due on a day of a rule."""
    year, month = day.year, day.month
    if rule.frequency == "WEEKLY":
        week_year, week, _ = day.isocalendar()
        return f"{week_year}-W{week:02}"
    if rule.frequency == "YEARLY":
        return f"{year}"
    if rule.frequency == "DAILY":
        return day.isoformat()
    if rule.interval == 6:
        return f"{year}-H{(month + 5) // 6}"
    if rule.interval == 3:
        return f"{year}-Q{(month + 2) // 3}"
    return f"{year}-{month:02}"


# ---- reading


def _parts(text: str, *at: str | int) -> dict[str, str]:
    parts: dict[str, str] = {}
    if len(text) > RRULE_CHARACTERS:
        raise _not_understood(f"at most {RRULE_CHARACTERS} characters", *at)
    for written in text.strip().removeprefix("RRULE:").split(";"):
        match = _PART.fullmatch(written)
        if match is None or match[1] in parts:
            raise _not_understood("each part is NAME=VALUE, and stands once", *at)
        parts[match[1]] = match[2]
    return parts


def _not_understood(reason: str, *at: str | int) -> Refused:
    return Refused(RruleNotUnderstood(f"Not a rule that can be kept to: {reason}.", *at))


def _number(lowest: int, highest: int) -> Callable[[str, ZoneInfo], int]:
    def read(value: str, _: ZoneInfo) -> int:
        number = int(value)
        if not lowest <= number <= highest:
            raise ValueError(value)
        return number

    return read


def _numbers(lowest: int, highest: int) -> Callable[[str, ZoneInfo], tuple[int, ...]]:
    def read(value: str, _: ZoneInfo) -> tuple[int, ...]:
        numbers = tuple(sorted(set(map(int, value.split(",")))))
        if 0 in numbers or not all(lowest <= number <= highest for number in numbers):
            raise ValueError(value)
        return numbers

    return read


def _weekdays(value: str, _: ZoneInfo) -> tuple[tuple[int, int], ...]:
    found = set()
    for written in value.split(","):
        match = _DAY.fullmatch(written)
        if match is None or not -53 <= (number := int(match[1] or 0)) <= 53:
            raise ValueError(value)
        if match[1] and not number:
            raise ValueError(value)
        found.add((number, WEEKDAYS.index(match[2])))
    return tuple(sorted(found))


def _until(value: str, zone: ZoneInfo) -> datetime:
    """A day without a time is meant whole."""
    match = _UNTIL.fullmatch(value)
    if match is None:
        raise ValueError(value)
    day, clock, is_utc = match.groups()
    written = datetime.strptime(f"{day}{clock or '000000'}", "%Y%m%d%H%M%S")  # noqa: DTZ007
    # No calendar goes beyond these, and a zone's days need others around them.
    last = max(FIRST_UNTIL, min(written, LAST_UNTIL))
    if clock is None:
        return end_of_day(last.date(), zone)
    return last.replace(tzinfo=UTC) if is_utc else at_time(last.date(), last.time(), zone)


_READERS: Final[Mapping[str, tuple[str, Callable[[str, ZoneInfo], object]]]] = MappingProxyType(
    {
        "INTERVAL": ("interval", _number(1, INTERVAL_AT_MOST)),
        "COUNT": ("count", _number(1, 10**9)),
        "UNTIL": ("until", _until),
        "BYMONTH": ("months", _numbers(1, 12)),
        "BYMONTHDAY": ("month_days", _numbers(-31, 31)),
        "BYDAY": ("weekdays", _weekdays),
        "BYSETPOS": ("positions", _numbers(-366, 366)),
        "WKST": ("week_start", lambda value, _: WEEKDAYS.index(value)),
    }
)


# ---- walking


def _filled(rule: Recurrence, first_day: date) -> Recurrence:
    """The rule with what its first day says about every period."""
    if not rule.is_each_period or rule.frequency == "DAILY":
        return rule
    months, month_days, weekdays = rule.months, rule.month_days, rule.weekdays
    if rule.frequency == "WEEKLY":
        weekdays = ((0, first_day.weekday()),)
    else:
        month_days = (first_day.day,)
    if rule.frequency == "YEARLY":
        months = months or (first_day.month,)
    return replace(rule, months=months, month_days=month_days, weekdays=weekdays)


def _days_of(rule: Recurrence, first_day: date, last_day: date) -> Iterator[list[date]]:
    day = first_day
    while day <= last_day:
        yield [day]
        day += timedelta(days=rule.interval)


def _start_of_week(rule: Recurrence, day: date) -> date:
    return day - timedelta(days=(day.weekday() - rule.week_start) % 7)


def _weeks_of(rule: Recurrence, first_day: date, last_day: date) -> Iterator[list[date]]:
    start = _start_of_week(rule, first_day)
    places = sorted((weekday - rule.week_start) % 7 for _, weekday in rule.weekdays)
    while start <= last_day:
        yield [start + timedelta(days=place) for place in places]
        start += timedelta(weeks=rule.interval)


def _months_of(rule: Recurrence, first_day: date, last_day: date) -> Iterator[list[date]]:
    month = first_day.year * 12 + first_day.month - 1
    while month <= last_day.year * 12 + last_day.month - 1:
        year, number = divmod(month, 12)
        yield _month(rule, year, number + 1)
        month += rule.interval


def _years_of(rule: Recurrence, first_day: date, last_day: date) -> Iterator[list[date]]:
    for year in range(first_day.year, last_day.year + 1, rule.interval):
        months = rule.months or range(1, 13)
        yield [day for month in months for day in _month(rule, year, month)]


_STEPS: Final[Mapping[str, Callable[[Recurrence, date, date], Iterator[list[date]]]]] = (
    MappingProxyType(
        {"DAILY": _days_of, "WEEKLY": _weeks_of, "MONTHLY": _months_of, "YEARLY": _years_of}
    )
)


def _month(rule: Recurrence, year: int, month: int) -> list[date]:
    """The days of a month that may be meant, in order."""
    if rule.months and month not in rule.months:
        return []
    begins_on, length = monthrange(year, month)
    days: Iterable[int] = range(1, length + 1)
    if rule.month_days:
        wanted = {day if day > 0 else length + 1 + day for day in rule.month_days}
        days = (day for day in sorted(wanted) if 1 <= day <= length)
    elif rule.weekdays:
        weekdays = {weekday for _, weekday in rule.weekdays}
        days = (day for day in days if (begins_on + day - 1) % 7 in weekdays)
    return [date(year, month, day) for day in days]


def _matches(rule: Recurrence, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and not _is_month_day(rule, day):
        return False
    if not rule.weekdays:
        return True
    weekday = day.weekday()
    numbers = [number for number, of in rule.weekdays if of == weekday]
    if not numbers or 0 in numbers:
        return bool(numbers)
    return not set(numbers).isdisjoint(_ordinals(rule, day))


def _is_month_day(rule: Recurrence, day: date) -> bool:
    from_end = day.day - monthrange(day.year, day.month)[1] - 1
    return day.day in rule.month_days or from_end in rule.month_days


def _ordinals(rule: Recurrence, day: date) -> tuple[int, int]:
    """Which of its weekday a day is in its month or year: counted from the start, and the end."""
    if rule.frequency == "YEARLY" and not rule.months:
        place = day.timetuple().tm_yday
        length = date(day.year, 12, 31).timetuple().tm_yday
    else:
        place, length = day.day, monthrange(day.year, day.month)[1]
    return (place + 6) // 7, -((length - place) // 7 + 1)


def _at_positions(days: list[date], positions: tuple[int, ...]) -> list[date]:
    if not positions:
        return days
    places = {number - 1 if number > 0 else len(days) + number for number in positions}
    return [day for place, day in enumerate(days) if place in places]
