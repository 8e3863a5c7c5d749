"""Officers of branches that have something to do: who they are, and what they can report on."""

import random
from collections.abc import AsyncIterator
from typing import Final
from uuid import UUID, uuid4

from api.cli.composing import Deployment
from api.nation.chart import ADMINISTRATOR
from bench.lived.reading import everything
from cascade.access.commands import GrantRole
from cascade.engine import Request
from cascade.enums import Role, TaskKind
from cascade.execution.commands import ObligationRef
from projections.query_args import ObligationFilter, ObligationOrder, Status

PAGE: Final = 100
PENDING: Final = ObligationFilter(
    status=(Status.PENDING,), task_kind=(TaskKind.CARRY_OUT, TaskKind.REPORT)
)


async def branches_at_random(deployment: Deployment, seed: int) -> list[UUID]:
    """All of them, each once."""
    units = (await deployment.engine.organisation()).units.values()
    branches = sorted(unit.unit_id for unit in units if unit.level == "branch")
    random.Random(seed).shuffle(branches)
    return branches


async def appoint(deployment: Deployment, branch: UUID, subject: str) -> None:
    """Let a subject act for a branch."""
    grant = GrantRole(subject=subject, unit=branch, role=Role.OFFICER)
    await deployment.engine.execute(grant, Request(ADMINISTRATOR, str(uuid4()), uuid4()))


async def open_to(deployment: Deployment, branch: UUID) -> AsyncIterator[ObligationRef]:
    """What a branch may report on, without a figure that is asked of it."""
    scope = await everything(deployment)
    async with deployment.services.rows() as reader:
        moment = await reader.live()
        page = await reader.obligations.of_unit(
            branch, PENDING, ObligationOrder.DUE_FIRST, PAGE, None, moment, scope
        )
    for edge in page.edges:
        row = edge.node
        if row.opens_at <= moment.clock and not row.has_quota:
            yield ObligationRef(
                directive=_plain(row.directive_id),
                unit=_plain(row.key.unit_id),
                task=_plain(row.key.task_id),
                occurrence=row.key.occurrence,
            )


def _plain(row_id: UUID) -> UUID:
    """The driver's ids are a subclass of UUID, of which no command can be made."""
    return UUID(int=row_id.int)
