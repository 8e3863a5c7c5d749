"""What may be recorded, and which days a window gets. Pure."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from cascade.content import AttachmentRecord
from cascade.days import end_of_day
from cascade.directive.commands import DateWindow, RecordDirective
from cascade.directive.decisions.issuing import Surroundings
from cascade.directive.events import DirectiveIssued, DirectiveRecorded, WindowDated
from cascade.directive.records import DueRecord, TaskDue
from cascade.directive.refusals import (
    IssuedInTheFuture,
    UnknownWindow,
    WindowBackwards,
    WindowBeforeIssue,
)
from cascade.directive.rules.in_force import in_force
from cascade.directive.rules.validity import asked_from
from cascade.directive.rules.window_dues import day_by_window
from cascade.directive.state import Directive
from cascade.enums import DueKind
from cascade.events import Event, next_place
from cascade.numbering.number import DocumentNumber
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
    around: Surroundings, directive: Directive, command: DateWindow
) -> list[Event]:
    """Date a window; nothing where it has these days already. Raises Refused."""
    issued = in_force(directive, around.now, "directive")
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
    return [
        WindowDated(
            **next_place(issued.originator_id, directive.version, around.now),
            key=command.key,
            from_day=command.from_day,
            to_day=command.to_day,
            dues=tuple(_dues(around, directive, issued, command)),
        )
    ]


def _dues(
    around: Surroundings, directive: Directive, issued: DirectiveIssued, command: DateWindow
) -> Iterator[TaskDue]:
    """What falls due by the window."""
    for task in directive.tasks.values():
        if task.due.kind is DueKind.WINDOW and task.due.window == command.key:
            day = _day(around, task.due, issued, command)
            due_at = end_of_day(day, around.organisation.zone)
            yield TaskDue(task_id=task.task_id, due_on=day, due_at=due_at)


def _day(
    around: Surroundings, due: DueRecord, issued: DirectiveIssued, command: DateWindow
) -> date:
    first, last = command.from_day, command.to_day
    try:
        return day_by_window(due, first, last, around.calendar, asked_from(issued))
    except Refused as refused:
        raise Refused(*(type(each)(str(each), "to_day") for each in refused.reasons)) from refused
