"""What befalls letters and the tree in the course of the year, as an engine decides it."""

from datetime import timedelta
from typing import Final

from api.nation.chart import ADMINISTRATOR, BRANCH, LEVELS, PROVINCE, WARD, Chart
from api.nation.deciding import Deciding
from api.nation.lives import Lives, Wanted
from api.nation.running import EXEMPTED, Running
from api.nation.steps import AMEND, DATE, EXEMPT, EXTEND, RELAY, REVOKE, WITHDRAW
from api.nation.timetable import ZONE
from cascade.days import end_of_day, local_day
from cascade.directive.commands import (
    AmendDirective,
    AudienceInput,
    ChangeTaskInput,
    DateWindow,
    DueInput,
    GroupInput,
    RevokeDirective,
)
from cascade.directive.events import DirectiveAmended, WindowDated
from cascade.events import Event
from cascade.execution.commands import ExemptGroup, ExtendGroup, RelayDirective
from cascade.execution.events import DirectivePassedOn, DirectiveRelayed
from cascade.organisation.commands import (
    PackageMerger,
    PackageStep,
    PackageTarget,
    PackageUnit,
    Reorganise,
)

LATER: Final = timedelta(days=14)
"""How much later something becomes due."""
CAMPAIGN: Final = timedelta(days=20)
"""How long a window is."""


class Happenings:
    """Each is decided by an engine; what it changes for units that still act is noted here."""

    def __init__(self, deciding: Deciding, chart: Chart, lives: Lives) -> None:
        self._do: Final = deciding.do
        self._log: Final = deciding.log
        self._chart: Final = chart
        self._draw: Final = deciding.draw
        self._lives: Final = lives
        self._clock: Final = deciding.clock
        offices = (*chart.at(PROVINCE), *chart.at(WARD))
        self._places: Final = {chart.ids[place]: place for place in offices}
        self._steps: Final = {
            AMEND: self._amend,
            WITHDRAW: self._withdraw,
            EXTEND: self._extend,
            EXEMPT: self._exempt,
            REVOKE: self._revoke,
            DATE: self._date,
        }

    async def happen(self, wanted: Wanted) -> None:
        """What a step asks for, but for letters that are written anew."""
        if wanted.step == RELAY:
            await self._relay(wanted.running, wanted.place)
        else:
            await self._steps[wanted.step](wanted.running)

    def note_acts(self, running: Running) -> None:
        """The last command may have brought acts of units on a letter: their next ones follow."""
        for event in self._log.last_events:
            if isinstance(event, DirectiveRelayed | DirectivePassedOn):
                place = self._places[event.unit_id]
                running.versions[place - running.first] = event.originator_version

    # ---- on the way down

    async def _relay(self, running: Running, place: int) -> None:
        chart = self._chart
        if chart.heir(place) != place:
            return
        below = (WARD,) if chart.depths[place] == PROVINCE else (BRANCH,)
        levels = tuple(LEVELS[depth] for depth in below)
        group = GroupInput(under=chart.ids[place], levels=levels)
        command = RelayDirective(
            directive=running.directive_id,
            by=chart.ids[place],
            audience=AudienceInput(groups=(group,)),
        )
        await self._do(command, chart.officer(place))
        self.note_acts(running)
        self._lives.reach(running, place, below)

    # ---- by the issuer

    async def _amend(self, running: Running) -> None:
        """The first task falls due later."""
        due_at = running.dues[0]
        if due_at is None or due_at <= self._clock.now():
            return
        later = local_day(due_at + LATER, ZONE)
        change = ChangeTaskInput(key=running.issued.tasks[0].key, due=DueInput(on=later))
        command = AmendDirective(directive=running.directive_id, change_tasks=(change,))
        event = await self._as_issuer(running, command)
        assert isinstance(event, DirectiveAmended)
        running.dues[0] = event.changed_tasks[0].due.due_at

    async def _withdraw(self, running: Running) -> None:
        """Nobody asks for the last task any more."""
        last = running.issued.tasks[-1]
        command = AmendDirective(directive=running.directive_id, withdraw_tasks=(last.key,))
        await self._as_issuer(running, command)
        slots = enumerate(running.slots)
        running.withdrawn.update(n for n, slot in slots if slot.task_id == last.task_id)

    async def _extend(self, running: Running) -> None:
        """All that is open of a few wards falls due later."""
        for place in self._few_wards(running):
            due_at = end_of_day(local_day(self._clock.now() + LATER, ZONE), ZONE)
            command = ExtendGroup(
                directive=running.directive_id,
                under=self._chart.ids[place],
                due_at=due_at,
                reason="Ảnh hưởng của thiên tai.",
            )
            await self._as_issuer(running, command)
            for number in range(len(running.slots)):
                at = running.at(place, number)
                if running.is_open(at, number):
                    standing = running.extended_together.get(at, due_at)
                    running.extended_together[at] = max(standing, due_at)

    async def _exempt(self, running: Running) -> None:
        """Nothing is asked of a few wards any more."""
        for place in self._few_wards(running):
            command = ExemptGroup(
                directive=running.directive_id,
                under=self._chart.ids[place],
                reason="Không phát sinh trên địa bàn.",
            )
            await self._as_issuer(running, command)
            for number in range(len(running.slots)):
                at = running.at(place, number)
                if running.is_open(at, number):
                    running.states[at] |= EXEMPTED

    async def _revoke(self, running: Running) -> None:
        command = RevokeDirective(directive=running.directive_id, reason="Ban hành nhầm.")
        await self._as_issuer(running, command)
        running.has_ended = True

    async def _date(self, running: Running) -> None:
        """The days of a campaign are told, and what waited for it begins."""
        first = local_day(self._clock.now(), ZONE)
        [window] = running.issued.windows
        command = DateWindow(
            directive=running.directive_id, key=window.key, from_day=first, to_day=first + CAMPAIGN
        )
        event = await self._as_issuer(running, command)
        assert isinstance(event, WindowDated)
        dues = {due.task_id: due.due_at for due in event.dues}
        for number, slot in enumerate(running.slots):
            if slot.window:
                running.dues[number] = dues[slot.task_id]
                self._lives.begin_slot(running, number)

    async def _as_issuer(self, running: Running, command: object) -> Event:
        """The event that came of it."""
        chart = self._chart
        await self._do(command, chart.officer(chart.heir(running.issuer)))
        return self._log.last_events[0]

    def _few_wards(self, running: Running) -> list[int]:
        wards = [
            place
            for place in self._chart.under(running.issuer, WARD)
            if place < running.first + running.units
        ]
        return sorted(self._draw.sample(wards, min(2, len(wards))))

    # ---- the tree

    async def reorganise(self) -> None:
        """In every province a ward is merged into the one before it, all on one day."""
        chart = self._chart
        pairs = [
            (place, into)
            for province in chart.at(PROVINCE)
            for into, place in self._neighbours(chart.under(province, WARD))
        ]
        steps = tuple(
            PackageStep(
                merge=PackageMerger(
                    units=(PackageUnit(unit=chart.ids[place]),),
                    into=PackageTarget(standing=PackageUnit(unit=chart.ids[into])),
                )
            )
            for place, into in pairs
        )
        day = local_day(self._clock.now(), ZONE)
        await self._do(Reorganise(steps, day), ADMINISTRATOR)
        for place, into in pairs:
            chart.merge(place, into)

    def _neighbours(self, wards: list[int]) -> list[tuple[int, int]]:
        if len(wards) < 2:
            return []
        at = self._draw.randrange(len(wards) - 1)
        return [(wards[at], wards[at + 1])]
