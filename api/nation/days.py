"""The working days of the year: letters go out, units act, and things befall them."""

from collections.abc import Iterator
from typing import Final

from api.nation.acts import Acts
from api.nation.chart import Chart
from api.nation.deciding import Deciding
from api.nation.forms import implementing, planned_letters
from api.nation.happenings import Happenings
from api.nation.letters import Form, Letter, Writing
from api.nation.lives import Lives, Wanted
from api.nation.running import Running, begin_running
from api.nation.sizes import YearSize
from api.nation.steps import IMPLEMENT
from api.nation.timetable import QUARTERS, Timetable
from cascade.calendar.state import Calendar
from cascade.directive.events import DirectiveIssued

REORGANISED_AFTER: Final = 0.6
"""Of the year."""


class Days:
    """``live`` is called for each of the ``moments``, in their order."""

    def __init__(
        self, deciding: Deciding, chart: Chart, calendar: Calendar, size: YearSize, table: Timetable
    ) -> None:
        self._deciding: Final = deciding
        self._chart: Final = chart
        self._calendar: Final = calendar
        self._timetable: Final = table
        self._names: Final = size.ward_names
        draw, log, clock = deciding.draw, deciding.log, deciding.clock
        self._planned: Final = planned_letters(chart, table, size, draw)
        acts = Acts(chart, draw, log, clock)
        self._lives: Final = Lives(chart, table, draw, acts, clock)
        self._happenings: Final = Happenings(deciding, chart, self._lives)
        self._reorganised_at: Final = int(table.working_days * REORGANISED_AFTER) * QUARTERS
        self._letters = 0

    def moments(self) -> Iterator[int]:
        """The foundation took the first."""
        for moment in range(1, self._timetable.end):
            self._deciding.clock.step_to(self._timetable.instant(moment))
            yield moment

    async def live(self, moment: int) -> None:
        """Let happen what is planned for a moment."""
        if moment == self._reorganised_at:
            await self._happenings.reorganise()
        for planned in self._planned[moment]:
            if self._chart.heir(planned.issuer) == planned.issuer:
                await self._issue(planned.issuer, planned.form)
        for wanted in self._lives.live(moment):
            if wanted.step == IMPLEMENT:
                await self._implement(wanted)
            else:
                await self._happenings.happen(wanted)

    async def _implement(self, wanted: Wanted) -> None:
        """A ward passes a letter on by one of its own; none that was merged meanwhile."""
        upper, ward = wanted.running, wanted.place
        if self._chart.heir(ward) != ward:
            return
        number = upper.issued.number
        assert number is not None

        def form(writing: Writing) -> Letter:
            return implementing(writing, number.text, upper.directive_id)

        running = await self._issued(ward, form)
        self._happenings.note_acts(upper)
        self._lives.begin(running)

    async def _issue(self, issuer: int, form: Form) -> None:
        self._lives.begin(await self._issued(issuer, form))

    async def _issued(self, issuer: int, form: Form) -> Running:
        """A letter as it was issued, with what its issuer will do about it."""
        deciding, chart = self._deciding, self._chart
        now = self._timetable.moment_at(deciding.clock.now())
        day = self._timetable.day(now)
        letter = form(Writing(chart, self._timetable, deciding.draw, issuer, day, self._names))
        await deciding.do(letter.command, chart.officer(issuer))
        issued = deciding.log.last_events[0]
        assert isinstance(issued, DirectiveIssued)
        self._letters += 1
        running = begin_running(
            self._letters, issuer, issued, letter, deciding.clock.now(), self._calendar, chart
        )
        for step, within in letter.later:
            self._lives.plan(within, step, running, issuer)
        return running
