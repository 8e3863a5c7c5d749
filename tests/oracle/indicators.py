"""What reports come to, indicator by indicator."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from cascade.directive.records import IndicatorRecord
from tests.oracle.history import History
from tests.oracle.obligations import Obligation
from tests.oracle.standings import added
from tests.oracle.trees import level_of


@dataclass(frozen=True)
class Total:
    """``reported``: how many obligations say something."""

    indicator: str
    accepted: Decimal
    submitted: Decimal
    reported: int


def totals(of: Iterable[Obligation], indicators: Sequence[IndicatorRecord]) -> list[Total]:
    """In the order of a task's indicators, over obligations by it."""
    every = list(of)
    return [
        Total(
            indicator.key,
            _sum(every, indicator.key, accepted=True),
            _sum(every, indicator.key, accepted=False),
            sum(any(key == indicator.key for key, *_ in o.values) for o in every),
        )
        for indicator in indicators
    ]


def _sum(of: Iterable[Obligation], indicator: str, *, accepted: bool) -> Decimal:
    return added(
        value
        for owed in of
        for key, value, is_accepted in owed.values
        if (key, is_accepted) == (indicator, accepted)
    )


def asked_by(
    history: History,
    of: Iterable[Obligation],
    task_id: UUID,
    day: date | None,
    levels: Sequence[str],
) -> list[Obligation]:
    """Those by one task, on one occurrence or all, of units of these levels or of all."""
    return [
        owed
        for owed in of
        if owed.task_id == task_id
        and day in (None, owed.occurrence)
        and (not levels or level_of(history, owed.unit_id) in levels)
    ]
