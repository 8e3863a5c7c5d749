"""A nation of many cells: prepared, stepped through, and compared with the model on the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from cascade.access.commands import GrantRole
from cascade.engine import Outcome
from cascade.enums import Classification, Role
from cascade.organisation.commands import EstablishUnits, FoundOrganisation
from cascade.refusals import Refused
from projections.engine.schemas import LIVE, NEXT
from projections.query_args import ReadingGrant, Scope
from projections.reader import Reader
from tests.harness.engine import TestEngine
from tests.harness.feeding import FeedCopy, listed
from tests.harness.ground import PAGE
from tests.oracle.history import Moment
from tests.oracle.trees import tree_at
from tests.pairs import base_directive, directive_steps, execution_steps, organisation_steps
from tests.pairs.cells import KIND, LEVELS, Cell, Stand, State
from tests.pairs.endings import Ending, done_unless
from tests.pairs.foretelling import foretell
from tests.pairs.organisation_steps import READER
from tests.pairs.table import STEPS, Step, Word, needed, principal
from tests.properties.comparing import Comparison
from tests.properties.forms import assert_same, shown
from tests.properties.slicing import Sliced

FIRST_DAY: Final = timedelta(days=1, minutes=30)
LATER: Final = timedelta(hours=3)
ROWS: Final = 1_000
"""Answers of one page: what pages do is compared elsewhere."""

BEFORE_THE_ISSUE: Final[dict[State, tuple[Word, ...]]] = {
    State.POLICY: (organisation_steps.set_policy,)
}
AFTER_THE_ISSUE: Final[dict[State, tuple[Word, ...]]] = {
    State.RELAYED: (execution_steps.relay,),
    State.STANDING: (organisation_steps.establish,),
    State.AMENDED: (directive_steps.amend,),
    State.ENDED_UNIT: (organisation_steps.end_unit,),
    State.BY_OCCURRENCE: (execution_steps.declare,),
}


@dataclass(frozen=True)
class Taken:
    """A step that was taken: what came of it, what the model foretold, why it was refused."""

    cell: Cell
    number: int
    ending: Ending
    foretold: Ending
    codes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return (
            f"step {self.number + 1} of {self.cell}: {self.ending} {' '.join(self.codes)}, "
            f"where the model says {self.foretold}"
        )


@dataclass
class Nation:
    """One engine of many cells. ``marks`` are the positions after the preparation and each step."""

    engine: TestEngine
    cells: Sequence[Cell]
    looked_at_every: int
    marks: list[int] = field(default_factory=list)
    comparisons: int = 0

    def stand(self, cell: Cell) -> Stand:
        engine = self.engine
        return Stand(cell, engine.history, engine.history.head, engine.clock.now())

    # ---- before the first step

    async def prepare(self) -> None:
        await self._found()
        for cell in self.cells:
            await self._issue(cell)
            for need in (*AFTER_THE_ISSUE.get(cell.state, ()), *needed(cell.steps)):
                await self._must(need(self.stand(cell)))
        self._mark()

    async def _found(self) -> None:
        root_id = await self.engine.found(LEVELS, "u0", KIND)
        units = [unit for cell in self.cells for unit in cell.chart(root_id)]
        outcome = await self._must(EstablishUnits(tuple(units)))
        ids = iter(outcome.answer["units"])
        for cell in self.cells:
            for unit in cell.chart(root_id):
                cell.ids[unit.code.removeprefix(cell.code(""))] = UUID(next(ids))
            for name in ("w1", "x"):
                await self._must(GrantRole(subject=READER, unit=cell.ids[name], role=Role.READER))

    async def _issue(self, cell: Cell) -> None:
        for need in BEFORE_THE_ISSUE.get(cell.state, ()):
            await self._must(need(self.stand(cell)))
        outcome = await self._must(base_directive.base(self.stand(cell)))
        cell.directive_id = UUID(outcome.answer["directive"])

    async def _must(self, command: object) -> Outcome:
        outcome = await self.engine.send(command, principal(command))
        await self._give_hand()
        return outcome

    async def _give_hand(self) -> None:
        """It may act for every unit, new ones too."""
        units = tree_at(self.engine.history, self.engine.history.head).units
        await self.engine.give_hand(
            [unit_id for unit_id in units if unit_id not in self.engine.handed]
        )

    # ---- the steps

    async def step(self, number: int) -> list[Taken]:
        """One step in each cell; what is about the whole is done once for all of them."""
        self.engine.clock.step(LATER if number else FIRST_DAY)
        taken: list[Taken] = []
        for cell in self.cells:
            step = STEPS[cell.steps[number]]
            if step.command is FoundOrganisation and number == 0:
                taken.append(Taken(cell, number, Ending.DONE, Ending.DONE))
            elif step.is_whole and taken:
                taken.append(replace(taken[0], cell=cell))
            else:
                taken.append(await self._take(cell, number, step))
        self._mark()
        return taken

    async def _take(self, cell: Cell, number: int, step: Step) -> Taken:
        stand = self.stand(cell)
        command = step.word(stand)
        foretold = foretell(stand, command)
        try:
            outcome = await self.engine.send(command, principal(command))
        except Refused as refused:
            assert self.engine.history.head == stand.head, "a refused command leaves no event"
            reasons = tuple(reason.code for reason in refused.reasons)
            return Taken(cell, number, Ending.REFUSED, foretold, reasons)
        codes = [e["code"] for one in outcome.answer.get("outcomes", ()) for e in one["errors"]]
        if codes:
            return Taken(cell, number, Ending.REFUSED, foretold, tuple(codes))
        await self._give_hand()
        ending = done_unless(self.engine.history.head == stand.head)
        return Taken(cell, number, ending, foretold)

    def _mark(self) -> None:
        self.marks.append(self.engine.history.head)

    # ---- what is compared

    async def compare(self, with_preparation: bool) -> None:
        """Now, and as of every step before."""
        engine = self.engine
        await engine.ground.settle(engine.log)
        history, now = engine.history, engine.clock.now()
        async with Reader(engine.ground.database.readers, engine.log, engine.clock) as reader:
            await self._same(reader, Moment(history.head, now))
            for mark in reversed(self.marks[0 if with_preparation else 1 : -1]):
                await self._same(reader, history.moment_of_position(mark))

    async def _same(self, reader: Reader, moment: Moment) -> None:
        history, now = self.engine.history, self.engine.clock.now()
        sides = Comparison(reader, history, moment, page=ROWS)
        await sides.tree()
        await sides.relations()
        await sides.nation()
        await sides.reports()
        await sides.tasks()
        await sides.unit(sides.unit_ids[0])
        turn = -self.comparisons % self.looked_at_every
        for directive_id in list(sides.known)[turn :: self.looked_at_every]:
            await sides.directive(directive_id, None)
        sliced = Sliced(reader, history, moment, READER, now, page=ROWS)
        await sliced.borne()
        await sliced.documents()
        self.comparisons += 1

    async def follow(self) -> None:
        """Who read lists after the preparation, and then the feed, holds what they answer now."""
        engine = self.engine
        history, now = engine.history, engine.clock.now()
        root_id = next(iter(tree_at(history, history.head).units))
        # One of the two: each step of the nation is looked at for it.
        everything = Scope((ReadingGrant(root_id, Role.INSPECTOR, Classification.TOP_SECRET),))
        async with Reader(engine.ground.database.readers, engine.log, engine.clock) as reader:
            live = await reader.live()
            sliced = Sliced(reader, history, Moment(history.head, now), READER, now)
            scope = sliced.scope if history.head % 2 else everything
            copy = FeedCopy(None)
            await copy.begin(reader, await reader.at_position(self.marks[0]), scope, root_id)
            await copy.catch_up(reader, live, scope)
            rows = await listed(reader, live, scope, root_id)
        assert_same(map(shown, copy.rows.values()), map(shown, rows))

    async def rebuild(self) -> None:
        """Rows filled from the first event on are the rows that grew step by step."""
        ground = self.engine.ground
        await ground.project(self.engine.log, PAGE, NEXT)
        assert await ground.rows(LIVE) == await ground.rows(NEXT)
