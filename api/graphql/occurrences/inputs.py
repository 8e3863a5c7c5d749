"""What a unit declares to have happened."""

from datetime import datetime
from typing import Final
from uuid import UUID

import strawberry

from api.graphql.obligations.obligation_refs import NOBODYS, OBLIGATION
from api.graphql.runtime.ids import ObligationId, TaskId, UnitId
from api.graphql.runtime.source import Source
from api.graphql.runtime.to_command import Given, Read, becomes
from api.graphql.tasks.reading import tasks
from cascade.execution import commands as execution


async def _directive_of_task(given: Given, source: Source) -> UUID:
    (task,) = await tasks(source, [given["task"]], await source.live())
    # A plain UUID: a command is hashed as JSON, which the driver's own kind is not.
    return UUID(int=task.directive_id.int) if task else NOBODYS


DIRECTIVE_OF_TASK: Final = Read(_directive_of_task)


@becomes(execution.DeclareOccurrence, directive=DIRECTIVE_OF_TASK)
@strawberry.input
class DeclareOccurrenceInput:
    """What a task asks a report on has happened (its due rule counts from an occurrence). By the
    unit that bears the task: it owes a report on this one from now on.
    """

    idempotency_key: str
    task: TaskId
    """One whose due rule counts from an occurrence."""
    unit: UnitId
    """The unit that was addressed."""
    occurred_at: datetime
    """When it happened or was discovered: up to now, since the directive reached the unit."""
    label: str
    """What it is called; no person."""
    note: str | None = strawberry.UNSET
    """What else is to be said of it; no person."""


@becomes(execution.WithdrawOccurrence, obligation=OBLIGATION)
@strawberry.input
class WithdrawOccurrenceInput:
    """An occurrence was declared by mistake; possible while no report on it was submitted. Once
    that is overdue, only for whoever decides on it.
    """

    idempotency_key: str
    obligation: ObligationId
    """The one that asks for a report on the occurrence."""
    reason: str
    """Why it was none after all."""
