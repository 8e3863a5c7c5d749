"""The working calendar, day by day."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from cascade.calendar.events import CalendarCorrected, CalendarSeeded, HolidayAnnounced
from cascade.days import end_of_day
from cascade.log.records import RecordedEvent
from projections.calendar.tables import CalendarDay
from projections.engine.copying import copy
from projections.engine.statements import load
from projections.organisation.zone import time_zone

EVENTS: Final = (CalendarSeeded, HolidayAnnounced, CalendarCorrected)

statements = load(__package__, "handlers.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    for recorded in events:
        event, position = recorded.event, recorded.position
        match event:
            case CalendarSeeded():
                zone = await time_zone(connection)
                await statements.end(connection, position=position)
                await copy(connection, list(_days(event, position, zone)))
            case HolidayAnnounced() | CalendarCorrected():
                await statements.change(
                    connection,
                    position=position,
                    days_off=event.days_off,
                    working_days=event.working_days,
                )


def _days(event: CalendarSeeded, position: int, zone: ZoneInfo) -> Iterator[CalendarDay]:
    weekend, holidays, worked = set(event.weekend), set(event.holidays), set(event.working_days)
    ordinal = 0
    day: date = event.first_day
    while day <= event.last_day:
        working = day in worked or (day.weekday() not in weekend and day not in holidays)
        ordinal += working
        yield CalendarDay(
            from_position=position,
            day=day,
            working=working,
            ordinal=ordinal,
            ends_at=end_of_day(day, zone),
        )
        day += timedelta(days=1)
