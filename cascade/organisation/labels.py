"""Labels of units, such as "xã biên giới", with the days on which they hold."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Label:
    """A label that a unit bears from a day to a day, both included; null: until it is taken."""

    name: str
    from_day: date
    to_day: date | None

    def holds_on(self, day: date) -> bool:
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)

    def includes(self, other: "Label") -> bool:
        """Whether nothing is said by the other that this one does not say."""
        ends_later = self.to_day is None or (
            other.to_day is not None and other.to_day <= self.to_day
        )
        return self.name == other.name and self.from_day <= other.from_day and ends_later


def without_label(labels: Iterable[Label], name: str, from_day: date) -> tuple[Label, ...]:
    """What is left of a unit's labels where it no longer bears one from a day on."""
    left = []
    for label in labels:
        if label.name != name or (label.to_day is not None and label.to_day < from_day):
            left.append(label)
        elif label.from_day < from_day:
            left.append(replace(label, to_day=from_day - timedelta(days=1)))
    return tuple(dict.fromkeys(left))
