"""One obligation, as the task and the reach make it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from cascade.directive.records import IndicatorRecord, OccurrenceRecord
from cascade.enums import ObligationRole, TaskKind
from cascade.execution.rules.reach import Reach
from cascade.execution.state import Occurrence


@dataclass(frozen=True, slots=True)
class Obligation:
    """One obligation as the task and the reach make it, before any act on it."""

    unit_id: UUID
    bearer_id: UUID
    task_id: UUID
    kind: TaskKind
    role: ObligationRole
    reach: Reach
    due_at: datetime | None
    judge_ids: tuple[UUID, ...]
    """Units any of which decides on it."""
    opens_at: datetime
    charged_at: int = 0
    """The position from which the task charges the unit."""
    occurrence: OccurrenceRecord | None = None
    """Of the periods in which the task recurs."""
    occurrence_due_at: datetime | None = None
    """As it was first given, where the task recurs or the report is on what occurred."""
    is_recalled: bool = False
    """Every relay that reached the unit was recalled."""
    needs_acceptance: bool = False
    on_occurrence: bool = False
    target: Decimal | None = None
    """How much is asked of it by the task's quota; null: it has none."""
    indicators: tuple[IndicatorRecord, ...] = ()
    shares_with_group: bool = False
    """The quota is shared by a group, too: its sum is a stream of its own."""
    sharers: tuple[UUID, ...] = ()
    """Lead and coordinating units, where the quota is shared."""
    declared: Occurrence | None = None
    """The occurrence that the unit declared, where the report is on one."""

    @property
    def judge_id(self) -> UUID:
        """Who decides on it, before all others."""
        return self.judge_ids[0]
