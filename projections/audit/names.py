"""What ids are called at the moment."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final
from uuid import UUID

from cascade.events import Event


@dataclass(frozen=True, slots=True)
class Names:
    """Units by name, directives by number, tasks by key. What may not be told is missing."""

    units: Mapping[UUID, str]
    directives: Mapping[UUID, str]
    tasks: Mapping[UUID, str]

    def unit(self, unit_id: UUID) -> str:
        return self.units.get(unit_id, "a unit")

    def directive(self, directive_id: UUID) -> str:
        return self.directives.get(directive_id, "a directive")

    def task(self, task_id: UUID) -> str:
        key = self.tasks.get(task_id, "")
        return _ADDED.get(key, f"task {key}".rstrip())


_ADDED: Final = {
    "@pass-on": "passing it on",
    "@policy-acknowledge": "the acknowledgement that a policy asks for",
    "@policy-pass-on": "the passing on that a policy asks for",
    "@policy-final-report": "the final report that a policy asks for",
    "@policy-enter": "the entry in time that a policy asks for",
}


def mentioned(event: Event) -> set[UUID]:
    """The ids whose names a sentence may use: all that stand in the event's fields."""
    values = (getattr(event, field.name) for field in fields(event))
    return {value for value in values if isinstance(value, UUID)}


def said_at(instant: datetime | date) -> str:
    """An instant, for a sentence."""
    return f"{instant:%Y-%m-%d %H:%M} UTC"


def counted(number: int, one: str, several: str | None = None) -> str:
    """A number and what is counted."""
    return f"{number} {one if number == 1 else several or one + 's'}"
