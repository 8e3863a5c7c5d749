"""The product's sums of what reports say beside the model's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from projections.obligations.indicators import IndicatorsAsked, IndicatorTotalRow
from projections.obligations.rows import ObligationRow
from projections.query_args import Moment as ProductMoment
from projections.query_args import Scope
from projections.reader import Reader
from tests.oracle.directives import Task, issued, tasks
from tests.oracle.history import History, Moment
from tests.oracle.indicators import Total, asked_by, totals
from tests.oracle.obligations import borne_within, obligations
from tests.oracle.trees import level_of, tree_at
from tests.properties.forms import all_pages, assert_equal


@dataclass(frozen=True)
class FiguresOf:
    """What reports on tasks with a form come to, as a scope shows it at a moment."""

    reader: Reader
    history: History
    moment: Moment
    scope: Scope
    page: int

    @property
    def at(self) -> ProductMoment:
        return ProductMoment(self.moment.position, self.moment.clock)

    async def compare(self, unit_id: UUID) -> None:
        """Of a unit, and of each of its children."""
        for task in self._with_form():
            rows = await self.reader.tasks.by_ids([task.record.task_id], self.at)
            for day, levels in self._questions(task):
                asked = IndicatorsAsked(rows[task.record.task_id], day, levels)
                found = await self.reader.indicators.totals(unit_id, asked, self.at, self.scope)
                assert_equal(
                    [_told(row) for row in found], self._true(unit_id, task, asked), unit_id
                )
                await self._children(unit_id, task, asked)

    def _with_form(self) -> Iterator[Task]:
        for directive in issued(self.history, self.moment.position).values():
            for task in tasks(self.history, self.moment.position, directive):
                if task.record.indicators:
                    yield task

    def _questions(self, task: Task) -> Iterator[tuple[date | None, tuple[str, ...]]]:
        """All of it, and one occurrence at one level."""
        yield None, ()
        every = obligations(self.history, self.moment)
        for owed in [o for o in every if o.task_id == task.record.task_id][-1:]:
            yield owed.occurrence, (level_of(self.history, owed.unit_id),)

    def _true(self, unit_id: UUID, task: Task, asked: IndicatorsAsked) -> list[Total]:
        below = borne_within(self.history, self.moment, unit_id)
        wanted = task.record.task_id, asked.occurrence, asked.levels
        return totals(asked_by(self.history, below, *wanted), task.record.indicators)

    async def _children(self, unit_id: UUID, task: Task, asked: IndicatorsAsked) -> None:
        rows = await all_pages(
            lambda first, after: self.reader.indicators.totals_by_child(
                unit_id, asked, first, after, self.at, self.scope
            ),
            self.page,
        )
        units = tree_at(self.history, self.moment.position).units
        assert_equal(
            {row.unit_id: [_told(total) for total in row.totals] for row in rows},
            {
                child: self._true(child, task, asked)
                for child, unit in units.items()
                if unit.parent_id == unit_id
            },
            unit_id,
        )

    async def closings(self, rows: list[ObligationRow]) -> None:
        """The days on which the data of reports close, of all that is owed."""
        dues = {row.key: row.given_due_at for row in rows}
        found = await self.reader.tasks.closings(dues, self.at)
        assert {(key.task_id, key.unit_id, key.occurrence): day for key, day in found.items()} == {
            owed.id: owed.data_close_on
            for owed in obligations(self.history, self.moment)
            if owed.data_close_on
        }


class Side(Protocol):
    """What is compared, and how much at a time."""

    reader: Reader
    history: History
    moment: Moment
    page: int

    @property
    def everything(self) -> Scope: ...


def figures_of(side: Side) -> FiguresOf:
    """For whom may see everything."""
    return FiguresOf(side.reader, side.history, side.moment, side.everything, side.page)


def _told(row: IndicatorTotalRow) -> Total:
    return Total(row.indicator.key, row.accepted, row.submitted, row.reported)
