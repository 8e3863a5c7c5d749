"""Due rules that count days or months: from the issue, from the day on which a directive takes
effect, or from its receipt.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from cascade.calendar.state import Calendar
from cascade.directive.commands import DueInput
from cascade.directive.records import DueRecord
from cascade.directive.refusals import DueNotUnderstood
from cascade.directive.rules.validity import months_after
from cascade.enums import DueKind
from cascade.refusals import Problems, Refused

DAYS: Final = range(3_651)
"""From the very same day to ten years later."""
MONTHS: Final = range(121)
WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "days_after_issue": "days after issue",
        "working_days_after_issue": "working days after issue",
        "days_after_effect": "days after effect",
        "months_after_effect": "months after effect",
        "days_after_receipt": "days after receipt",
        "working_days_after_receipt": "working days after receipt",
    }
)
"""By its field of the input, how such a rule is worded after its count."""


@dataclass(frozen=True, slots=True)
class CountedDays:
    """What days are counted by, and from where."""

    calendar: Calendar
    issued_on: date
    effective_on: date
    problems: Problems

    def fix(
        self, stated: str | None, due: DueInput, field: str, *at: str | int
    ) -> tuple[DueRecord, date | None]:
        """The rule of a field, and the day to which it comes, where that is the same for all; adds
        what is wrong with it to the problems.
        """
        count, record = getattr(due, field), DueRecord(kind=DueKind.RELATIVE, stated=stated)
        bounds = MONTHS if field == "months_after_effect" else DAYS
        if count not in bounds:
            most = f"Give 0 to {bounds.stop - 1:,}."
            self.problems.add(DueNotUnderstood(most, *at))
            return record, None
        record = replace(record, rule=f"{count} {WORDS[field]}")
        match field:
            case "days_after_receipt":
                return replace(record, days=count), None
            case "working_days_after_receipt":
                return replace(record, working_days=count), None
            case "working_days_after_issue":
                record = replace(record, working_days_after_issue=count)
        try:
            return record, self._day(field, count)
        except Refused as refused:
            for reason in refused.reasons:
                self.problems.add(DueNotUnderstood(str(reason), *at))
            return record, None

    def _day(self, field: str, count: int) -> date:
        match field:
            case "days_after_issue":
                return self.issued_on + timedelta(days=count)
            case "days_after_effect":
                return self.effective_on + timedelta(days=count)
            case "months_after_effect":
                return months_after(self.effective_on, count)
            case _:
                return self.calendar.working_days_after(self.issued_on, count)
