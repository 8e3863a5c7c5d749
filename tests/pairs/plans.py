"""Which lives there are to go through, the most telling ones first."""

from collections.abc import Iterable, Iterator
from itertools import product
from random import Random
from typing import Final

from tests.pairs.cells import State
from tests.pairs.living import CELLS, Course
from tests.pairs.table import STEPS, main_steps

Life = tuple[State, tuple[str, ...]]
Together = tuple[State, tuple[str | None, ...]]

TELLING: Final = (
    *("SubmitReport", "DecideReport", "DecideReport/returns", "Acknowledge"),
    *("AmendDirective", "AmendDirective/withdraws unit", "AmendDirective/adds unit"),
    *("RelayDirective", "RecallRelay", "IssueDirective", "RevokeDirective"),
    *("MoveUnit", "MergeUnits", "SplitUnit", "DissolveUnit", "EstablishUnits", "Reorganise"),
    *("ExtendObligations", "ExtendGroup", "DecideExtension", "MoveDueDates", "DateWindow"),
    *("DeclareNotApplicable", "DecideNotApplicable", "DecideNotApplicable/returns"),
    *("ExemptObligations", "ExemptGroup", "SetPolicy", "AcceptInvitation"),
)
"""The steps that change what one directive asks, of whom, by when, and how it stands."""


DRAWN: Final = 7


def pairs_once() -> Iterator[Life]:
    """Every ordered pair of commands, in the plainest state."""
    for steps in product(main_steps(), repeat=2):
        yield State.AT_ONCE, steps


def pairs() -> Iterator[Life]:
    """In each kind of state: first both of the telling ones, then one, then neither. In the
    plainest state the other wordings alone: the main ones are what ``pairs_once`` holds.
    """
    told = set(TELLING)
    every = [name for name in STEPS if name != "FoundOrganisation"]
    main = set(main_steps())
    for wanted in (2, 1, 0):
        for state in State:
            for steps in product(every, repeat=2):
                is_known = state is State.AT_ONCE and main.issuperset(steps)
                if len([step for step in steps if step in told]) == wanted and not is_known:
                    yield state, steps


def triples() -> Iterator[Life]:
    """Every ordered triple of the telling steps, each in one of the states by turns."""
    states = list(State)
    for numbers in product(range(len(TELLING)), repeat=3):
        yield states[sum(numbers) % len(states)], tuple(TELLING[number] for number in numbers)


def drawn() -> Iterator[Life]:
    """Some triples in every state, always the same: what a mutant is shown last."""
    random = Random(DRAWN)
    for state in State:
        for _ in range(2 * CELLS):
            yield state, tuple(random.choices(TELLING, k=3))


def courses(lives: Iterable[Life], closely_every: int, looked_at_every: int) -> list[Course]:
    """Nations of so many lives as go well together: of one state, and where something is done to
    the whole, of the same at the same step. One of so many is looked at closely.
    """
    together: dict[Together, list[tuple[str, ...]]] = {}
    found: list[Course] = []

    def close(key: Together) -> None:
        taken = tuple(together.pop(key))
        closely = len(found) % closely_every == 0
        found.append(Course(key[0], taken, closely, looked_at_every))

    for state, steps in lives:
        whole = tuple(step if STEPS[step].is_whole else None for step in steps)
        key = (state, whole)
        together.setdefault(key, []).append(steps)
        if len(together[key]) == CELLS:
            close(key)
    for key in list(together):
        close(key)
    return found
