"""What may be asked of a unit's standing rules."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SetPolicy:
    """Set the rule of a key; days are working days from the reach."""

    unit: UUID
    key: str
    valid_from: date
    types: tuple[str, ...] = ()
    acknowledge_within_working_days: int | None = None
    pass_on_within_working_days: int | None = None
    final_report_within_working_days: int | None = None
