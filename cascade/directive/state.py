"""A directive as it stands: what was issued, and the days that its windows got since."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from cascade.directive.audience import Audience
from cascade.directive.events import DirectiveIssued, DirectiveRecorded, WindowDated
from cascade.directive.number import DocumentNumber
from cascade.directive.records import TaskRecord
from cascade.recorded import Recorded
from cascade.terms import CitationRelation


@dataclass(slots=True)
class Directive:
    """``version`` 0: there is none. Position and time are those of its first event."""

    version: int = 0
    position: int = 0
    recorded_at: datetime | None = None
    document: DirectiveIssued | DirectiveRecorded | None = None
    tasks: dict[UUID, TaskRecord] = field(default_factory=dict)
    datings: dict[str, WindowDated] = field(default_factory=dict)
    """The last dating of each window, by its key."""
    dues: dict[UUID, datetime] = field(default_factory=dict)
    """When each task is due that has a date of its own by now."""
    frozen: Audience | None = None
    """Everyone the directive addresses or charges; set by whoever first needs it."""

    def apply(self, recorded: Recorded) -> None:
        event = recorded.event
        match event:
            case DirectiveIssued():
                self._begin(event, recorded)
                self.tasks = {task.task_id: task for task in event.tasks}
                self.dues = {
                    task.task_id: task.due.due_at for task in event.tasks if task.due.due_at
                }
            case DirectiveRecorded():
                self._begin(event, recorded)
            case WindowDated():
                self.datings[event.key] = event
                self.dues.update({due.task_id: due.due_at for due in event.dues})
        self.version = event.originator_version

    def _begin(self, event: DirectiveIssued | DirectiveRecorded, recorded: Recorded) -> None:
        self.document = event
        self.position = recorded.position
        self.recorded_at = recorded.recorded_at

    @property
    def issued(self) -> DirectiveIssued | None:
        """The issue, where it was issued here."""
        return self.document if isinstance(self.document, DirectiveIssued) else None

    @property
    def number(self) -> DocumentNumber | None:
        return self.document.number if self.document else None

    @property
    def implemented_ids(self) -> list[UUID]:
        """The directives that this one implements, as far as they are known here."""
        if self.issued is None:
            return []
        return [
            citation.target_id
            for citation in self.issued.citations
            if citation.relation is CitationRelation.IMPLEMENTS and citation.target_id
        ]
