"""Working days, and the ends of days, found by looking at the clock."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from cascade.calendar.events import CalendarCorrected, CalendarSeeded, HolidayAnnounced
from cascade.enums import OnNonWorkingDay
from tests.oracle.history import History

ONE_DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)
STEPS = ((timedelta(hours=1), 5 * 24), (timedelta(minutes=1), 60), (timedelta(seconds=1), 60))


def local_day(history: History, instant: datetime) -> date:
    return instant.astimezone(history.time_zone).date()


def end_of_day(history: History, day: date) -> datetime:
    """The last instant of a local day; what is due on the day is overdue after it."""
    return last_instant(history.time_zone, day)


def start_of_day(history: History, day: date) -> datetime:
    return last_instant(history.time_zone, day - ONE_DAY) + MICROSECOND


def time_of_day(history: History, day: date, moment: time) -> datetime:
    """When a clock first shows the time; where it never does, the clock that was not yet changed
    tells. Not outside of the day.
    """
    shown = datetime.combine(day, moment, history.time_zone).astimezone(UTC)
    return sorted([start_of_day(history, day), shown, end_of_day(history, day)])[1]


@cache
def last_instant(zone: ZoneInfo, day: date) -> datetime:
    """The last hour that shows no later day, in it the last minute, and in that the last second."""
    last = datetime.combine(day, time(), UTC) - 2 * ONE_DAY
    for step, count in STEPS:
        looked_at = (last + number * step for number in range(count))
        last = max(at for at in looked_at if at.astimezone(zone).date() <= day)
    return last + timedelta(seconds=1) - MICROSECOND


def is_working_day(history: History, position: int, day: date) -> bool:
    """By the calendar as it was announced up to a position: of several words on a day, the last."""
    works = day.weekday() < 5
    for fact in history.until(position):
        match fact.event:
            case CalendarSeeded() as seeded:
                works = day.weekday() not in seeded.weekend and day not in seeded.holidays
                works |= day in seeded.working_days
            case (HolidayAnnounced() | CalendarCorrected()) as said if day in said.days_off:
                works = False
            case (HolidayAnnounced() | CalendarCorrected()) as said if day in said.working_days:
                works = True
    return works


def working_days_after(history: History, position: int, day: date, count: int) -> date:
    """The ``count``-th working day strictly after a day; for none the first one not before it."""
    if count == 0:
        return working_days_after(history, position, day - ONE_DAY, 1)
    while count > 0:
        day += ONE_DAY
        if is_working_day(history, position, day):
            count -= 1
    return day


def working_days_from(history: History, position: int, day: date, count: int) -> date:
    """The same; of a negative count so many before it."""
    if count >= 0:
        return working_days_after(history, position, day, count)
    while count < 0:
        day -= ONE_DAY
        if is_working_day(history, position, day):
            count += 1
    return day


def moved_from_off_day(
    history: History, position: int, day: date, way: OnNonWorkingDay | None, not_before: date
) -> date:
    """A due day, or the working day that a task would have instead: the previous one counts only
    where nothing was due before.
    """
    if way is None or is_working_day(history, position, day):
        return day
    if way is OnNonWorkingDay.PREVIOUS:
        earlier = day
        while not is_working_day(history, position, earlier):
            earlier -= ONE_DAY
        if earlier >= not_before:
            return earlier
    return working_days_after(history, position, day, 1)
