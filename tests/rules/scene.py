"""What happens in the small organisation, and what the read models then say of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cascade.enums import Classification, Role
from projections.directives.rows import CitationRow, DirectiveRow
from projections.obligations.rows import ObligationRow, ProgressRow
from projections.query_args import (
    Moment,
    ObligationFilter,
    ObligationKey,
    ObligationOrder,
    ReadingGrant,
    Scope,
)
from projections.reach.rows import CascadeRow, HopRow
from projections.reader import Reader
from tests.harness.small_organisation import SmallOrganisation

ALL = ObligationFilter()
PAGE = 100


@dataclass
class Scene(SmallOrganisation):
    """Questions are asked live, after everything was projected, by who may see everything."""

    @property
    def everything(self) -> Scope:
        return Scope((ReadingGrant(self.ids["C"], Role.INSPECTOR, Classification.TOP_SECRET),))

    @property
    def codes(self) -> dict[UUID, str]:
        return {unit_id: code for code, unit_id in self.ids.items()}

    async def reader(self) -> Reader:
        ground = self.engine.ground
        await ground.project(self.engine.log, 5_000)
        return Reader(ground.database.readers, self.engine.log, self.engine.clock)

    async def _keys(self, rows: list[ObligationRow]) -> dict[str, ObligationRow]:
        async with await self.reader() as reader:
            moment = await reader.live()
            tasks = await reader.tasks.by_ids([row.key.task_id for row in rows], moment)
        codes = self.codes
        return {f"{codes[row.key.unit_id]}/{tasks[row.key.task_id].key}": row for row in rows}

    async def owed(self, directive_id: UUID) -> dict[str, ObligationRow]:
        """A directive's obligations by "unit/task", such as B1/1."""
        return await self._keys(await self.every(directive_id))

    async def every(
        self, directive_id: UUID, position: int | None = None, clock: datetime | None = None
    ) -> list[ObligationRow]:
        """A directive's obligations in the order of their due dates: live, at a position, or at one
        and by a clock.
        """
        async with await self.reader() as reader:
            moment = await (reader.at_position(position) if position else reader.live())
            moment = Moment(moment.position, clock or moment.clock)
            page = await reader.obligations.of_directive(
                directive_id,
                None,
                ALL,
                ObligationOrder.DUE_FIRST,
                PAGE,
                None,
                moment,
                self.everything,
            )
        return [edge.node for edge in page.edges]

    async def routed_to(self, code: str) -> set[str]:
        async with await self.reader() as reader:
            moment = await reader.live()
            page = await reader.obligations.routed_to(
                self.ids[code], ALL, PAGE, None, moment, self.everything
            )
        return set(await self._keys([edge.node for edge in page.edges]))

    async def progress(self, directive_id: UUID, under: str) -> ProgressRow:
        async with await self.reader() as reader:
            moment = await reader.live()
            return await reader.obligations.progress(
                self.ids[under], directive_id, ALL, moment, self.everything
            )

    async def total(self, directive_id: UUID, under: str) -> int:
        return (await self.progress(directive_id, under)).total

    async def due_kinds(self, directive_id: UUID) -> dict[str, str]:
        async with await self.reader() as reader:
            moment = await reader.live()
            tasks = await reader.tasks.of_directives([directive_id], moment)
        return {task.key: task.due.kind for task in tasks[directive_id]}

    async def reports(self, directive_id: UUID, owed: str) -> list[UUID]:
        """The ids of an obligation's reports, newest first."""
        ref = self.ref(directive_id, owed)
        key = ObligationKey(ref.task, ref.unit)
        async with await self.reader() as reader:
            moment = await reader.live()
            found = await reader.reports.of_obligations([key], moment)
        return [report.report_id for report in found[key]]

    async def cascade(self, directive_id: UUID) -> CascadeRow:
        async with await self.reader() as reader:
            moment = await reader.live()
            return await reader.cascades.reach(directive_id, None, moment, self.everything)

    async def hops(self, directive_id: UUID) -> dict[str, HopRow]:
        async with await self.reader() as reader:
            moment = await reader.live()
            page = await reader.cascades.hops(
                directive_id, None, PAGE, None, moment, self.everything
            )
        codes = self.codes
        return {codes[edge.node.unit_id]: edge.node for edge in page.edges}

    async def stalled(self, directive_id: UUID) -> list[str]:
        async with await self.reader() as reader:
            moment = await reader.live()
            page = await reader.cascades.stalled(
                directive_id, None, PAGE, None, moment, self.everything
            )
        codes = self.codes
        return sorted(codes[edge.node.unit_id] for edge in page.edges)

    async def directive(self, directive_id: UUID) -> DirectiveRow:
        async with await self.reader() as reader:
            moment = await reader.live()
            found = await reader.directives.by_ids([directive_id], moment, self.everything)
        return found[directive_id]

    async def citations(self, directive_id: UUID) -> tuple[CitationRow, ...]:
        async with await self.reader() as reader:
            moment = await reader.live()
            found = await reader.directives.citations([directive_id], moment)
        return found[directive_id]
