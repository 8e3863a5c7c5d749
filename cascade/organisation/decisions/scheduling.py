"""Changes of the tree whose day is still to come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from cascade.enums import ScheduledOutcome
from cascade.events import Event, next_place
from cascade.identifiers import ORGANISATION
from cascade.organisation.commands import CancelScheduledChange
from cascade.organisation.events import ChangeScheduled, ScheduledChangeSettled
from cascade.organisation.refusals import (
    ChangeSettledAlready,
    ScheduledChangeNotFound,
    TooManyScheduledChanges,
)
from cascade.organisation.state import Organisation
from cascade.refusals import Refused

SCHEDULED_CHANGES: Final = 10_000
"""Those that wait at one time: a reorganisation of every ward of a nation, each on its own."""


@dataclass(frozen=True, slots=True)
class KeptCommand:
    """A change as it is kept: a command by its name and its words, the units that it is about, its
    day, and the subject that asked for it.
    """

    change_id: UUID
    command: str
    words: Mapping[str, Any]
    unit_ids: tuple[UUID, ...]
    effective_on: date
    asked_by: str


def waiting_for(
    organisation: Organisation, command: str, words: Mapping[str, Any]
) -> ChangeScheduled | None:
    """The very same change, where it waits for its day already."""
    same = (
        waiting
        for waiting in organisation.scheduled.values()
        if (waiting.command, waiting.input) == (command, words)
    )
    return next(same, None)


def decide_schedule(organisation: Organisation, kept: KeptCommand, now: datetime) -> list[Event]:
    """Keep a change for its day; raises Refused where too many wait."""
    if len(organisation.scheduled) >= SCHEDULED_CHANGES:
        reason = f"At most {SCHEDULED_CHANGES:,} changes wait for their day."
        raise Refused(TooManyScheduledChanges(reason, "valid_from"))
    return [
        ChangeScheduled(
            **next_place(ORGANISATION, organisation.version, now),
            change_id=kept.change_id,
            unit_ids=kept.unit_ids,
            command=kept.command,
            input=dict(kept.words),
            effective_on=kept.effective_on,
            asked_by=kept.asked_by,
        )
    ]


def find_change(organisation: Organisation, change_id: UUID) -> ChangeScheduled | None:
    """The change while it waits; null once it was cancelled. Raises Refused otherwise."""
    if waiting := organisation.scheduled.get(change_id):
        return waiting
    settled = organisation.settled.get(change_id)
    if settled is None:
        raise Refused(ScheduledChangeNotFound("There is no such change.", "change"))
    if settled.outcome is not ScheduledOutcome.CANCELLED:
        raise Refused(ChangeSettledAlready("The day of this change has come already.", "change"))
    return None


def decide_cancel(
    organisation: Organisation, command: CancelScheduledChange, now: datetime
) -> list[Event]:
    """Cancel a change that waits for its day; nothing where it was cancelled already."""
    if find_change(organisation, command.change) is None:
        return []
    version = organisation.version + 1
    return [settlement(version, now, command.change, ScheduledOutcome.CANCELLED, None)]


def settlement(
    version: int, now: datetime, change_id: UUID, outcome: ScheduledOutcome, reason: str | None
) -> Event:
    """The event that a change waits no longer."""
    return ScheduledChangeSettled(
        originator_id=ORGANISATION,
        originator_version=version,
        timestamp=now,
        change_id=change_id,
        outcome=outcome,
        reason=reason,
    )
