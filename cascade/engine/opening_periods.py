"""Periods of what recurs without an end exist as time goes on, without anybody's doing.

A directive that asks something without an end is noted as it is issued or amended, and opens then
what lies within the horizon. Day by day its stream gets what has come within it since.
"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID, uuid4

from cascade.directive.commands import OpenPeriods
from cascade.directive.decisions.opening import decide_open_periods
from cascade.directive.open_ended import asks_without_an_end
from cascade.directive.records import TaskRecord
from cascade.engine.engine import Decision, Engine, Handlers, Outcome, Request
from cascade.engine.session import Session
from cascade.events import Event

AT_ONCE: Final = 500
"""So many directives are looked at together; between them others have their turn."""


async def note_open_ended(
    session: Session, directive_id: UUID, tasks: Iterable[TaskRecord]
) -> list[Event]:
    """What an issue or an amendment has to note where it asks something without an end."""
    if not asks_without_an_end(tasks):
        return []
    return (await session.open_ended()).note(directive_id, session.now)


async def open_next_periods(command: OpenPeriods, session: Session) -> Decision:
    directive = (await session.directives([command.directive]))[command.directive]
    calendar, zone = await session.calendar(), session.organisation.zone
    return Decision(decide_open_periods(directive, calendar, zone, session.now))


async def open_periods(engine: Engine, principal: str) -> list[Outcome]:
    """Open every period whose time has come, of all directives."""
    noted = list((await engine.session(principal).open_ended()).directive_ids)
    outcomes = []
    for start in range(0, len(noted), AT_ONCE):
        session = engine.session(principal)
        directives = await session.directives(noted[start : start + AT_ONCE])
        calendar, zone = await session.calendar(), session.organisation.zone
        for directive_id, directive in directives.items():
            if decide_open_periods(directive, calendar, zone, session.now):
                outcomes += await _open(engine, principal, directive_id)
    return outcomes


async def _open(engine: Engine, principal: str, directive_id: UUID) -> list[Outcome]:
    """Of what was missed in years no more is opened at once than an event should hold."""
    outcomes: list[Outcome] = []
    while True:
        # Any key: what was opened is not opened again.
        request = Request(principal, str(uuid4()), uuid4())
        outcome = await engine.execute(OpenPeriods(directive_id), request)
        if outcome.position is None:
            return outcomes
        outcomes.append(outcome)


HANDLERS: Final[Handlers] = {
    OpenPeriods: open_next_periods,
}
