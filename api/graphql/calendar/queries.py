"""The working calendar, which is open to all."""

from datetime import date
from typing import Annotated

import strawberry

from api.graphql.calendar.types import CalendarDay, check_range
from api.graphql.runtime.context import Info
from api.graphql.runtime.moments import AsOf


async def calendar(
    info: Info,
    from_: Annotated[date, strawberry.argument(name="from", description="The first day.")],
    to: Annotated[date, strawberry.argument(description="The last day, included.")],
    as_of: AsOf | None = strawberry.UNSET,
) -> list[CalendarDay]:
    check_range(from_, to)
    at = await info.context.moments.of(as_of)
    days = await info.context.source.rows.working_days.between(from_, to, at)
    return [CalendarDay(day=day, working=working) for day, working in days]
