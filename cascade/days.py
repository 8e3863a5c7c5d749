"""Days of a zone as stretches of instants: where they begin, where they end, what a clock shows.

A day has 23 hours, 24, 25 or none, and need not begin at midnight: where clocks are put forward at
midnight there is none, where they are put back at midnight an hour before it comes twice. No SQL
reckons with zones: what it needs of days is worked out here, and stored.
"""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

RESOLUTION: Final = timedelta(microseconds=1)
ONE_DAY: Final = timedelta(days=1)
KEPT_DAYS: Final = 20_000
"""Those of a seeded calendar, and more: each is reckoned with again and again."""


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The day that calendars of a zone show at an instant."""
    return instant.astimezone(zone).date()


@lru_cache(KEPT_DAYS)
def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, from which on it is that day or a later one for good.

    A day that the zone left out begins where the next one does.
    """
    first, second = sorted(_readings(datetime.combine(day, time.min), zone))
    if local_day(second - RESOLUTION, zone) < day:
        return second
    if local_day(first - RESOLUTION, zone) < day <= local_day(first, zone):
        return first
    # Midnight lies inside of what was left out, as in Toronto in 1919: 23:30 to 00:30.
    left_out = range((second - first) // RESOLUTION)
    return first + RESOLUTION * bisect_left(
        left_out, day, key=lambda number: local_day(first + RESOLUTION * number, zone)
    )


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The last microsecond of a day in a zone, as an instant in UTC."""
    return start_of_day(day + ONE_DAY, zone) - RESOLUTION


def at_time(day: date, moment: time, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which clocks of a zone show a time of a day, as RFC 5545 (3.3.5) has
    it: the first of two; one that was left out by the clock as it was before. Within the day.
    """
    shown = datetime.combine(day, moment.replace(fold=0), zone).astimezone(UTC)
    return min(end_of_day(day, zone), max(start_of_day(day, zone), shown))


def on_another_day(instant: datetime, day: date, zone: ZoneInfo) -> datetime:
    """The same time of the day on another day; what was the end of a day is the other one's end."""
    if instant == end_of_day(local_day(instant, zone), zone):
        return end_of_day(day, zone)
    return at_time(day, instant.astimezone(zone).time(), zone)


def _readings(shown: datetime, zone: ZoneInfo) -> list[datetime]:
    """Both ways to read a local time; they differ where clocks are changed."""
    return [shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
