"""How obligations are carried out: assigned, planned, asked about, inspected, reminded of."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from cascade.execution.events import (
    ExtensionAsked,
    ExtensionDecided,
    NotApplicableDecided,
    NotApplicableDeclared,
    NotApplicableTakenBack,
    ObligationAssigned,
    ObligationInspected,
    ObligationPlanned,
    ObligationReminded,
    OverdueReminded,
)
from cascade.log.records import RecordedEvent
from projections.engine.copying import Rows
from projections.engine.json_rows import to_json
from projections.engine.statements import load
from projections.engine.versions import write_versions
from projections.follow_up.rows import DeclarationState
from projections.follow_up.tables import (
    Assignment,
    Declaration,
    DeclarationEnd,
    ExtensionDecision,
    ExtensionRequest,
    Inspection,
    OverdueReminder,
    Plan,
    Reminder,
)
from projections.query_args import ONCE

EVENTS: Final = (
    ObligationAssigned,
    ObligationPlanned,
    ExtensionAsked,
    ExtensionDecided,
    NotApplicableDeclared,
    NotApplicableTakenBack,
    NotApplicableDecided,
    ObligationInspected,
    ObligationReminded,
    OverdueReminded,
)

OBLIGATION: Final = ("task_id", "unit_id", "occurrence")

statements = load(__package__, "handlers.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    assignments = [row for each in events for row in _assignments(each)]
    await write_versions(connection, statements.end_assignments, assignments, *OBLIGATION)
    plans = [row for each in events for row in _plans(each)]
    await write_versions(connection, statements.end_plans, plans, *OBLIGATION)
    rows = Rows()
    for recorded in events:
        match recorded.event:
            case ExtensionAsked() as event:
                rows.add(_request(event, recorded))
            case ExtensionDecided() as event:
                rows.add(_decision(event, recorded))
            case NotApplicableDeclared() | NotApplicableTakenBack() | NotApplicableDecided():
                rows.extend(_declarations(recorded))
            case ObligationInspected() as event:
                rows.add(_inspection(event, recorded))
            case ObligationReminded() as event:
                rows.add(_reminder(event, recorded))
            case OverdueReminded() as event:
                rows.add(_overdue_reminder(event, recorded))
    await rows.write(connection)


def _assignments(recorded: RecordedEvent) -> Iterator[Assignment]:
    event = recorded.event
    if isinstance(event, ObligationAssigned):
        yield Assignment(
            task_id=event.task_id,
            unit_id=event.unit_id,
            occurrence=event.occurrence or ONCE,
            from_position=recorded.position,
            post=event.post,
        )


def _plans(recorded: RecordedEvent) -> Iterator[Plan]:
    event = recorded.event
    if isinstance(event, ObligationPlanned):
        yield Plan(
            task_id=event.task_id,
            unit_id=event.unit_id,
            occurrence=event.occurrence or ONCE,
            from_position=recorded.position,
            entries=to_json(event.entries),
        )


def _request(event: ExtensionAsked, recorded: RecordedEvent) -> ExtensionRequest:
    return ExtensionRequest(
        request_id=event.request_id,
        directive_id=event.directive_id,
        task_id=event.task_id,
        unit_id=event.unit_id,
        occurrence=event.occurrence or ONCE,
        position=recorded.position,
        asked_at=recorded.recorded_at,
        due_at=event.due_at,
        reason_id=event.reason.id,
    )


def _decision(event: ExtensionDecided, recorded: RecordedEvent) -> ExtensionDecision:
    return ExtensionDecision(
        request_id=event.request_id,
        position=recorded.position,
        decided_at=recorded.recorded_at,
        decided_by_id=event.decided_by_id,
        due_at=event.due_at,
        remark_id=event.remark.id if event.remark else None,
    )


def _declarations(recorded: RecordedEvent) -> Iterator[Declaration | DeclarationEnd]:
    """What was declared, and what became of it: at once where it needs no agreement."""
    event: Any = recorded.event
    outcome: DeclarationState | None = DeclarationState.TAKEN_BACK
    if isinstance(event, NotApplicableDeclared):
        yield Declaration(
            declaration_id=event.declaration_id,
            task_id=event.task_id,
            unit_id=event.unit_id,
            occurrence=event.occurrence or ONCE,
            position=recorded.position,
            declared_at=recorded.recorded_at,
            reason_id=event.reason.id,
        )
        outcome = DeclarationState.AGREED if event.agreed else None
    elif isinstance(event, NotApplicableDecided):
        outcome = DeclarationState.AGREED if event.agreed else DeclarationState.RETURNED
    if outcome is not None:
        remark = getattr(event, "remark", None)
        yield DeclarationEnd(
            declaration_id=event.declaration_id,
            position=recorded.position,
            ended_at=recorded.recorded_at,
            outcome=outcome.value,
            decided_by_id=getattr(event, "decided_by_id", None),
            remark_id=remark.id if remark else None,
        )


def _inspection(event: ObligationInspected, recorded: RecordedEvent) -> Inspection:
    return Inspection(
        inspection_id=event.inspection_id,
        task_id=event.task_id,
        unit_id=event.unit_id,
        occurrence=event.occurrence or ONCE,
        position=recorded.position,
        by_id=event.by_id,
        inspected_on=event.inspected_on,
        remark_id=event.remark.id,
    )


def _reminder(event: ObligationReminded, recorded: RecordedEvent) -> Reminder:
    return Reminder(
        position=recorded.position,
        task_id=event.task_id,
        unit_id=event.unit_id,
        occurrence=event.occurrence or ONCE,
        reminded_at=recorded.recorded_at,
        by_id=event.by_id,
        note=event.note,
    )


def _overdue_reminder(event: OverdueReminded, recorded: RecordedEvent) -> OverdueReminder:
    return OverdueReminder(
        position=recorded.position,
        under_id=event.under_id,
        about_id=event.about_id,
        by_id=event.by_id,
        reminded_at=recorded.recorded_at,
        note=event.note,
    )
