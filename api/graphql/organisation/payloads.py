"""What mutations on the organisation and its grants answer."""

from typing import Self
from uuid import UUID

import strawberry

from api.graphql.organisation.reading import units
from api.graphql.organisation.types import ScheduledChange, Unit
from api.graphql.runtime import ids
from api.graphql.runtime.command_runner import Done
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.links import from_row
from api.graphql.runtime.payload import Payload
from api.graphql.service.types import Grant
from projections.query_args import Moment


@strawberry.type
class UnitsPayload(Payload):
    """What a mutation on the organisation answers."""

    units: list[Unit] = strawberry.field(default_factory=list)
    """Those that it founded or changed, as they stand at the position; none where the change waits
    for its day."""
    scheduled: ScheduledChange | None = None
    """Where the change waits for its day."""

    @classmethod
    async def of(cls, done: Done) -> Self:
        keys = [UUID(text) for text in done.answer["units"]]
        found = await done.read(Unit, units, keys)
        return cls(
            units=[unit for unit in found if unit is not None], scheduled=await _scheduled(done)
        )


async def _scheduled(done: Done) -> ScheduledChange | None:
    """The change that a command left for its day: its author sees it without a reader's grant.

    Null once it waits no longer.
    """
    change_id = done.answer.get("change")
    if change_id is None or done.at is None:
        return None
    change = (await done.engine.organisation()).scheduled.get(UUID(change_id))
    if change is None:
        return None
    own_id = ids.encode(Kind.SCHEDULED_CHANGE, change.change_id)
    return from_row(ScheduledChange, change, done.at, id=own_id, outcome=None, reason=None)


@strawberry.type
class GrantsPayload(Payload):
    """What a mutation on grants answers."""

    grants: list[Grant] = strawberry.field(default_factory=list)
    """Those that the subject has now, at units that the caller administers."""

    @classmethod
    async def of(cls, done: Done) -> Self:
        subject = done.command.subject
        return cls(grants=await _administered(subject, done, done.at) if done.at else [])


async def _administered(subject: str, done: Done, at: Moment) -> list[Grant]:
    """The subject's grants, as far as the principal administers their units."""
    own = await done.engine.access(done.source.principal.subject)
    access = await done.engine.access(subject)
    organisation = await done.engine.organisation()
    now = done.engine.now()
    return [
        from_row(Grant, grant, at)
        for grant in sorted(access.grants.values(), key=lambda g: (g.unit_id, g.role))
        if own.administers(grant.unit_id, organisation, now)
    ]
