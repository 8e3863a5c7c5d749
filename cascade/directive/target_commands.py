"""How much tasks ask for, which figures their reports give, and of which day, as a user says it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from cascade.enums import NumberKind, TargetDirection
from cascade.text_rules import Key, Line, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTargetInput:
    """One unit's own figure."""

    unit: UUID
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelTargetInput:
    """The figure of each unit of a level that has none of its own."""

    level: Word
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaInput:
    """So many of something. ``minimum`` is the figure as a whole number, ``amount`` as a decimal
    one; null is both where units or levels alone have figures.
    """

    minimum: int | None = None
    unit_of_measure: Line
    stated: Line
    stated_upper: int | None = None
    amount: Decimal | None = None
    direction: TargetDirection = TargetDirection.AT_LEAST
    by_unit: tuple[UnitTargetInput, ...] = ()
    by_level: tuple[LevelTargetInput, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTargetInput:
    """Another figure of one unit; null: none of its own any more."""

    unit: UUID
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetInput:
    """What an indicator is to come to."""

    amount: Decimal
    direction: TargetDirection = TargetDirection.AT_LEAST


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorInput:
    """A figure that each report on the task gives."""

    key: Key
    name: Line
    unit_of_measure: Line
    number: NumberKind = NumberKind.DECIMAL
    required: bool = True
    target: TargetInput | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingInput:
    """The day up to which reports count ("số liệu chốt đến ngày 14"): exactly one of these."""

    days_before_due: int | None = None
    on: date | None = None
