"""Changes of the tree that take effect now, or on a day to come.

A change for a later day is decided on the tree of now first, so that what cannot be is refused
at once. On its day it is decided again, on the tree of then, and by the authority that who asked
for it has by then: what a grant was taken away for, does not happen.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

import orjson

from cascade.engine.administration import administered, check_all
from cascade.engine.engine import Decision, Handlers
from cascade.engine.foresight import Coming, Foresight, carry_out
from cascade.engine.keeping import Change, decide_change, restored
from cascade.engine.session import Session
from cascade.enums import ScheduledOutcome
from cascade.events import Event
from cascade.organisation.commands import (
    RenameUnit,
    Reorganise,
    TakeEffect,
)
from cascade.organisation.decisions.packages import Package
from cascade.organisation.decisions.scheduling import (
    KeptCommand,
    decide_schedule,
    settlement,
    waiting_for,
)
from cascade.organisation.decisions.units import today
from cascade.organisation.draft import Draft
from cascade.organisation.events import ChangeScheduled
from cascade.refusals import Refusal, Refused

REASONS: Final = 10
"""Of those why a change became impossible, as many as people read."""


async def change_tree(
    command: Change,
    session: Session,
    unit_ids: Iterable[UUID],
    changed: Callable[[list[Event]], Iterable[UUID]],
) -> Decision:
    """Carry out a change now, or keep it for its day.

    ``unit_ids`` are those that it is about, ``changed`` those that its events are answered with. A
    kept change is answered with its own id and the units that it is about.
    """
    organisation = session.organisation
    events = decide_change(command, organisation, session.new_id, session.now)
    effective_on = effective_day(command)
    if effective_on is None or effective_on <= today(organisation, session.now):
        if not isinstance(command, RenameUnit):  # a name stands in no package's way
            await Foresight(session).require_possible(events)
        return Decision(events, {"units": [str(unit_id) for unit_id in changed(events)]})
    if not events:
        return Decision([], {"units": [str(unit_id) for unit_id in dict.fromkeys(unit_ids)]})
    return await keep(command, session, unit_ids, effective_on)


async def keep(
    command: Change | Reorganise, session: Session, unit_ids: Iterable[UUID], effective_on: date
) -> Decision:
    """Keep a change for its day; answered with its own id and the units that it is about."""
    if kept := kept_already(command, session, unit_ids):
        return kept
    await Foresight(session).require_possible((), Coming(effective_on, command))
    change_id, concerned = session.new_id(), tuple(dict.fromkeys(unit_ids))
    name, words = _as_kept(command)
    kept_command = KeptCommand(change_id, name, words, concerned, effective_on, session.principal)
    events = decide_schedule(session.organisation, kept_command, session.now)
    return Decision(events, _answer(change_id, concerned))


def kept_already(
    command: Change | Reorganise, session: Session, unit_ids: Iterable[UUID]
) -> Decision | None:
    """The answer where the very same change waits for its day; null where it does not."""
    waiting = waiting_for(session.organisation, *_as_kept(command))
    return Decision([], _answer(waiting.change_id, unit_ids)) if waiting else None


def _as_kept(command: Change | Reorganise) -> tuple[str, dict[str, Any]]:
    return type(command).__name__, orjson.loads(orjson.dumps(command))


def _answer(change_id: UUID, unit_ids: Iterable[UUID]) -> dict[str, Any]:
    units = [str(unit_id) for unit_id in dict.fromkeys(unit_ids)]
    return {"units": units, "change": str(change_id)}


def effective_day(command: Change) -> date | None:
    """The day on which a change is to take effect; null where it names none."""
    if isinstance(command, RenameUnit):
        return command.valid_from or command.valid_not_after
    return command.valid_from


async def take_effect(command: TakeEffect, session: Session) -> Decision:
    """Carry out a scheduled change whose day has come; nothing where it waits no longer."""
    await session.start()
    organisation, now = session.organisation, session.now
    change = organisation.scheduled.get(command.change)
    if change is None or change.effective_on > today(organisation, now):
        return Decision([])
    events: list[Event] = []
    outcome = ScheduledOutcome.TOOK_EFFECT
    reason: str | None = None
    try:
        kept = restored(change)
        await _require_authority(change, kept, session)
        if isinstance(kept, Reorganise):
            package = Package(Draft(organisation), kept, session.new_id, now)
            await carry_out(package, session)
            events = package.event(organisation)
        else:
            events = decide_change(kept, organisation, session.new_id, now)
    except Refused as refused:
        outcome, reason = ScheduledOutcome.IMPOSSIBLE, _told(refused)
    version = organisation.version + len(events) + 1
    return Decision([*events, settlement(version, now, command.change, outcome, reason)])


async def _require_authority(
    change: ChangeScheduled, kept: Change | Reorganise, session: Session
) -> None:
    """Raises Refused unless whoever asked for the change may still do so."""
    if change.asked_by is None:  # kept before it was noted: permitted when it was asked for
        return
    access = await session.access(change.asked_by)
    check_all(access, session, administered(session.organisation, kept)).refuse_if_any()


def _told(refused: Refused) -> str:
    return "; ".join(map(_why, refused.reasons[:REASONS]))


def _why(reason: Refusal) -> str:
    """Of a package with the step that it is about, counted from 0."""
    is_step = len(reason.field) > 1 and reason.field[0] == "steps"
    at = f" (step {reason.field[1]})" if is_step else ""
    return f"{reason.code}{at}: {reason}"


HANDLERS: Final[Handlers] = {
    TakeEffect: take_effect,
}
