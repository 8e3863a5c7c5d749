"""The year from the foundation to its last working day, as the log records it, moment by moment."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from api.cli.founding import FOUNDER
from api.cli.generating import batches
from api.cli.nation import MadeUpUnit, made_up_nation
from api.nation.chart import ADMINISTRATOR, Chart
from api.nation.days import Days
from api.nation.deciding import Deciding
from api.nation.founding import first_commands, foundation
from api.nation.memory_log import made
from api.nation.sizes import YearSize
from api.nation.timetable import OPENING, ZONE, Timetable
from cascade.days import at_time
from cascade.events import next_place
from cascade.identifiers import ORGANISATION
from cascade.log import Append
from cascade.organisation.decisions.units import UNITS_IN_ONE_EVENT
from cascade.organisation.events import UnitsEstablished


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
        self._deciding: Final = Deciding(seed, size.often, at_time(first_day, OPENING, ZONE))

    async def moments(self) -> AsyncIterator[Moment]:
        """All of the year, in order. To be gone through once."""
        outcome = await self._deciding.do(foundation(), FOUNDER)
        chart = Chart([UUID(outcome.answer["units"][0])])
        yield self._moment()
        nation = made_up_nation(self.size.units, self.seed)
        for version, units in enumerate(batches(nation, UNITS_IN_ONE_EVENT), 1):
            self._establish(chart, units, version)
            yield self._moment()
        chart.close()
        for command, subject in first_commands(chart, self.first_day):
            await self._deciding.do(command, subject)
        yield self._moment()
        calendar = await self._deciding.engine.session("").calendar()
        timetable = Timetable(self.first_day, calendar)
        days = Days(self._deciding, chart, calendar, self.size, timetable)
        for each in days.moments():
            await days.live(each)
            if (moment := self._moment()).commands:
                yield moment

    def _moment(self) -> Moment:
        log = self._deciding.log
        return Moment(self._deciding.clock.now(), log.take(), log.position)

    def _establish(self, chart: Chart, units: list[MadeUpUnit], version: int) -> None:
        """As the engine would, which would look at each of a million texts."""
        now, draw = self._deciding.clock.now(), self._deciding.draw
        records = tuple(chart.found(unit, draw.new_id()) for unit in units)
        event = UnitsEstablished(
            **next_place(ORGANISATION, version, now), units=records, valid_from=None
        )
        answer = {"units": [str(record.unit_id) for record in records]}
        self._deciding.log.remember(made(ADMINISTRATOR, event, answer, draw.new_id()))
