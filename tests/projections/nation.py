"""A told province, asked what is owed by a directive."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from cascade.database import Database
from projections.obligations.rows import ObligationRow
from projections.query_args import (
    ObligationFilter,
    ObligationKey,
    ObligationOrder,
    Status,
)
from projections.reader import Reader
from tests.harness.chronicle import Chronicle, known
from tests.projections.asking import projected, scope


class Nation:
    """A told province, asked about a directive."""

    def __init__(self, chronicle: Chronicle, database: Database) -> None:
        self.tell = chronicle
        self.database = database

    @asynccontextmanager
    async def reader(self) -> AsyncIterator[Reader]:
        """Of all that was told so far."""
        async with projected(self.database, self.tell) as reader:
            yield reader

    async def rows(
        self, directive: str, *, at: int | None = None, of: str = "C", under: str = "C"
    ) -> dict[tuple[str, str], ObligationRow]:
        """By task key and addressed unit."""
        async with self.reader() as reader:
            moment = await reader.live() if at is None else await reader.at_position(at)
            page = await reader.obligations.of_directive(
                known(directive), known(under), ObligationFilter(), ObligationOrder.DUE_FIRST,
                100, None, moment, scope(of),
            )  # fmt: skip
            tasks = await reader.tasks.by_ids([e.node.key.task_id for e in page.edges], moment)
            counts = await reader.obligations.progress(
                known(under), known(directive), ObligationFilter(), moment, scope(of)
            )
            withdrawn = sum(e.node.status is Status.WITHDRAWN for e in page.edges)
            assert (counts.total, counts.withdrawn) == (len(page.edges) - withdrawn, withdrawn)
            return {
                (tasks[e.node.key.task_id].key, name_of(e.node.key.unit_id)): e.node
                for e in page.edges
            }

    async def statuses(self, directive: str, **given: Any) -> dict[tuple[str, str], str]:
        rows = await self.rows(directive, **given)
        return {key: row.status.value for key, row in rows.items()}

    async def because(self, key: ObligationKey) -> list[str]:
        """The types of the events that made an obligation so."""
        async with self.reader() as reader:
            moment = await reader.live()
            return [row.type for row in await reader.obligations.because(key, moment, scope("C"))]


NAMES = {
    known(name): name
    for name in (
        *("C", "P1", "P2", "W1", "W2", "W3", "W4", "W8", "W9"),
        *(f"B{n}" for n in range(1, 10)),
    )
}


def name_of(unit_id: Any) -> str:
    return NAMES[unit_id]
