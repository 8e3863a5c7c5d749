"""Documents issued here or only known here, where they stand, and the days of their windows."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.days import start_of_day
from cascade.directive.events import (
    DirectiveAmended,
    DirectiveCorrected,
    DirectiveIssued,
    DirectiveRecorded,
    DirectiveRevoked,
    DirectiveSuperseded,
    WindowDated,
)
from cascade.log.records import RecordedEvent
from cascade.text_rules import search_form
from projections.directives.tables import (
    Correction,
    Directive,
    DirectiveStatus,
    DirectiveText,
    Expiry,
    NamedWindow,
    WindowDating,
)
from projections.engine.copying import copy
from projections.engine.json_rows import to_json
from projections.engine.statements import load
from projections.engine.versions import write_versions
from projections.organisation.zone import time_zone
from projections.query_args import DirectiveStatus as Status

EVENTS: Final = (
    DirectiveIssued,
    DirectiveRecorded,
    WindowDated,
    DirectiveSuperseded,
    DirectiveRevoked,
    DirectiveCorrected,
    DirectiveAmended,
)

statements = load(__package__, "handlers.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    zone = await time_zone(connection)
    await copy(connection, [row for each in events for row in _directives(each, zone)])
    await copy(connection, [row for each in events for row in _windows(each)])
    await copy(connection, [row for each in events for row in _corrections(each)])
    await _write_texts(connection, events)
    statuses = [row for each in events for row in _statuses(each)]
    await write_versions(connection, statements.end_statuses, statuses, "directive_id")
    expiries = [row for each in events for row in _expiries(each)]
    await write_versions(connection, statements.end_expiries, expiries, "directive_id")
    datings = [row for each in events for row in _datings(each)]
    await write_versions(connection, statements.end_datings, datings, "directive_id", "key")


def _directives(recorded: RecordedEvent, zone: ZoneInfo) -> Iterator[Directive]:
    match recorded.event:
        case DirectiveIssued() as issued:
            yield _issued(issued, recorded, zone)
        case DirectiveRecorded() as noted:
            yield _recorded(noted, recorded)


def _windows(recorded: RecordedEvent) -> Iterator[NamedWindow]:
    event = recorded.event
    if isinstance(event, DirectiveIssued):
        for ordinal, window in enumerate(event.windows):
            yield NamedWindow(
                directive_id=event.originator_id,
                key=window.key,
                ordinal=ordinal,
                stated=window.stated,
            )


def _datings(recorded: RecordedEvent) -> Iterator[WindowDating]:
    event = recorded.event
    dated = event.windows if isinstance(event, DirectiveIssued) else ()
    for window in (event,) if isinstance(event, WindowDated) else dated:
        if window.from_day and window.to_day:
            yield WindowDating(
                directive_id=event.originator_id,
                key=window.key,
                from_position=recorded.position,
                from_day=window.from_day,
                to_day=window.to_day,
            )


def _corrections(recorded: RecordedEvent) -> Iterator[Correction]:
    event = recorded.event
    if isinstance(event, DirectiveCorrected):
        for ordinal, each in enumerate(event.corrections):
            yield Correction(
                directive_id=event.originator_id,
                position=recorded.position,
                ordinal=ordinal,
                recorded_at=recorded.recorded_at,
                field=each.field,
                task_id=each.task_id,
                written=each.written,
                corrected=each.corrected,
                note=event.note,
            )


async def _write_texts(connection: Any, events: Sequence[RecordedEvent]) -> None:
    """What directives are found by; a number is never corrected, a subject is."""
    subjects = [row for each in events for row in _subjects(each)]
    if not subjects:
        return
    ids = list({directive_id for directive_id, _, _ in subjects})
    found = await connection.fetch(statements.numbers.sql, ids)
    numbers = {row["directive_id"]: search_form(row["number"]) for row in found}
    texts = [
        DirectiveText(
            directive_id=directive_id,
            from_position=position,
            number_form=numbers[directive_id],
            subject_form=search_form(subject),
        )
        for directive_id, position, subject in subjects
    ]
    await write_versions(connection, statements.end_texts, texts, "directive_id")


def _subjects(recorded: RecordedEvent) -> Iterator[tuple[UUID, int, str]]:
    """Directives, from when on they have a subject, and that: of several corrections the last."""
    event = recorded.event
    if isinstance(event, DirectiveIssued | DirectiveRecorded):
        yield event.originator_id, recorded.position, event.subject
    if isinstance(event, DirectiveCorrected):
        for each in event.corrections[::-1]:
            if each.field == "subject":
                yield event.originator_id, recorded.position, each.corrected
                return


def _statuses(recorded: RecordedEvent) -> Iterator[DirectiveStatus]:
    match recorded.event:
        case DirectiveIssued() | DirectiveRecorded():
            yield _status(recorded, Status.IN_FORCE)
        case DirectiveSuperseded() as event:
            yield _status(recorded, Status.SUPERSEDED, by_id=event.by_id)
        case DirectiveRevoked() as event:
            yield _status(recorded, Status.REVOKED, reason=event.reason)


def _status(
    recorded: RecordedEvent, status: Status, by_id: UUID | None = None, reason: str | None = None
) -> DirectiveStatus:
    return DirectiveStatus(
        directive_id=recorded.event.originator_id,
        from_position=recorded.position,
        status=status.value,
        by_id=by_id,
        reason=reason,
    )


def _expiries(recorded: RecordedEvent) -> Iterator[Expiry]:
    event = recorded.event
    if isinstance(event, DirectiveIssued | DirectiveAmended) and event.expiry is not None:
        yield Expiry(
            directive_id=event.originator_id,
            from_position=recorded.position,
            expires_on=event.expiry.expires_on,
            expires_at=event.expiry.expires_at,
        )


def _issued(event: DirectiveIssued, recorded: RecordedEvent, zone: ZoneInfo) -> Directive:
    effective_on = event.effective_on or event.issued_on
    return Directive(
        directive_id=event.originator_id,
        position=recorded.position,
        recorded_at=recorded.recorded_at,
        issued_here=True,
        recorded_by_id=event.issuer_id,
        by_its_issuer=True,
        issuer_id=event.issuer_id,
        issuer_name_then=event.issuer_name_then,
        type=event.type,
        number=to_json(event.number) if event.number else None,
        number_sequence=event.number.sequence if event.number else None,
        subject=event.subject,
        on_behalf_of=event.on_behalf_of,
        issued_on=event.issued_on,
        classification=event.classification.value,
        clearance=event.classification.rank,
        citations_complete=event.citations_complete,
        level_by_level=event.level_by_level is not None,
        audience=to_json(event.audience.selectors),
        distribution=to_json(event.distribution),
        joint_issuer_ids=event.joint_issuer_ids,
        signing_post=event.signing_post,
        standing=event.standing,
        need_to_know=event.need_to_know,
        place_of_issue=event.place_of_issue,
        meeting=to_json(event.meeting) if event.meeting else None,
        met_in=event.meeting.held_on.year if event.meeting else None,
        effective_on=effective_on,
        effective_at=start_of_day(effective_on, zone),
        urgency=event.urgency.value,
    )


def _recorded(event: DirectiveRecorded, recorded: RecordedEvent) -> Directive:
    """Of what was issued elsewhere it is only known which document it is."""
    return Directive(
        directive_id=event.originator_id,
        position=recorded.position,
        recorded_at=recorded.recorded_at,
        issued_here=False,
        recorded_by_id=event.recorded_by_id,
        by_its_issuer=event.by_its_issuer,
        issuer_id=event.issuer_id,
        issuer_name_then=event.issuer_name_then,
        type=event.type,
        number=to_json(event.number) if event.number else None,
        number_sequence=event.number.sequence if event.number else None,
        subject=event.subject,
        on_behalf_of=None,
        issued_on=event.issued_on,
        classification=event.classification.value,
        clearance=event.classification.rank,
        citations_complete=True,
        level_by_level=False,
        audience=to_json(()),
        distribution=to_json(()),
        joint_issuer_ids=(),
        signing_post=None,
        standing=False,
        need_to_know=False,
        place_of_issue=event.place_of_issue,
        meeting=None,
        met_in=None,
        urgency=None,
    )
