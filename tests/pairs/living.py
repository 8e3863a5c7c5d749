"""What becomes of a nation of cells; a disagreement is looked for again in each cell alone."""

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

import asyncpg

from cascade.log import AppendInDoubt, LogUnavailable
from tests.harness.engine import TestEngine
from tests.harness.ground import Ground
from tests.pairs.cells import Cell, State
from tests.pairs.nations import Nation, Taken

CELLS: Final = 18
"""In one nation: what a comparison costs once is shared, and the model's cost still grows little
(it goes with the square)."""
NO_SERVER: Final = (
    *(asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError),
    *(asyncpg.InterfaceError, LogUnavailable, AppendInDoubt, OSError),
)
"""Somebody stopped the server: that says nothing of the lives."""
TOLD: Final = 2
"""So many of a nation that disagree are named: what more there are have one cause, as a rule."""
MESSAGE: Final = 2_000


@dataclass(frozen=True)
class Course:
    """How a nation is lived through. ``closely``: compared after every step, and as of what was
    prepared, too; otherwise after the last step, now and as of the steps before. Each directive's
    own answers are compared in one of ``looked_at_every`` moments.
    """

    state: State
    lives: tuple[tuple[str, ...], ...]
    closely: bool
    looked_at_every: int

    def cells(self) -> list[Cell]:
        return [Cell(number, steps, self.state) for number, steps in enumerate(self.lives)]

    def alone(self, steps: tuple[str, ...]) -> "Course":
        return Course(self.state, (steps,), True, 1)


@dataclass(frozen=True)
class Lived:
    """What each life came to: its last step as it was taken; or what disagreed in it."""

    course: Course
    taken: tuple[Taken, ...] = ()
    comparisons: int = 0
    disagreements: tuple[tuple[tuple[str, ...], str], ...] = ()
    seconds: float = 0.0


async def live(ground: Ground, course: Course) -> Lived:
    """Go through it; where anything disagrees, through its lives alone until some are found that
    do. Those that are neither taken nor disagree have still to be gone through.
    """
    started = monotonic()
    lived = await _attempt(ground, course)
    if not isinstance(lived, str):
        return Lived(course, *lived, seconds=monotonic() - started)
    found: list[tuple[tuple[str, ...], str]] = []
    for steps in course.lives if len(course.lives) > 1 else ():
        alone = await _attempt(ground, course.alone(steps))
        if isinstance(alone, str):
            found.append((steps, alone))
        if len(found) == TOLD:
            break
    together = [(course.lives[0], f"in its nation of {len(course.lives)}: {lived}")]
    return Lived(course, disagreements=tuple(found or together), seconds=monotonic() - started)


async def _attempt(ground: Ground, course: Course) -> tuple[tuple[Taken, ...], int] | str:
    """The last steps and the number of comparisons; or what disagreed."""
    try:
        async with TestEngine.on(ground) as engine:
            nation = Nation(engine, course.cells(), looked_at_every=course.looked_at_every)
            return await _steps(nation, course)
    except NO_SERVER:
        raise
    except Exception as error:  # anything: it is told with the steps that led to it
        *_, frame = traceback.extract_tb(error.__traceback__)
        where = f"{Path(frame.filename).name}:{frame.lineno}"
        return f"{type(error).__name__} at {where}: {error}"[:MESSAGE]


async def _steps(nation: Nation, course: Course) -> tuple[tuple[Taken, ...], int]:
    await nation.prepare()
    length = len(course.lives[0])
    taken: Sequence[Taken] = ()
    for number in range(length):
        taken = await nation.step(number)
        surprises = [str(each) for each in taken if each.ending is not each.foretold]
        assert not surprises, "\n".join(surprises)
        if course.closely or number == length - 1:
            await nation.compare(course.closely)
    await nation.follow()
    await nation.rebuild()
    return tuple(taken), nation.comparisons
