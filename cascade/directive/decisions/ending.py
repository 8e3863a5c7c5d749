"""How a directive ends, and how its wording is put right."""

from datetime import datetime

from cascade.directive.commands import CorrectDirective, RevokeDirective, SupersedeDirective
from cascade.directive.events import (
    DirectiveCorrected,
    DirectiveIssued,
    DirectiveRecorded,
    DirectiveRevoked,
    DirectiveSuperseded,
)
from cascade.directive.records import CorrectionRecord, TaskRecord
from cascade.directive.refusals import (
    DirectiveNotInForce,
    NothingToCorrect,
    SupersededByEarlier,
    SupersedesItself,
    TaskGivenTwice,
    TooMany,
    UnknownTask,
)
from cascade.directive.rules.in_force import require_standing
from cascade.directive.rules.tasks import TASKS_AT_ONCE
from cascade.directive.state import Directive
from cascade.events import Event, next_place
from cascade.refusals import Problems, Refused


def decide_supersede(
    directive: Directive, by: Directive, command: SupersedeDirective, now: datetime
) -> list[Event]:
    """Another directive takes this one's place; nothing where that very one has. Raises
    Refused.
    """
    if directive.superseded_by_id == command.by:
        return []
    document, later = _standing(directive, now, "directive"), _standing(by, now, "by")
    if command.by == command.directive:
        raise Refused(SupersedesItself("It cannot take its own place.", "by"))
    if later.issued_on < document.issued_on:
        raise Refused(SupersededByEarlier("It is dated before what it is to replace.", "by"))
    return [
        DirectiveSuperseded(
            **next_place(document.originator_id, directive.version, now),
            by_id=command.by,
        )
    ]


def decide_revoke(directive: Directive, command: RevokeDirective, now: datetime) -> list[Event]:
    """Put a directive out of force; raises Refused."""
    document = _standing(directive, now, "directive")
    return [
        DirectiveRevoked(
            **next_place(document.originator_id, directive.version, now),
            reason=command.reason,
        )
    ]


def decide_correct(directive: Directive, command: CorrectDirective, now: datetime) -> list[Event]:
    """Put wordings right; nothing where they stand so. Raises Refused."""
    document, problems = directive.document, Problems()
    if document is None:
        raise AssertionError("what is corrected was issued or recorded")
    if command.subject is None and not command.tasks:
        raise Refused(NothingToCorrect("Give the wordings that are right.", "directive"))
    if len(command.tasks) > TASKS_AT_ONCE:
        raise Refused(TooMany(f"At most {TASKS_AT_ONCE} of these.", "tasks"))
    corrections = _of_subject(directive, command)
    for index, _ in enumerate(command.tasks):
        corrections += _of_task(directive, command, index, problems)
    problems.refuse_if_any()
    if not corrections:
        return []
    made = tuple(corrections)
    return [
        DirectiveCorrected(
            **next_place(document.originator_id, directive.version, now),
            corrections=made,
            note=command.note,
        )
    ]


def _standing(directive: Directive, now: datetime, *at: str) -> DirectiveIssued | DirectiveRecorded:
    if directive.document is None:
        raise Refused(DirectiveNotInForce("It was not issued yet.", *at))
    require_standing(directive, now, *at)
    return directive.document


def _of_subject(directive: Directive, command: CorrectDirective) -> list[CorrectionRecord]:
    if command.subject is None or command.subject == directive.subject:
        return []
    return [
        CorrectionRecord(
            field="subject", task_id=None, written=directive.subject, corrected=command.subject
        )
    ]


def _of_task(
    directive: Directive, command: CorrectDirective, index: int, problems: Problems
) -> list[CorrectionRecord]:
    wanted, at = command.tasks[index], ("tasks", index)
    task = next((task for task in directive.tasks.values() if task.key == wanted.key), None)
    if task is None:
        problems.add(UnknownTask(f"No task has the key {wanted.key!r}.", *at, "key"))
        return []
    if any(earlier.key == wanted.key for earlier in command.tasks[:index]):
        problems.add(TaskGivenTwice(f"Task {wanted.key!r} is named twice.", *at, "key"))
    given = {"text": wanted.text, "number": wanted.number, "due_stated": wanted.due_stated}
    written = _wordings(task)
    return [
        CorrectionRecord(
            field=field, task_id=task.task_id, written=written[field], corrected=corrected
        )
        for field, corrected in given.items()
        if corrected is not None and corrected != written[field]
    ]


def _wordings(task: TaskRecord) -> dict[str, str | None]:
    return {"text": task.text, "number": task.number, "due_stated": task.due.stated}
