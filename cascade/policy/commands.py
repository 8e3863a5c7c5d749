"""What may be asked of a unit's standing rules."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cascade.enums import Urgency
from cascade.text_rules import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPolicy:
    """Set the rule of a key; days are working days from the reach."""

    unit: UUID
    key: Key
    valid_from: date
    types: tuple[Key, ...] = ()
    acknowledge_within_working_days: int | None = None
    pass_on_within_working_days: int | None = None
    final_report_within_working_days: int | None = None
    enter_within_working_days: int | None = None
    """Of the date that a document bears, by its issuer."""
    urgencies: tuple[Urgency, ...] = ()
