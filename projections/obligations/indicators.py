"""What reports say of their tasks' indicators: of each obligation, and summed up the tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from cascade.directive.records import IndicatorRecord
from cascade.quantities import NOTHING
from projections.engine.records import grouped
from projections.engine.session import Range
from projections.obligations.counting import Counting
from projections.obligations.statements import indicators as statements
from projections.organisation.places import ORDINAL_DIGITS
from projections.query_args import (
    ONCE,
    Edge,
    Key,
    Moment,
    ObligationFilter,
    ObligationKey,
    Page,
    Scope,
)
from projections.tasks.reading import key_columns
from projections.tasks.rows import TaskRow


@dataclass(frozen=True, slots=True)
class IndicatorsAsked:
    """Which reports: on a task, on one occurrence or all, of units of these levels or of all."""

    task: TaskRow
    occurrence: date | None
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorTotalRow:
    """What several obligations come to. ``reported``: how many of them say something."""

    indicator: IndicatorRecord
    accepted: Decimal = NOTHING
    submitted: Decimal = NOTHING
    reported: int = 0


@dataclass(frozen=True, slots=True)
class UnitIndicatorTotalsRow:
    unit_id: UUID
    totals: tuple[IndicatorTotalRow, ...]


@dataclass(frozen=True, slots=True)
class ReportFieldRow:
    """What one obligation comes to: null where no report says anything."""

    indicator: IndicatorRecord
    accepted: Decimal | None
    submitted: Decimal | None

    @property
    def target_met(self) -> bool | None:
        """By what was accepted; null without a target."""
        target = self.indicator.target
        if target is None:
            return None
        return self.accepted is not None and target.direction.is_met(target.amount, self.accepted)


class Indicators(Counting):
    """Of what the principal sees, and of who bears it at the moment."""

    async def totals(
        self, unit_id: UUID, asked: IndicatorsAsked, moment: Moment, scope: Scope
    ) -> tuple[IndicatorTotalRow, ...]:
        """Over a unit and every unit under it."""
        borne = await self._session.subtree(unit_id, moment)
        if borne is None:
            return _form(asked.task, {})
        arguments = await self._arguments(borne, asked, moment, scope)
        rows = await self._session.rows(statements.totals, **arguments)
        return _form(asked.task, {row["indicator"]: row for row in rows})

    async def totals_by_child(
        self,
        unit_id: UUID,
        asked: IndicatorsAsked,
        first: int,
        after: Key | None,
        moment: Moment,
        scope: Scope,
    ) -> Page[UnitIndicatorTotalsRow]:
        """Every child of the unit, each with all under it."""
        borne = await self._session.subtree(unit_id, moment)
        if borne is None:
            return Page((), has_next=False)
        below = Range(Range.alone(borne.low).high, borne.high)
        after_code, after_unit_id = after or (None, None)
        rows = await self._session.rows(
            statements.totals_by_child,
            **await self._arguments(below, asked, moment, scope),
            unit_id=unit_id,
            head_length=len(borne.low) + ORDINAL_DIGITS,
            after_code=after_code,
            after_unit_id=after_unit_id,
            row_limit=first + 1,
        )
        edges = [
            Edge(_of_child(asked.task, child[1], of_child), (child[0], str(child[1])))
            for child, of_child in groupby(rows, lambda row: (row["code"], row["unit_id"]))
        ]
        return Page(tuple(edges[:first]), has_next=len(edges) > first)

    async def of_obligations(
        self, tasks: Mapping[ObligationKey, TaskRow], moment: Moment
    ) -> dict[ObligationKey, tuple[ReportFieldRow, ...]]:
        """Whether they are seen is the caller's to check."""
        rows = await self._session.rows(
            statements.of_obligations, **key_columns(list(tasks)), p=moment.position
        )
        found = grouped(rows, _key)
        return {key: _fields(task, found.get(key, ())) for key, task in tasks.items()}

    async def _arguments(
        self, borne: Range, asked: IndicatorsAsked, moment: Moment, scope: Scope
    ) -> dict[str, Any]:
        task = asked.task
        wanted = ObligationFilter(task_ids=(task.task_id,))
        return {
            **await self._asked(borne, task.directive_id, wanted, moment, scope),
            "task_id": task.task_id,
            "occurrence": asked.occurrence,
            "levels": list(asked.levels),
        }


def _form(task: TaskRow, rows: Mapping[str, Any]) -> tuple[IndicatorTotalRow, ...]:
    """In the order of the task's indicators; those of which nothing is said come to nothing."""
    return tuple(
        IndicatorTotalRow(indicator, row["accepted"], row["submitted"], row["reported"])
        if (row := rows.get(indicator.key))
        else IndicatorTotalRow(indicator)
        for indicator in task.indicators or ()
    )


def _of_child(task: TaskRow, unit_id: UUID, rows: Any) -> UnitIndicatorTotalsRow:
    by_key = {row["indicator"]: row for row in rows}
    return UnitIndicatorTotalsRow(unit_id, _form(task, by_key))


def _fields(task: TaskRow, rows: Sequence[Any]) -> tuple[ReportFieldRow, ...]:
    by_key = {row["indicator"]: (row["accepted"], row["submitted"]) for row in rows}
    return tuple(
        ReportFieldRow(indicator, *by_key.get(indicator.key, (None, None)))
        for indicator in task.indicators or ()
    )


def _key(row: Any) -> ObligationKey:
    day: date = row["occurrence"]
    return ObligationKey(row["task_id"], row["unit_id"], None if day == ONCE else day)
