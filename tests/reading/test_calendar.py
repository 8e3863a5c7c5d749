"""The working calendar as it is known at a moment."""

from datetime import date

from cascade.calendar.events import CalendarCorrected, HolidayAnnounced
from cascade.identifiers import CALENDAR
from tests.reading.desk import Desk

CALENDAR_OF = """
query ($from: Date!, $to: Date!, $position: Position!) {
  calendar(from: $from, to: $to, asOf: {position: $position}) { day working }
}
"""


async def worked(desk: Desk, position: int) -> list[str]:
    asked = {"from": "2026-04-29", "to": "2026-05-02", "position": position}
    days = (await desk.ask(CALENDAR_OF, "an", **asked))["calendar"]
    assert len(days) == 4
    return [day["day"] for day in days if day["working"]]


async def test_an_announced_holiday_changes_the_calendar_from_then_on(desk: Desk) -> None:
    before = desk.chronicle.position
    await desk.chronicle.record(
        HolidayAnnounced, CALENDAR, days_off=(date(2026, 4, 30), date(2026, 5, 1)),
        working_days=(date(2026, 5, 2),), stated="By decree",
    )  # fmt: skip
    assert await worked(desk, before) == ["2026-04-29", "2026-04-30", "2026-05-01"]
    assert await worked(desk, desk.chronicle.position) == ["2026-04-29", "2026-05-02"]


async def test_a_correction_changes_the_calendar_from_then_on(desk: Desk) -> None:
    before = desk.chronicle.position
    await desk.chronicle.record(
        CalendarCorrected, CALENDAR, days_off=(date(2026, 4, 29),),
        working_days=(date(2026, 5, 2),), reason="By mistake",
    )  # fmt: skip
    assert await worked(desk, before) == ["2026-04-29", "2026-04-30", "2026-05-01"]
    assert await worked(desk, desk.chronicle.position) == ["2026-04-30", "2026-05-01", "2026-05-02"]


async def test_a_range_of_days_is_bounded(desk: Desk) -> None:
    for first, last in (("2026-01-01", "2027-02-05"), ("2026-01-02", "2026-01-01")):
        asked = {"from": first, "to": last, "position": desk.chronicle.position}
        assert await desk.codes(CALENDAR_OF, "an", **asked) == ["BAD_RANGE"]
    asked = {"from": "2026-01-01", "to": "2027-02-04", "position": desk.chronicle.position}
    assert len((await desk.ask(CALENDAR_OF, "an", **asked))["calendar"]) == 400
