"""Commands on the working calendar."""

from typing import Final

from cascade.access.refusals import NotPermitted
from cascade.calendar.commands import AnnounceHoliday, CorrectCalendar
from cascade.calendar.decisions import decide_announce, decide_correct
from cascade.calendar.state import Calendar
from cascade.engine.engine import Decision, Handlers
from cascade.engine.session import Session
from cascade.refusals import Refused


async def announce_holiday(command: AnnounceHoliday, session: Session) -> Decision:
    """A right of the administrators of the root unit: the calendar is everybody's."""
    calendar = await _kept_calendar(session)
    return Decision(decide_announce(calendar, command, session.organisation.zone, session.now))


async def correct_calendar(command: CorrectCalendar, session: Session) -> Decision:
    """A right of the administrators of the root unit, as announcements are."""
    calendar = await _kept_calendar(session)
    return Decision(decide_correct(calendar, command, session.organisation.zone, session.now))


async def _kept_calendar(session: Session) -> Calendar:
    access = await session.start()
    organisation = session.organisation
    root_id = organisation.root_id
    if root_id is None or not access.administers(root_id, organisation, session.now):
        raise Refused(NotPermitted("The root unit's administrators keep the calendar."))
    return await session.calendar()


HANDLERS: Final[Handlers] = {
    AnnounceHoliday: announce_holiday,
    CorrectCalendar: correct_calendar,
}
