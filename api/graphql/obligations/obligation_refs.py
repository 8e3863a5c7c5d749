"""Obligations as commands know them: with their directives, which their ids do not name."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from api.graphql.runtime.source import Source
from api.graphql.runtime.to_command import Given, Read
from api.graphql.tasks.reading import tasks
from cascade.execution.commands import ObligationRef
from projections.query_args import ObligationKey

NOBODYS: Final = UUID(int=0)
"""The id of no directive: the command answers that there is no such obligation."""


async def obligation_refs(
    keys: Sequence[ObligationKey], source: Source
) -> tuple[ObligationRef, ...]:
    """The obligations of these keys, in their order."""
    found = await tasks(source, [key.task_id for key in keys], await source.live())
    return tuple(
        ObligationRef(
            # A plain UUID: a command is hashed as JSON, which the driver's own kind is not.
            directive=UUID(int=task.directive_id.int) if task else NOBODYS,
            unit=key.unit_id,
            task=key.task_id,
            occurrence=key.occurrence,
        )
        for key, task in zip(keys, found, strict=True)
    )


async def _one(given: Given, source: Source) -> ObligationRef:
    (ref,) = await obligation_refs([given["obligation"]], source)
    return ref


async def _each(given: Given, source: Source) -> tuple[ObligationRef, ...]:
    return await obligation_refs(given["obligations"], source)


OBLIGATION: Final = Read(_one)
"""What the field ``obligation`` of a command is made of."""
OBLIGATIONS: Final = Read(_each)
"""What the field ``obligations`` of a command is made of."""
