"""Targets: how much of something a task asks for, of all alike, by level, or of each unit.

A quota of the documents ("ít nhất 5 tin, bài"), and what a programme hands out in its appendix ("xã
A: 120 căn, xã B: 80 căn").
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, TypeAlias
from uuid import UUID

from cascade.directive.records import LevelTarget, QuotaRecord, UnitTarget
from cascade.directive.refusals import (
    QuotaBelowOne,
    TargetGivenTwice,
    TargetOfNothing,
    TargetOutsideAudience,
    TargetsOfSharers,
    TargetWithoutFigure,
    TooMany,
)
from cascade.directive.target_commands import (
    ChangeTargetInput,
    LevelTargetInput,
    QuotaInput,
    UnitTargetInput,
)
from cascade.enums import TargetDirection
from cascade.organisation.refusals import UnitNotFound, UnknownLevel
from cascade.organisation.state import Organisation
from cascade.quantities import check_quantity, shortest
from cascade.refusals import Problems

QUOTA_AT_MOST: Final = 2_147_483_647
"""What an Int of the API holds."""
UNIT_TARGETS: Final = 5_000
"""Rows of one table, all of them in one event: as many as an audience has units by name."""

Asks: TypeAlias = Callable[[UUID], bool]
"""Whether a task is asked of a unit that there is or was."""


def quota_record(
    organisation: Organisation, quota: QuotaInput, asks: Asks, problems: Problems, *at: str | int
) -> QuotaRecord:
    """The record of a quota; adds what is wrong with it to the problems."""
    _check_figure(quota, problems, *at)
    if len(quota.by_unit) > UNIT_TARGETS:
        problems.add(TooMany(f"At most {UNIT_TARGETS:,} units.", *at, "by_unit"))
        problems.refuse_if_any()
    table = _Table(organisation, quota.direction, problems)
    for index, row in enumerate(quota.by_unit):
        table.check_unit(row, asks, *at, "by_unit", index)
    for index, level in enumerate(quota.by_level):
        table.check_level(level, *at, "by_level", index)
    return QuotaRecord(
        minimum=quota.minimum,
        stated_upper=quota.stated_upper,
        unit_of_measure=quota.unit_of_measure,
        stated=quota.stated,
        amount=None if quota.amount is None else shortest(quota.amount),
        direction=quota.direction,
        by_unit=_in_order({row.unit: row.amount for row in quota.by_unit}),
        by_level=tuple(
            LevelTarget(level=row.level, amount=shortest(row.amount)) for row in quota.by_level
        ),
    )


def with_targets(
    organisation: Organisation,
    quota: QuotaRecord,
    changes: Sequence[ChangeTargetInput],
    asks: Asks,
    problems: Problems,
    *at: str | int,
) -> QuotaRecord:
    """A quota with other figures of some units; adds what is wrong with them to the problems."""
    table = _Table(organisation, quota.direction, problems)
    before = {row.unit_id: row.amount for row in quota.by_unit}
    amounts = dict(before)
    for index, change in enumerate(changes):
        amount = amounts.get(change.unit, Decimal(1)) if change.amount is None else change.amount
        row = UnitTargetInput(unit=change.unit, amount=amount)
        table.check_unit(row, lambda unit_id: unit_id in before or asks(unit_id), *at, index)
        amounts[change.unit] = amount
        if change.amount is None:
            del amounts[change.unit]
    if len(amounts) > UNIT_TARGETS:
        problems.add(TooMany(f"At most {UNIT_TARGETS:,} units.", *at))
    return replace(quota, by_unit=_in_order(amounts))


def check_shared(
    quota: QuotaRecord | None, is_led: bool, problems: Problems, *at: str | int
) -> None:
    """Add where a table is given to units that are to come to one figure together."""
    if quota is not None and is_led and (quota.by_unit or quota.by_level):
        reason = "It is shared with the lead: give one figure, or no lead."
        problems.add(TargetsOfSharers(reason, *at))


class _Table:
    """Judges the rows of one table, each of which stands there once."""

    def __init__(
        self, organisation: Organisation, direction: TargetDirection, problems: Problems
    ) -> None:
        self.organisation = organisation
        self.direction = direction
        self.problems = problems
        self._given: set[UUID | str] = set()

    def check_unit(self, row: UnitTargetInput, asks: Asks, *at: str | int) -> None:
        unit = self.organisation.units.get(row.unit)
        if unit is None:
            self.problems.add(UnitNotFound("There is no such unit.", *at, "unit"))
        elif not asks(row.unit):
            reason = f"The task asks nothing of {unit.name}."
            self.problems.add(TargetOutsideAudience(reason, *at, "unit"))
        self._check(row.unit, "unit", row.amount, *at)

    def check_level(self, row: LevelTargetInput, *at: str | int) -> None:
        if row.level not in self.organisation.levels:
            self.problems.add(UnknownLevel(f"There is no level {row.level!r}.", *at, "level"))
        self._check(row.level, "level", row.amount, *at)

    def _check(self, key: UUID | str, field: str, amount: Decimal, *at: str | int) -> None:
        if key in self._given:
            self.problems.add(TargetGivenTwice("It has a row already.", *at, field))
        self._given.add(key)
        check_amount(self.direction, amount, self.problems, *at, "amount")


def check_amount(
    direction: TargetDirection, amount: Decimal, problems: Problems, *at: str | int
) -> None:
    """Add why a figure is none that a target of this direction could have."""
    check_quantity(problems, amount, *at)
    if amount == 0 and direction is TargetDirection.AT_LEAST:
        problems.add(TargetOfNothing("Ask for more than 0, or for at most 0.", *at))


def _check_figure(quota: QuotaInput, problems: Problems, *at: str | int) -> None:
    minimum, amount, upper = quota.minimum, quota.amount, quota.stated_upper
    if minimum is not None and not 1 <= minimum <= QUOTA_AT_MOST:
        problems.add(QuotaBelowOne("A quota asks for at least 1.", *at, "minimum"))
    if upper is not None and upper < (minimum or amount or 1):
        problems.add(QuotaBelowOne("It lies under the minimum.", *at, "stated_upper"))
    if minimum is not None and amount is not None:
        problems.add(TargetWithoutFigure("Give minimum or amount, not both.", *at, "amount"))
    elif minimum is not None and quota.direction is not TargetDirection.AT_LEAST:
        reason = "A minimum is at least so many; give an amount."
        problems.add(TargetWithoutFigure(reason, *at, "minimum"))
    elif minimum is None and amount is None and not (quota.by_unit or quota.by_level):
        problems.add(TargetWithoutFigure("How many or how much?", *at, "amount"))
    if amount is not None:
        check_amount(quota.direction, amount, problems, *at, "amount")


def _in_order(amounts: dict[UUID, Decimal]) -> tuple[UnitTarget, ...]:
    return tuple(
        UnitTarget(unit_id=unit_id, amount=shortest(amounts[unit_id]))
        for unit_id in sorted(amounts)
    )
