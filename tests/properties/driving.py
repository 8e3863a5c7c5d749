"""Tells a plan: each step is worded as a command by what there is when it comes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from cascade.engine import HANDLERS, TakeEffect
from cascade.refusals import Refused
from tests.oracle.days import local_day
from tests.oracle.trees import tree_at
from tests.properties import plans
from tests.properties.upheavals import (
    AddAlias,
    Announce,
    CancelChange,
    CorrectDays,
    Dissolve,
    EndImport,
    Merge,
    SetSuperior,
    Split,
    Stage,
    Upheaval,
)
from tests.properties.wording import Wording, word
from tests.told.tale import ADMINISTRATOR, CALENDAR, HAND, Tale

Sending = Callable[[object, str], Awaitable[tuple[tuple[str, ...], ...] | None]]
"""Sends a command for a principal; answers as ``Sent.refused``, null where it is no way for it."""


@dataclass(frozen=True)
class Sent:
    """A command, the world that it was sent into, and what came of it: reasons by their codes, of
    each obligation where it was about several.
    """

    wording: Wording
    command: object
    refused: tuple[tuple[str, ...], ...]
    recorded: int


async def tell(
    tale: Tale,
    plan: plans.Plan,
    on_project: Callable[[int], Awaitable[None]] | None = None,
    after_step: Callable[[], Awaitable[None]] | None = None,
) -> list[Sent]:
    """The whole plan. What is refused records nothing and is no fault.

    ``on_project`` is called with the events of a page whenever the plan has the projector run,
    ``after_step`` after every other step.
    """
    await begin(tale, plan.place, plan.levels, plan.units)
    taken = []
    for step in plan.opening + plan.steps:
        if not isinstance(step, plans.Project):
            taken.append(await take(tale, step))
            if after_step is not None:
                await after_step()
        elif on_project is not None:
            await on_project(step.page)
    return [sent for sent in taken if sent is not None]


async def begin(
    tale: Tale, place: plans.Place, levels: int, units: tuple[plans.PlannedUnit, ...]
) -> None:
    """The foundation, and the first units."""
    names = [f"level{rank}" for rank in range(1, levels + 1)]
    tale.clock.step_to(place.founded_at)
    await tale.found(names, "u0", plans.KINDS[0], place.zone)
    await take(tale, plans.Establish(units))


async def take(tale: Tale, step: plans.Step | Upheaval, send: Sending | None = None) -> Sent | None:
    """Any step of a plan but the projector's. ``send`` is another way than the engine itself."""
    if isinstance(step, plans.Wait):
        tale.clock.step(timedelta(hours=step.hours))
        await _let_the_day_come(tale)
        return None
    wording = Wording(tale.history, tale.history.head, tale.clock.now())
    command = word(wording, step)
    if command is None or type(command) not in HANDLERS:
        return None
    principal = _principal(step)
    refused = await send(command, principal) if send else None
    if refused is None:
        refused = await _send(tale, command, principal)
    recorded = len(tale.facts) - wording.head
    await _give_hand(tale)
    return Sent(wording, command, refused, recorded)


async def _let_the_day_come(tale: Tale) -> None:
    """Whatever was scheduled for today or before takes effect, or turns out to be impossible."""
    wording = Wording(tale.history, tale.history.head, tale.clock.now())
    today = local_day(tale.history, tale.clock.now())
    due = [change for change in wording.scheduled.values() if change.effective_on <= today]
    for change in sorted(due, key=lambda change: change.effective_on):
        await tale.send(TakeEffect(change.change_id), CALENDAR)
    await _give_hand(tale)


async def _give_hand(tale: Tale) -> None:
    """It may act for every unit, new ones too."""
    units = tree_at(tale.history, tale.history.head).units
    await tale.give_hand([unit_id for unit_id in units if unit_id not in tale.handed])


async def _send(tale: Tale, command: object, principal: str) -> tuple[tuple[str, ...], ...]:
    before = len(tale.facts)
    try:
        outcome = await tale.send(command, principal)
    except Refused as refused:
        assert len(tale.facts) == before, "a refused command leaves no event"
        return (tuple(reason.code for reason in refused.reasons),)
    outcomes = outcome.answer.get("outcomes", [{"errors": []}])
    return tuple(tuple(error["code"] for error in one["errors"]) for one in outcomes)


def _principal(step: plans.Step | Upheaval) -> str:
    kept = (
        *(plans.Establish, plans.Move, plans.Rename, plans.Grant, plans.Revoke),
        *(Merge, Split, Dissolve, SetSuperior, CancelChange, Announce, CorrectDays),
        *(AddAlias, Stage, EndImport),
    )
    return ADMINISTRATOR if isinstance(step, kept) else HAND
