"""Due rules that count from an occurrence: so long after each one that a unit declares."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cascade.directive.commands import DueInput
from cascade.directive.records import DueRecord, OccurrenceTermRecord
from cascade.directive.refusals import DueNotUnderstood
from cascade.enums import DueKind
from cascade.refusals import Problems

ALLOWED: Final[Mapping[str, range]] = MappingProxyType(
    {"hours": range(1, 24 * 3_650 + 1), "days": range(3_651), "working_days": range(3_651)}
)
"""Ten years, as of anything that is counted. No day at all ends with the day itself."""


def after_occurrence(
    stated: str | None, due: DueInput, problems: Problems, *at: str | int
) -> DueRecord | None:
    """The record of such a rule; adds what is wrong with it to the problems. Null for any other."""
    for name, allowed in ALLOWED.items():
        field = f"{name}_after_occurrence"
        count = getattr(due, field)
        if count is None:
            continue
        if count not in allowed:
            reason = f"Give {allowed.start:,} to {allowed.stop - 1:,}."
            problems.add(DueNotUnderstood(reason, *at, field))
        return DueRecord(
            kind=DueKind.AFTER_OCCURRENCE,
            stated=stated,
            rule=f"{count} {name.replace('_', ' ')} after an occurrence",
            after_occurrence=OccurrenceTermRecord(**{name: count}),
        )
    return None
