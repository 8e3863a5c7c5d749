"""Days of zones all over the world: where they end, and what a clock shows in them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cascade.days import at_time, end_of_day, local_day, on_another_day, start_of_day
from tests.oracle.days import last_instant

ZONES = sorted(available_timezones())
MICROSECOND = timedelta(microseconds=1)
FIRST, LAST = date(1900, 1, 2), date(2199, 12, 30)

zones = st.sampled_from(ZONES).map(ZoneInfo)


def changes(zone: ZoneInfo, year: int) -> list[date]:
    """The days of a year that have more or fewer hours than 24, and those beside them."""
    noons = [datetime(year, 1, 1, 12, tzinfo=UTC) + timedelta(days=number) for number in range(365)]
    return [
        local_day(noon, zone) + timedelta(days=beside)
        for noon in noons
        if noon.astimezone(zone).utcoffset()
        != (noon + timedelta(days=1)).astimezone(zone).utcoffset()
        for beside in (-1, 0, 1, 2)
    ]


@st.composite
def places(draw: st.DrawFn) -> tuple[ZoneInfo, date]:
    """A zone and a day, likely one on which its clocks are changed."""
    zone = draw(zones)
    near = changes(zone, draw(st.integers(1900, 2199)))
    return zone, draw(st.sampled_from(near) if near else st.dates(FIRST, LAST))


@pytest.mark.parametrize(
    ("zone", "day", "end"),
    [
        ("Asia/Ho_Chi_Minh", "2026-01-20", "2026-01-20T16:59:59.999999Z"),
        # Put back at midnight: the last hour comes twice.
        ("America/Santiago", "2026-04-04", "2026-04-05T03:59:59.999999Z"),
        ("America/Santiago", "2026-04-03", "2026-04-04T02:59:59.999999Z"),
        ("Africa/Cairo", "2026-10-29", "2026-10-29T21:59:59.999999Z"),
        # Put forward at midnight: the next day begins at one.
        ("America/Santiago", "2026-09-05", "2026-09-06T03:59:59.999999Z"),
        ("Asia/Beirut", "2026-03-28", "2026-03-28T21:59:59.999999Z"),
        ("America/Sao_Paulo", "2018-11-03", "2018-11-04T02:59:59.999999Z"),
        # Put back at one, to midnight: the day's first hour comes twice.
        ("America/Havana", "2026-10-31", "2026-11-01T03:59:59.999999Z"),
        # By half an hour.
        ("Australia/Lord_Howe", "2026-04-05", "2026-04-05T13:29:59.999999Z"),
        # A day that never was ends with the one before.
        ("Pacific/Apia", "2011-12-29", "2011-12-30T09:59:59.999999Z"),
        ("Pacific/Apia", "2011-12-30", "2011-12-30T09:59:59.999999Z"),
        ("Pacific/Apia", "2011-12-31", "2011-12-31T09:59:59.999999Z"),
        # Midnight lies inside of what was left out: 23:30 to 00:30.
        ("America/Toronto", "1919-03-30", "1919-03-31T04:29:59.999999Z"),
        # Put back at a minute past midnight: it was yesterday again for an hour.
        ("America/St_Johns", "2009-10-31", "2009-11-01T03:29:59.999999Z"),
        # Before zones there were local mean times, with seconds.
        ("Asia/Ho_Chi_Minh", "1905-05-05", "1905-05-05T16:53:29.999999Z"),
    ],
)
def test_where_a_day_ends(zone: str, day: str, end: str) -> None:
    assert end_of_day(date.fromisoformat(day), ZoneInfo(zone)) == datetime.fromisoformat(end)


@given(places())
@example((ZoneInfo("America/Santiago"), date(2026, 4, 4)))
@example((ZoneInfo("Pacific/Apia"), date(2011, 12, 30)))
@example((ZoneInfo("America/Toronto"), date(1919, 3, 31)))
@example((ZoneInfo("America/St_Johns"), date(2009, 11, 1)))
def test_a_day_ends_with_the_last_instant_that_shows_it(place: tuple[ZoneInfo, date]) -> None:
    zone, day = place
    end = end_of_day(day, zone)
    assert end == last_instant(zone, day)
    assert local_day(end, zone) <= day < local_day(end + MICROSECOND, zone)
    assert start_of_day(day + timedelta(days=1), zone) == end + MICROSECOND


@given(places(), st.times())
@example((ZoneInfo("Asia/Hovd"), date(2001, 9, 29)), time(1, fold=1))
def test_a_time_of_a_day_lies_within_it(place: tuple[ZoneInfo, date], moment: time) -> None:
    zone, day = place
    at, end = at_time(day, moment, zone), end_of_day(day, zone)
    assert min(start_of_day(day, zone), end) <= at <= end
    shown = datetime.combine(day, moment.replace(fold=0), zone)  # the first of two
    if shown.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == shown.replace(tzinfo=None):
        assert at in (shown.astimezone(UTC), start_of_day(day, zone))


@pytest.mark.parametrize(
    ("zone", "day", "moment", "at"),
    [
        # The first of two.
        ("America/Santiago", "2026-04-04", "23:30", "2026-04-05T02:30:00Z"),
        # What was left out, by the clock as it was: an hour later by the new one.
        ("America/Santiago", "2026-09-06", "00:30", "2026-09-06T04:30:00Z"),
        ("Europe/Berlin", "2026-03-29", "02:15", "2026-03-29T01:15:00Z"),
        ("America/Toronto", "1919-03-30", "23:45", "1919-03-31T04:29:59.999999Z"),
        ("Pacific/Apia", "2011-12-30", "10:00", "2011-12-30T09:59:59.999999Z"),
        ("America/St_Johns", "2009-11-01", "00:00", "2009-11-01T03:30:00Z"),
    ],
)
def test_when_a_clock_shows_a_time(zone: str, day: str, moment: str, at: str) -> None:
    found = at_time(date.fromisoformat(day), time.fromisoformat(moment), ZoneInfo(zone))
    assert found == datetime.fromisoformat(at)


@given(places(), st.dates(FIRST, LAST))
def test_the_end_of_a_day_moves_to_the_end_of_another(
    place: tuple[ZoneInfo, date], other: date
) -> None:
    zone, day = place
    assert on_another_day(end_of_day(other, zone), day, zone) == end_of_day(day, zone)


def test_a_time_of_a_day_that_came_twice_moves_as_a_time_of_the_day() -> None:
    santiago = ZoneInfo("America/Santiago")
    second = datetime(2026, 4, 5, 3, 30, tzinfo=UTC)
    moved = on_another_day(second, date(2026, 4, 6), santiago)
    assert moved == datetime(2026, 4, 7, 3, 30, tzinfo=UTC)
    assert on_another_day(moved, date(2026, 4, 4), santiago) == datetime(
        2026, 4, 5, 2, 30, tzinfo=UTC
    )
