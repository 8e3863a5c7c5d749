"""Which directives ask something without an end, folded from the stream that tells them all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from cascade.directive.events import OpenEndedNoted
from cascade.directive.records import TaskRecord
from cascade.events import Event, next_place
from cascade.identifiers import OPEN_ENDED
from cascade.recorded import Recorded


@dataclass(slots=True)
class OpenEndedDirectives:
    """In the order of their noting; those that ended are among them."""

    version: int = 0
    directive_ids: dict[UUID, None] = field(default_factory=dict)

    def apply(self, recorded: Recorded) -> None:
        """Take in the stream's next event."""
        event = recorded.event
        if isinstance(event, OpenEndedNoted):
            self.directive_ids[event.directive_id] = None
        self.version = event.originator_version

    def note(self, directive_id: UUID, now: datetime) -> list[Event]:
        """What there is to note of a directive that asks something without an end."""
        if directive_id in self.directive_ids:
            return []
        place = next_place(OPEN_ENDED, self.version, now)
        return [OpenEndedNoted(**place, directive_id=directive_id)]


def asks_without_an_end(tasks: Iterable[TaskRecord]) -> bool:
    return any(due.open_ended is not None for task in tasks for _, due in task.rules)
