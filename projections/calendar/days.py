"""The working calendar, as it was known at a moment."""

from datetime import date
from typing import Final

from projections.engine.session import Session
from projections.engine.statements import load
from projections.query_args import Moment

statements = load(__package__, "days.sql")


class WorkingDays:
    """Days that count as working days, and days that do not."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def between(
        self, first_day: date, last_day: date, moment: Moment
    ) -> tuple[tuple[date, bool], ...]:
        """Each day and whether it is worked, both ends included; only days that are known."""
        rows = await self._session.rows(
            statements.days, first_day=first_day, last_day=last_day, p=moment.position
        )
        return tuple((row["day"], row["working"]) for row in rows)
