"""What mutations on obligations answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self
from uuid import UUID

import strawberry

from api.graphql.directives.reading import directives
from api.graphql.directives.types import Directive
from api.graphql.obligations.counting import count_open
from api.graphql.obligations.reading import obligations
from api.graphql.obligations.types import Obligation
from api.graphql.runtime import ids
from api.graphql.runtime.command_runner import Done
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.payload import Payload
from api.graphql.runtime.scalars import Count
from api.graphql.runtime.user_errors import UserError, path
from cascade.execution.commands import ExtendGroup, ObligationRef
from projections.query_args import ObligationKey


@strawberry.type
class ObligationOutcome:
    """What became of one of the obligations that a mutation names."""

    id: strawberry.ID = strawberry.field(
        deprecation_reason="Relay takes it for this object's own: ask for obligationId."
    )
    """As it was given."""
    obligation_id: strawberry.ID
    """Which obligation it is about, as it was given."""
    obligation: Obligation | None
    """As it stands at the position; null where the caller does not see it."""
    done: bool
    """True where the command took effect on it; the reasons stand in userErrors where not."""
    user_errors: list[UserError]
    """Why it took no effect on this obligation; empty where it did."""


async def outcomes(done: Done) -> list[ObligationOutcome]:
    """What a command came to for each obligation that it names, in its order."""
    if "outcomes" in done.answer:
        answered = done.answer.get("obligations")
        keys = (
            [_key(ref) for ref in done.command.obligations]
            if answered is None
            else [_answered(each) for each in answered]
        )
        errors = [[_error(each) for each in one["errors"]] for one in done.answer["outcomes"]]
    else:
        keys, errors = [_the_only(done)], [[]]
    found = await done.read(Obligation, obligations, keys)
    return [
        ObligationOutcome(
            id=(own_id := ids.encode(Kind.OBLIGATION, key)),
            obligation_id=own_id,
            obligation=obligation,
            done=not why,
            user_errors=why,
        )
        for key, obligation, why in zip(keys, found, errors, strict=True)
    ]


def _the_only(done: Done) -> ObligationKey:
    """The obligation of the answer, where that names it; else the command does."""
    answered = done.answer.get("obligation")
    return _key(done.command.obligation) if answered is None else _answered(answered)


def _answered(obligation: Mapping[str, str | None]) -> ObligationKey:
    task, unit, day = (obligation[name] for name in ("task", "unit", "occurrence"))
    assert task is not None
    assert unit is not None
    return ObligationKey(UUID(task), UUID(unit), date.fromisoformat(day) if day else None)


def _key(ref: ObligationRef) -> ObligationKey:
    return ObligationKey(ref.task, ref.unit, ref.occurrence)


def _error(error: Mapping[str, Any]) -> UserError:
    return UserError(field=path(error["field"]), code=error["code"], message=error["message"])


@strawberry.type
class ObligationsPayload(Payload):
    """One outcome for each id given, in its order; the accepted ones are one transaction.
    Obligations are as of the position; where the read models have not reached it in time, they are
    null and READ_MODEL_BEHIND is among the errors, and the command stands.
    """

    outcomes: list[ObligationOutcome] = strawberry.field(default_factory=list)
    """One for each id given, in its order."""

    @classmethod
    async def of(cls, done: Done) -> Self:
        return cls(outcomes=await outcomes(done))


@strawberry.type
class GroupPayload(Payload):
    """What a mutation on everything of a directive within a unit answers."""

    directive: Directive | None = None
    """As it stands at the position; null where it was refused, and where the read models have not
    reached it in time."""
    count: Count | None = None
    """How many obligations it found open. Null where the read models have not reached it in
    time."""

    @classmethod
    async def of(cls, done: Done) -> Self:
        if done.at is None:
            return cls()
        command = done.command
        (directive,) = await done.read(Directive, directives, [command.directive])
        due_before = command.due_at if isinstance(command, ExtendGroup) else None
        before = await done.source.rows.at_position(done.at.position - 1)
        count = await count_open(
            done.source, command.directive, command.under, command.tasks, due_before, before
        )
        return cls(directive=directive, count=Count(count))


@strawberry.type
class RemindPayload(Payload):
    """What a reminder answers."""

    count: Count | None = None
    """How many obligations it reminds of."""
    outcomes: list[ObligationOutcome] = strawberry.field(default_factory=list)
    """One for each obligation given; none for all that is overdue within a unit."""

    @classmethod
    async def of(cls, done: Done) -> Self:
        if "count" in done.answer:
            return cls(count=Count(done.answer["count"]))
        judged = await outcomes(done)
        return cls(count=Count(sum(outcome.done for outcome in judged)), outcomes=judged)
