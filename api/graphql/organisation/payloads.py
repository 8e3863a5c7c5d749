"""What mutations on the organisation and its grants answer."""

from typing import Self
from uuid import UUID

import strawberry

from api.graphql.organisation.scheduled import ScheduledChange
from api.graphql.organisation.types import Unit
from api.graphql.runtime import ids
from api.graphql.runtime.command_runner import Done
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.scalars import Position
from api.graphql.runtime.user_errors import UserError
from api.graphql.service.types import Grant
from projections.query_args import Moment


@strawberry.type
class UnitsPayload:
    units: list[Unit] = strawberry.field(default_factory=list)
    position: Position | None = None
    user_errors: list[UserError] = strawberry.field(default_factory=list)
    scheduled: ScheduledChange | None = strawberry.field(
        description="Where the change waits for its day.", default=None
    )

    @classmethod
    async def of(cls, done: Done) -> Self:
        keys = [UUID(text) for text in done.answer["units"]]
        found = await done.read(done.reader.units, keys)
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
    return ScheduledChange(
        id=ids.encode(Kind.SCHEDULED_CHANGE, change.change_id),
        at=done.at,
        unit_keys=change.unit_ids,
        command=change.command,
        effective_on=change.effective_on,
        outcome=None,
        reason=None,
    )


@strawberry.type
class GrantsPayload:
    grants: list[Grant] = strawberry.field(default_factory=list)
    position: Position | None = None
    user_errors: list[UserError] = strawberry.field(default_factory=list)

    @classmethod
    async def of(cls, done: Done) -> Self:
        subject = done.command.subject
        return cls(grants=await _administered(subject, done, done.at) if done.at else [])


async def _administered(subject: str, done: Done, at: Moment) -> list[Grant]:
    """The subject's grants, as far as the principal administers their units."""
    own = await done.engine.access(done.context.principal.subject)
    access = await done.engine.access(subject)
    organisation = await done.engine.organisation()
    now = done.engine.now()
    return [
        Grant(
            unit_key=grant.unit_id,
            at=at,
            role=grant.role,
            clearance=grant.clearance,
            valid_from=grant.valid_from,
            valid_to=grant.valid_to,
        )
        for grant in sorted(access.grants.values(), key=lambda g: (g.unit_id, g.role))
        if own.administers(grant.unit_id, organisation, now)
    ]
