"""The year from the foundation to its last working day, as the log records it, moment by moment."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, cast
from uuid import UUID

from api.cli.founding import DEFAULT_LEVELS, FOUNDER, parsed_levels
from api.cli.generating import batches, new_units
from api.cli.nation import MadeUpUnit, made_up_nation
from api.nation.chart import ADMINISTRATOR, BRANCH, LEVELS, PROVINCE, ROOT, WARD, Chart
from api.nation.drawing import Draw
from api.nation.letters import Planned, Writing, planned_letters
from api.nation.lives import Lives
from api.nation.memory_log import MemoryLog
from api.nation.running import Running, slots_of
from api.nation.sizes import YearSize
from api.nation.timetable import OPENING, ZONE, Timetable
from cascade.access.commands import GrantRole
from cascade.calendar.state import Calendar
from cascade.clock import SteppedClock
from cascade.days import at_time
from cascade.directive.events import DirectiveIssued
from cascade.engine import Engine, Outcome, Request, open_engine
from cascade.enums import Classification, Role
from cascade.log import Append, Log
from cascade.organisation.commands import EstablishUnits, FoundOrganisation
from cascade.organisation.decisions.units import UNITS_IN_ONE_EVENT

INSPECTOR: Final = "inspector"
"""Reads everything."""
READERS: Final = ("reader-province", "reader-ward", "reader-branch")
"""One for the first unit of each level."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Commands that are recorded at one instant; ``position`` is that of the last event."""

    instant: datetime
    commands: Sequence[Append]
    position: int


class Year:
    """A nation's year. ``first_day`` is that of the foundation; the same arguments give the same
    commands in the same order, for ever.
    """

    def __init__(self, size: YearSize, seed: int, first_day: date) -> None:
        self.size: Final = size
        self.seed: Final = seed
        self.first_day: Final = first_day
        self._draw: Final = Draw(f"nation {seed}")
        self._clock: Final = SteppedClock(at_time(first_day, OPENING, ZONE))
        self.log: Final = MemoryLog(self._clock)
        draw = self._draw
        # It is asked what an engine asks of a log, and no more.
        log = cast("Log", self.log)
        self._engine: Final[Engine] = open_engine(log, self._clock, draw.new_id, draw.new_salt)
        self._commands = 0
        self._letters = 0

    async def moments(self) -> AsyncIterator[Moment]:
        """All of the year, in order."""
        chart = Chart([await self._found()])
        yield self._moment()
        for units in batches(made_up_nation(self.size.units, self.seed), UNITS_IN_ONE_EVENT):
            await self._establish(chart, units)
            yield self._moment()
        chart.close()
        await self._grant(chart)
        yield self._moment()
        calendar = await self._engine.session("").calendar()
        timetable = Timetable(self.first_day, calendar)
        letters = planned_letters(chart, timetable, self.size, self._draw)
        lives = Lives(chart, timetable, self._draw, self.log, self._clock)
        for number in range(1, timetable.end):
            self._clock.step_to(timetable.instant(number))
            for planned in letters[number]:
                lives.begin(await self._issue(planned, chart, timetable, calendar), number)
            lives.live(number)
            if (moment := self._moment()).commands:
                yield moment

    def _moment(self) -> Moment:
        return Moment(self._clock.now(), self.log.take(), self.log.position)

    async def _do(self, command: object, subject: str) -> Outcome:
        self._commands += 1
        request = Request(subject, f"command-{self._commands}", self._draw.new_id())
        return await self._engine.execute(command, request)

    # ---- the foundation

    async def _found(self) -> UUID:
        command = FoundOrganisation(
            time_zone=ZONE.key,
            levels=parsed_levels(DEFAULT_LEVELS),
            root_code="TW",
            root_name="Trung ương",
            root_symbol="TW",
            root_kind="party-committee",
            administrator=ADMINISTRATOR,
        )
        return UUID((await self._do(command, FOUNDER)).answer["units"][0])

    async def _establish(self, chart: Chart, units: list[MadeUpUnit]) -> None:
        organisation = await self._engine.organisation()
        levels = list(LEVELS[PROVINCE:])
        command = EstablishUnits(tuple(new_units(organisation, units, levels)))
        outcome = await self._do(command, ADMINISTRATOR)
        chart.found(units, [UUID(unit_id) for unit_id in outcome.answer["units"]])

    async def _grant(self, chart: Chart) -> None:
        """Those who act for each office, some who read, and who looks on."""
        grants = [
            (chart.officer(place), place, Role.ISSUER)
            for place in (ROOT, *chart.at(PROVINCE), *chart.at(WARD))
        ]
        grants.append((INSPECTOR, ROOT, Role.INSPECTOR))
        for reader, depth in zip(READERS, (PROVINCE, WARD, BRANCH), strict=True):
            grants.append((reader, chart.at(depth)[0], Role.READER))
        for subject, place, role in grants:
            command = GrantRole(
                subject=subject,
                unit=chart.ids[place],
                role=role,
                clearance=Classification.SECRET,
            )
            await self._do(command, ADMINISTRATOR)

    # ---- letters

    async def _issue(
        self, planned: Planned, chart: Chart, timetable: Timetable, calendar: Calendar
    ) -> Running:
        day = timetable.day(planned.moment)
        names = self.size.ward_names
        writing = Writing(chart, timetable, self._draw, planned.issuer, day, names)
        letter = planned.form(writing)
        outcome = await self._do(letter.command, chart.officer(planned.issuer))
        directive_id = UUID(outcome.answer["directive"])
        issued = self.log.last(directive_id)
        assert isinstance(issued, DirectiveIssued)
        self._letters += 1
        return Running(
            number=self._letters,
            issuer=planned.issuer,
            directive_id=directive_id,
            first=planned.issuer,
            slots=tuple(slots_of(issued, self._clock.now(), letter, calendar)),
            units=chart.ends[planned.issuer] - planned.issuer,
        )
