"""What a report says of the indicators of its task."""

from collections.abc import Sequence

from cascade.directive.records import IndicatorRecord
from cascade.enums import NumberKind
from cascade.execution.commands import IndicatorValueInput
from cascade.execution.events import IndicatorValue
from cascade.execution.refusals import (
    IndicatorGivenTwice,
    IndicatorLeftOut,
    UnknownIndicator,
    ValueNotWhole,
)
from cascade.quantities import check_quantity, is_whole, shortest
from cascade.refusals import Problems


def check_values(
    values: Sequence[IndicatorValueInput],
    indicators: Sequence[IndicatorRecord],
    problems: Problems,
    *at: str | int,
) -> None:
    """Add what is wrong with a report's values to the problems."""
    by_key = {indicator.key: indicator for indicator in indicators}
    given: set[str] = set()
    for index, each in enumerate(values):
        indicator = by_key.get(each.indicator)
        if indicator is None:
            reason = f"The task has no indicator {each.indicator!r}."
            problems.add(UnknownIndicator(reason, *at, index, "indicator"))
        elif each.indicator in given:
            reason = f"{indicator.name} has a value already."
            problems.add(IndicatorGivenTwice(reason, *at, index, "indicator"))
        elif indicator.number is NumberKind.WHOLE and not is_whole(each.value):
            reason = f"{indicator.name} is told in whole numbers."
            problems.add(ValueNotWhole(reason, *at, index, "value"))
        given.add(each.indicator)
        check_quantity(problems, each.value, *at, index, "value")
    for indicator in indicators:
        if indicator.required and indicator.key not in given:
            reason = f"{indicator.name} ({indicator.key}) has no value."
            problems.add(IndicatorLeftOut(reason, *at))


def indicator_values(values: Sequence[IndicatorValueInput]) -> tuple[IndicatorValue, ...]:
    """Checked values, as the event keeps them."""
    return tuple(
        IndicatorValue(indicator=each.indicator, value=shortest(each.value)) for each in values
    )
