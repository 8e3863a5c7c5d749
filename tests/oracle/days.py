"""Working days and the ends of days."""

from datetime import UTC, date, datetime, time, timedelta

from cascade.calendar.events import CalendarSeeded, HolidayAnnounced
from tests.oracle.history import History

ONE_DAY = timedelta(days=1)
LAST_MOMENT = time(23, 59, 59, 999999)


def local_day(history: History, instant: datetime) -> date:
    return instant.astimezone(history.time_zone).date()


def end_of_day(history: History, day: date) -> datetime:
    """The last instant of a local day; what is due on the day is overdue after it."""
    return datetime.combine(day, LAST_MOMENT, history.time_zone).astimezone(UTC)


def start_of_day(history: History, day: date) -> datetime:
    return datetime.combine(day, time(), history.time_zone).astimezone(UTC)


def is_working_day(history: History, position: int, day: date) -> bool:
    """By the calendar as it was announced up to a position: of several words on a day, the last."""
    works = day.weekday() < 5
    for fact in history.until(position):
        match fact.event:
            case CalendarSeeded() as seeded:
                works = day.weekday() not in seeded.weekend and day not in seeded.holidays
            case HolidayAnnounced() as announced if day in announced.days_off:
                works = False
            case HolidayAnnounced() as announced if day in announced.working_days:
                works = True
    return works


def working_days_after(history: History, position: int, day: date, count: int) -> date:
    """The ``count``-th working day strictly after a day."""
    while count > 0:
        day += ONE_DAY
        if is_working_day(history, position, day):
            count -= 1
    return day
