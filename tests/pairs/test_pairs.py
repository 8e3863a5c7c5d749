"""That no command is left out of the pairs, and the pairs of a few commands with each other.

All pairs are gone through by ``make pairs-once``, in other states and by threes by ``make pairs``
and ``make triples``: see ``tests/pairs/__main__.py``.
"""

from itertools import product

import pytest

from cascade.engine import HANDLERS
from tests.harness.ground import Ground
from tests.pairs.cells import State
from tests.pairs.foretelling import FORETOLD
from tests.pairs.living import CELLS, live
from tests.pairs.plans import TELLING, courses, pairs, pairs_once, triples
from tests.pairs.table import STEPS

FEW = ("SubmitReport", "AmendDirective", "RelayDirective", "MergeUnits")


def test_every_command_has_its_step_and_is_foretold() -> None:
    """A new command gets a builder and what the model says of it, or this fails."""
    assert {step.command for step in STEPS.values()} == set(HANDLERS)
    assert FORETOLD.keys() == HANDLERS.keys()


def test_all_ordered_pairs_of_commands_are_gone_through_once() -> None:
    every = [steps for _, steps in pairs_once()]
    assert len(set(every)) == len(every) == len(HANDLERS) ** 2
    commands = {tuple(STEPS[step].command for step in steps) for steps in every}
    assert commands == set(product(HANDLERS, repeat=2))


def test_every_telling_pair_is_gone_through_in_every_state() -> None:
    known = {*pairs_once(), *pairs()}
    assert {(state, p) for state in State for p in product(TELLING, repeat=2)} <= known
    assert len(list(triples())) == len(TELLING) ** 3


def test_whole_commands_are_done_once_for_all_cells_of_a_nation() -> None:
    found = courses(pairs_once(), 1, 1)
    assert sum(len(course.lives) for course in found) == len(list(pairs_once()))
    for course in found:
        assert len(course.lives) <= CELLS
        for steps in zip(*course.lives, strict=True):
            whole = {step for step in steps if STEPS[step].is_whole}
            assert not whole or {*steps} == whole


@pytest.mark.parametrize("state", [State.AT_ONCE, State.RELAYED])
async def test_pairs_are_what_the_model_says(ground: Ground, state: State) -> None:
    lives = [(state, steps) for steps in product(FEW, repeat=2)]
    (course,) = courses(lives, 1, 5)
    lived = await live(ground, course)
    assert not lived.disagreements, lived.disagreements
    assert len(lived.taken) == len(lives)
