"""Indicators: the figures that each report on a task gives, named with their units of measure.

They are the fields of a report's form ("biểu mẫu báo cáo").
"""

from collections.abc import Sequence
from typing import Final

from cascade.directive.records import IndicatorRecord, TargetRecord
from cascade.directive.refusals import DuplicateKey, TargetNotWhole, TooMany
from cascade.directive.rules.targets import check_amount
from cascade.directive.target_commands import IndicatorInput, TargetInput
from cascade.enums import NumberKind
from cascade.quantities import is_whole, shortest
from cascade.refusals import Problems

INDICATORS: Final = 30
"""Of one task: a form of one page."""


def indicator_records(
    indicators: Sequence[IndicatorInput], problems: Problems, *at: str | int
) -> tuple[IndicatorRecord, ...]:
    """The records of a task's indicators; adds what is wrong with them to the problems."""
    if len(indicators) > INDICATORS:
        problems.add(TooMany(f"At most {INDICATORS} indicators.", *at))
        problems.refuse_if_any()
    keys: set[str] = set()
    for index, each in enumerate(indicators):
        if each.key in keys:
            reason = f"Two indicators have the key {each.key!r}."
            problems.add(DuplicateKey(reason, *at, index, "key"))
        keys.add(each.key)
        _check_target(each, problems, *at, index, "target", "amount")
    return tuple(
        IndicatorRecord(
            key=each.key,
            name=each.name,
            unit_of_measure=each.unit_of_measure,
            number=each.number,
            required=each.required,
            target=_target(each.target),
        )
        for each in indicators
    )


def _check_target(indicator: IndicatorInput, problems: Problems, *at: str | int) -> None:
    if indicator.target is None:
        return
    check_amount(indicator.target.direction, indicator.target.amount, problems, *at)
    if indicator.number is NumberKind.WHOLE and not is_whole(indicator.target.amount):
        problems.add(TargetNotWhole("The indicator is told in whole numbers.", *at))


def _target(target: TargetInput | None) -> TargetRecord | None:
    if target is None:
        return None
    return TargetRecord(amount=shortest(target.amount), direction=target.direction)
