"""Tells a plan: each step is worded as a command by what there is when it comes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from cascade.refusals import Refused
from tests.properties import plans
from tests.properties.wording import Wording, word
from tests.told.tale import ADMINISTRATOR, HAND, Tale


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
    tale: Tale, plan: plans.Plan, on_project: Callable[[int], Awaitable[None]] | None = None
) -> list[Sent]:
    """The whole plan. What is refused records nothing and is no fault.

    ``on_project`` is called with the events of a page whenever the plan has the projector run.
    """
    names = [f"level{rank}" for rank in range(1, plan.levels + 1)]
    await tale.found(names, "u0", plans.KINDS[0])
    await take(tale, plans.Establish(plan.units))
    taken = []
    for step in plan.opening + plan.steps:
        if not isinstance(step, plans.Project):
            taken.append(await take(tale, step))
        elif on_project is not None:
            await on_project(step.page)
    return [sent for sent in taken if sent is not None]


async def take(tale: Tale, step: plans.Step) -> Sent | None:
    """Any step of a plan but the projector's."""
    if isinstance(step, plans.Wait):
        tale.clock.step(timedelta(hours=step.hours))
        return None
    wording = Wording(tale.history, tale.history.head, tale.clock.now())
    command = word(wording, step)
    if command is None:
        return None
    refused = await _send(tale, command, _principal(step))
    recorded = len(tale.facts) - wording.head
    if isinstance(step, plans.Establish):
        units = Wording(tale.history, tale.history.head, tale.clock.now()).units
        await tale.give_hand(units[tale.hands :])
    return Sent(wording, command, refused, recorded)


async def _send(tale: Tale, command: object, principal: str) -> tuple[tuple[str, ...], ...]:
    try:
        outcome = await tale.send(command, principal)
    except Refused as refused:
        return (tuple(reason.code for reason in refused.reasons),)
    outcomes = outcome.answer.get("outcomes", [{"errors": []}])
    return tuple(tuple(error["code"] for error in one["errors"]) for one in outcomes)


def _principal(step: plans.Step) -> str:
    kept = (plans.Establish, plans.Move, plans.Rename, plans.Grant, plans.Revoke)
    return ADMINISTRATOR if isinstance(step, kept) else HAND
