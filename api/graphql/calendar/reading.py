"""The working calendar, which is open to all."""

from datetime import date

from api.graphql.calendar.types import CalendarDay
from api.graphql.runtime.source import OfRequest
from projections.query_args import Moment


class CalendarRead(OfRequest):
    """As ``api.graphql.runtime.reading.CalendarReading``."""

    async def calendar(self, first_day: date, last_day: date, at: Moment) -> list[CalendarDay]:
        days = await self._source.rows.working_days.between(first_day, last_day, at)
        return [CalendarDay(day=day, working=working) for day, working in days]
