"""Tells a plan: each step is worded as a command by what there is when it comes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from cascade.directive.commands import OpenPeriods
from cascade.directive.events import OpenEndedNoted
from cascade.engine import HANDLERS
from cascade.organisation.commands import TakeEffect
from cascade.refusals import Refused
from tests.harness.engine import ADMINISTRATOR, CALENDAR, HAND, TestEngine
from tests.oracle.days import local_day
from tests.oracle.trees import tree_at
from tests.properties import plans
from tests.properties.builders import CommandBuilder, build
from tests.properties.changes import (
    AddAlias,
    Announce,
    CancelChange,
    Change,
    CorrectDays,
    Dissolve,
    EndImport,
    LabelUnits,
    Merge,
    Package,
    SetSuperior,
    Split,
    Stage,
    UnlabelUnits,
)

Sending = Callable[[object, str], Awaitable[tuple[tuple[str, ...], ...] | None]]
"""Sends a command for a principal; answers as ``Sent.refused``, null where it is no way for it."""


@dataclass(frozen=True)
class Sent:
    """A command, the world that it was sent into, and what came of it: reasons by their codes, of
    each obligation where it was about several.
    """

    builder: CommandBuilder
    command: object
    refused: tuple[tuple[str, ...], ...]
    recorded: int


async def tell(
    engine: TestEngine,
    plan: plans.Plan,
    on_project: Callable[[int], Awaitable[None]] | None = None,
    after_step: Callable[[], Awaitable[None]] | None = None,
) -> list[Sent]:
    """The whole plan. What is refused records nothing and is no fault.

    ``on_project`` is called with the events of a page whenever the plan has the projector run,
    ``after_step`` after every other step.
    """
    await begin(engine, plan.place, plan.levels, plan.units)
    taken = []
    for step in plan.opening + plan.steps:
        if not isinstance(step, plans.Project):
            taken.append(await take(engine, step))
            if after_step is not None:
                await after_step()
        elif on_project is not None:
            await on_project(step.page)
    return [sent for sent in taken if sent is not None]


async def begin(
    engine: TestEngine, place: plans.Place, levels: int, units: tuple[plans.PlannedUnit, ...]
) -> None:
    """The foundation, and the first units."""
    names = [f"level{rank}" for rank in range(1, levels + 1)]
    engine.clock.step_to(place.founded_at)
    await engine.found(names, "u0", plans.KINDS[0], place.zone)
    await take(engine, plans.Establish(units))


async def take(
    engine: TestEngine, step: plans.Step | Change, send: Sending | None = None
) -> Sent | None:
    """Any step of a plan but the projector's. ``send`` is another way than the engine itself."""
    if isinstance(step, plans.Wait):
        engine.clock.step(timedelta(hours=step.hours))
        await _let_the_day_come(engine)
        return None
    builder = CommandBuilder(engine.history, engine.history.head, engine.clock.now())
    command = build(builder, step)
    if command is None or type(command) not in HANDLERS:
        return None
    principal = _principal(step)
    refused = await send(command, principal) if send else None
    if refused is None:
        refused = await _send(engine, command, principal)
    recorded = len(engine.facts) - builder.head
    await _give_hand(engine)
    return Sent(builder, command, refused, recorded)


async def _let_the_day_come(engine: TestEngine) -> None:
    """Whatever was scheduled for today or before takes effect, or turns out to be impossible; what
    recurs without an end has the periods whose time has come.
    """
    builder = CommandBuilder(engine.history, engine.history.head, engine.clock.now())
    today = local_day(engine.history, engine.clock.now())
    due = [change for change in builder.scheduled.values() if change.effective_on <= today]
    for change in sorted(due, key=lambda change: change.effective_on):
        await engine.send(TakeEffect(change.change_id), CALENDAR)
    for _, noted in list(engine.history.of(OpenEndedNoted, builder.head)):
        await engine.send(OpenPeriods(noted.directive_id), CALENDAR)
    await _give_hand(engine)


async def _give_hand(engine: TestEngine) -> None:
    """It may act for every unit, new ones too."""
    units = tree_at(engine.history, engine.history.head).units
    await engine.give_hand([unit_id for unit_id in units if unit_id not in engine.handed])


async def _send(engine: TestEngine, command: object, principal: str) -> tuple[tuple[str, ...], ...]:
    before = len(engine.facts)
    try:
        outcome = await engine.send(command, principal)
    except Refused as refused:
        assert len(engine.facts) == before, "a refused command leaves no event"
        return (tuple(reason.code for reason in refused.reasons),)
    outcomes = outcome.answer.get("outcomes", [{"errors": []}])
    return tuple(tuple(error["code"] for error in one["errors"]) for one in outcomes)


def _principal(step: plans.Step | Change) -> str:
    kept = (
        *(plans.Establish, plans.Move, plans.Rename, plans.Grant, plans.Revoke),
        *(Merge, Split, Dissolve, Package, SetSuperior, CancelChange, Announce, CorrectDays),
        *(AddAlias, LabelUnits, UnlabelUnits, Stage, EndImport),
    )
    return ADMINISTRATOR if isinstance(step, kept) else HAND
