"""Changes of the tree that take effect now, or on a day to come.

A change for a later day is decided on the tree of now first, so that what cannot be is refused
at once. On its day it is decided again, on the tree of then, and by the authority that who asked
for it has by then: what a grant was taken away for, does not happen.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

import orjson

from cascade.engine.administration import administered, check_all
from cascade.engine.engine import Decision, Handlers
from cascade.engine.session import Session
from cascade.enums import ScheduledOutcome
from cascade.events import Event
from cascade.organisation.commands import (
    DissolveUnit,
    MergeUnits,
    MoveUnit,
    RenameUnit,
    SetSuperior,
    SplitUnit,
    TakeEffect,
)
from cascade.organisation.decisions.reorganisations import (
    decide_dissolve,
    decide_merge,
    decide_split,
)
from cascade.organisation.decisions.scheduling import (
    KeptCommand,
    decide_schedule,
    settlement,
    waiting_for,
)
from cascade.organisation.decisions.units import (
    decide_move,
    decide_rename,
    decide_set_superior,
    today,
)
from cascade.organisation.events import ChangeScheduled
from cascade.refusals import Refused

Change = RenameUnit | MoveUnit | SetSuperior | MergeUnits | SplitUnit | DissolveUnit

CHANGES: Final[Mapping[str, type[Change]]] = {
    kind.__name__: kind
    for kind in (RenameUnit, MoveUnit, SetSuperior, MergeUnits, SplitUnit, DissolveUnit)
}
"""By the name under which a change is kept: a name that an event holds never changes."""


def change_tree(
    command: Change,
    session: Session,
    unit_ids: Iterable[UUID],
    changed: Callable[[list[Event]], Iterable[UUID]],
) -> Decision:
    """Carry out a change now, or keep it for its day.

    ``unit_ids`` are those that it is about, ``changed`` those that its events are answered with. A
    kept change is answered with its own id and the units that it is about.
    """
    events = decide_change(command, session)
    effective_on = effective_day(command)
    if effective_on is None or effective_on <= today(session.organisation, session.now):
        return Decision(events, {"units": [str(unit_id) for unit_id in changed(events)]})
    concerned = tuple(dict.fromkeys(unit_ids))
    answer = {"units": [str(unit_id) for unit_id in concerned]}
    if not events:
        return Decision([], answer)
    return _kept(command, session, concerned, effective_on, answer)


def _kept(
    command: Change,
    session: Session,
    unit_ids: tuple[UUID, ...],
    effective_on: date,
    answer: dict[str, Any],
) -> Decision:
    organisation, name = session.organisation, type(command).__name__
    words = orjson.loads(orjson.dumps(command))
    if waiting := waiting_for(organisation, name, words):
        return Decision([], answer | {"change": str(waiting.change_id)})
    change_id = session.new_id()
    kept = KeptCommand(change_id, name, words, unit_ids, effective_on, session.principal)
    events = decide_schedule(organisation, kept, session.now)
    return Decision(events, answer | {"change": str(change_id)})


def effective_day(command: Change) -> date | None:
    """The day on which a change is to take effect; null where it names none."""
    if isinstance(command, RenameUnit):
        return command.valid_from or command.valid_not_after
    return command.valid_from


def decide_change(command: Change, session: Session) -> list[Event]:
    """What a change comes to on the tree of now; raises Refused."""
    organisation, now = session.organisation, session.now
    match command:
        case RenameUnit():
            return decide_rename(organisation, command, now)
        case MoveUnit():
            return decide_move(organisation, command, now)
        case SetSuperior():
            return decide_set_superior(organisation, command, now)
        case MergeUnits():
            return decide_merge(organisation, command, session.new_id, now)
        case SplitUnit():
            return decide_split(organisation, command, session.new_id, now)
        case DissolveUnit():
            return decide_dissolve(organisation, command, now)


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
        command_kept = _restored(change.command, change.input)
        await _require_authority(change, command_kept, session)
        events = decide_change(command_kept, session)
    except Refused as refused:
        outcome, reason = ScheduledOutcome.IMPOSSIBLE, _told(refused)
    version = organisation.version + len(events) + 1
    return Decision([*events, settlement(version, now, command.change, outcome, reason)])


async def _require_authority(change: ChangeScheduled, kept: Change, session: Session) -> None:
    """Raises Refused unless whoever asked for the change may still do so."""
    if change.asked_by is None:  # kept before it was noted: permitted when it was asked for
        return
    access = await session.access(change.asked_by)
    check_all(access, session, administered(session.organisation, kept)).refuse_if_any()


def _restored(name: str, words: Mapping[str, Any]) -> Change:
    # Here and not above: what reads no scheduled change does not wait for the library.
    from pydantic import TypeAdapter

    return TypeAdapter(CHANGES[name]).validate_python(words)


def _told(refused: Refused) -> str:
    return "; ".join(f"{reason.code}: {reason}" for reason in refused.reasons)


HANDLERS: Final[Handlers] = {
    TakeEffect: take_effect,
}
