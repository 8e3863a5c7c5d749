"""Tells a plan: each step is worded as a command by what there is when it comes."""

from datetime import timedelta

from cascade.refusals import Refused
from tests.properties import plans
from tests.properties.wording import Wording, word
from tests.told.tale import ADMINISTRATOR, HAND, Tale


async def tell(tale: Tale, plan: plans.Plan) -> None:
    """The whole plan. What is refused records nothing and is no fault."""
    names = [f"level{rank}" for rank in range(1, plan.levels + 1)]
    await tale.found(names, "u0", plans.KINDS[0])
    await take(tale, plans.Establish(plan.units))
    for step in plan.opening + plan.steps:
        await take(tale, step)


async def take(tale: Tale, step: plans.Step) -> None:
    """Any step of a plan but the projector's."""
    if isinstance(step, plans.Wait):
        tale.clock.step(timedelta(hours=step.hours))
        return
    if isinstance(step, plans.Project):
        return
    wording = Wording(tale.history, tale.clock.now())
    command = word(wording, step)
    if command is not None:
        await _send(tale, command, _principal(step))
    if isinstance(step, plans.Establish):
        units = Wording(tale.history, tale.clock.now()).units
        await tale.give_hand(units[tale.hands :])


async def _send(tale: Tale, command: object, principal: str) -> None:
    try:
        await tale.send(command, principal)
    except Refused:
        return


def _principal(step: plans.Step) -> str:
    kept = (plans.Establish, plans.Move, plans.Rename, plans.Grant, plans.Revoke)
    return ADMINISTRATOR if isinstance(step, kept) else HAND
