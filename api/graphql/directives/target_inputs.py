"""How much of something a task asks for, and what its reports tell in figures."""

from datetime import date
from decimal import Decimal

import strawberry

from api.graphql.runtime.ids import UnitId
from api.graphql.runtime.to_command import becomes, in_hundreds
from cascade.directive import target_commands as targets
from cascade.enums import NumberKind, TargetDirection


@becomes(targets.UnitTargetInput)
@in_hundreds
@strawberry.input
class UnitTargetInput:
    """One unit's own figure."""

    unit: UnitId
    """One of those of whom the task asks something."""
    amount: Decimal


@becomes(targets.LevelTargetInput)
@strawberry.input
class LevelTargetInput:
    """The figure of each unit of a level that has none of its own."""

    level: str
    amount: Decimal


@becomes(targets.QuotaInput)
@strawberry.input
class QuotaInput:
    """A target: so many of something, or so much. Give minimum or amount for all alike, a table by
    unit or by level, or both: a unit has its own figure, else its level's, else that of all.
    """

    minimum: int | None = strawberry.UNSET
    """At least so many, as a whole number."""
    stated_upper: int | None = strawberry.UNSET
    unit_of_measure: str
    stated: str
    amount: Decimal | None = strawberry.UNSET
    """In place of minimum: a decimal figure, of 15 digits before the point and 6 after it."""
    direction: TargetDirection = TargetDirection.AT_LEAST
    by_unit: list[UnitTargetInput] | None = strawberry.UNSET
    """500 at the most at once; ChangeTaskInput.targets adds to them, up to 5,000. Not where a lead
    shares the target."""
    by_level: list[LevelTargetInput] | None = strawberry.UNSET
    """Figures of levels, one for each that has one of its own."""


@becomes(targets.TargetInput)
@strawberry.input
class TargetInput:
    """What each obligation is to come to by an indicator."""

    amount: Decimal
    direction: TargetDirection = TargetDirection.AT_LEAST


@becomes(targets.IndicatorInput)
@strawberry.input
class IndicatorInput:
    """A figure that each report on the task gives: a field of its form, named with its unit of
    measure.
    """

    key: str
    name: str
    unit_of_measure: str
    number: NumberKind = NumberKind.DECIMAL
    required: bool = True
    """A report is refused that leaves it out."""
    target: TargetInput | None = strawberry.UNSET
    """What each obligation is to come to."""


@becomes(targets.ClosingInput)
@strawberry.input(one_of=True)
class DataClosingInput:
    """The day on which data close, in one of two ways."""

    days_before_due: int | None = strawberry.UNSET
    """0 to 366: so long before the day on which the document wants the report; of each period,
    where it recurs."""
    on: date | None = strawberry.UNSET
