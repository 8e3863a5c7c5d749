"""What may be recorded, and which days a window gets. Pure."""

from datetime import datetime
from uuid import UUID

from cascade.content import AttachmentRecord
from cascade.days import end_of_day
from cascade.directive.commands import DateWindow, RecordDirective
from cascade.directive.decisions.issuing import Surroundings
from cascade.directive.events import DirectiveRecorded, WindowDated
from cascade.directive.records import TaskDue
from cascade.directive.refusals import (
    IssuedInTheFuture,
    UnknownWindow,
    WindowBackwards,
    WindowBeforeIssue,
)
from cascade.directive.rules.in_force import in_force
from cascade.directive.state import Directive
from cascade.enums import DueKind
from cascade.events import Event, next_place
from cascade.numbering.number import DocumentNumber
from cascade.organisation.state import Organisation
from cascade.refusals import Problems, Refused


def decide_record(
    around: Surroundings,
    command: RecordDirective,
    directive_id: UUID,
    number: DocumentNumber | None,
    files: tuple[AttachmentRecord, ...],
) -> DirectiveRecorded:
    """Record a known document; raises Refused. Who stands for an ended issuer speaks for it."""
    organisation, problems = around.organisation, Problems()
    issuer = organisation.known(command.issuer, "issuer")
    if command.issued_on > around.today:
        problems.add(IssuedInTheFuture("A document is dated today or earlier.", "issued_on"))
    problems.refuse_if_any()
    return DirectiveRecorded(
        **next_place(directive_id, 0, around.now),
        recorded_by_id=command.recorded_by,
        issuer_id=issuer.unit_id,
        issuer_name_then=issuer.name_on(command.issued_on),
        type=command.type,
        number=number,
        subject=command.subject,
        issued_on=command.issued_on,
        classification=command.classification,
        attachments=files,
        by_its_issuer=command.recorded_by in (issuer.unit_id, organisation.heir(issuer.unit_id)),
        place_of_issue=command.place_of_issue,
    )


def decide_date_window(
    organisation: Organisation, directive: Directive, command: DateWindow, now: datetime
) -> list[Event]:
    """Date a window; nothing where it has these days already."""
    issued = in_force(directive, "directive")
    window = next((window for window in issued.windows if window.key == command.key), None)
    if window is None:
        raise Refused(UnknownWindow(f"It names no window {command.key!r}.", "key"))
    if command.to_day < command.from_day:
        raise Refused(WindowBackwards("The window ends before it begins.", "to_day"))
    if command.to_day < issued.issued_on:
        raise Refused(WindowBeforeIssue("The window ends before the issue.", "to_day"))
    dated = directive.datings.get(command.key)
    standing = (dated.from_day, dated.to_day) if dated else (window.from_day, window.to_day)
    if standing == (command.from_day, command.to_day):
        return []
    end = end_of_day(command.to_day, organisation.zone)
    dues = tuple(
        TaskDue(task_id=task.task_id, due_on=command.to_day, due_at=end)
        for task in directive.tasks.values()
        if task.due.kind is DueKind.WINDOW and task.due.window == command.key
    )
    return [
        WindowDated(
            **next_place(issued.originator_id, directive.version, now),
            key=command.key,
            from_day=command.from_day,
            to_day=command.to_day,
            dues=dues,
        )
    ]
