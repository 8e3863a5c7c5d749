"""Documents issued here or only known here, where they stand, and the days of their windows."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from cascade.directive.events import (
    DirectiveCorrected,
    DirectiveIssued,
    DirectiveRecorded,
    DirectiveRevoked,
    DirectiveSuperseded,
    WindowDated,
)
from cascade.log.records import RecordedEvent
from projections.engine.copying import copy
from projections.engine.json_rows import to_json
from projections.engine.statements import load
from projections.engine.versions import first_of_each, succession
from projections.query_args import DirectiveStatus

EVENTS: Final = (
    DirectiveIssued,
    DirectiveRecorded,
    WindowDated,
    DirectiveSuperseded,
    DirectiveRevoked,
    DirectiveCorrected,
)

Stand = tuple[UUID, int, DirectiveStatus, UUID | None, str | None]
"""Directive, position, where it stands, what superseded it, why."""
Dating = tuple[UUID, str, int, date, date]

statements = load(__package__, "handlers.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    directives = [row for recorded in events if (row := _directive(recorded))]
    windows = [row for recorded in events for row in _windows(recorded)]
    corrections = [row for recorded in events for row in _corrections(recorded)]
    await copy(connection, "directive", directives)
    await copy(connection, "named_window", windows)
    await copy(connection, "correction", corrections)
    await _stand(connection, [stand for recorded in events if (stand := _standing(recorded))])
    await _date(connection, [dating for recorded in events for dating in _datings(recorded)])


def _directive(recorded: RecordedEvent) -> tuple[Any, ...] | None:
    match recorded.event:
        case DirectiveIssued() as issued:
            return _issued(issued, recorded)
        case DirectiveRecorded() as noted:
            return _recorded(noted, recorded)
    return None


def _windows(recorded: RecordedEvent) -> Iterator[tuple[Any, ...]]:
    event = recorded.event
    if isinstance(event, DirectiveIssued):
        for ordinal, window in enumerate(event.windows):
            yield event.originator_id, window.key, ordinal, window.stated


def _datings(recorded: RecordedEvent) -> Iterator[Dating]:
    event, position = recorded.event, recorded.position
    if isinstance(event, WindowDated):
        yield event.originator_id, event.key, position, event.from_day, event.to_day
    elif isinstance(event, DirectiveIssued):
        for window in event.windows:
            if window.from_day and window.to_day:
                yield event.originator_id, window.key, position, window.from_day, window.to_day


def _corrections(recorded: RecordedEvent) -> Iterator[tuple[Any, ...]]:
    event = recorded.event
    if isinstance(event, DirectiveCorrected):
        for ordinal, each in enumerate(event.corrections):
            yield (
                event.originator_id, recorded.position, ordinal, recorded.recorded_at,
                each.field, each.task_id, each.written, each.corrected, event.note,
            )  # fmt: skip


def _standing(recorded: RecordedEvent) -> Stand | None:
    directive_id, position = recorded.event.originator_id, recorded.position
    match recorded.event:
        case DirectiveIssued() | DirectiveRecorded():
            return directive_id, position, DirectiveStatus.IN_FORCE, None, None
        case DirectiveSuperseded(by_id=by_id):
            return directive_id, position, DirectiveStatus.SUPERSEDED, by_id, None
        case DirectiveRevoked(reason=reason):
            return directive_id, position, DirectiveStatus.REVOKED, None, reason
    return None


def _issued(event: DirectiveIssued, recorded: RecordedEvent) -> tuple[Any, ...]:
    return (
        event.originator_id, recorded.position, recorded.recorded_at, True, event.issuer_id,
        True, event.issuer_id, event.issuer_name_then, event.type,
        to_json(event.number) if event.number else None,
        event.number.sequence if event.number else None,
        event.subject, event.on_behalf_of, event.issued_on,
        event.classification.value, event.classification.rank, event.citations_complete,
        event.level_by_level is not None,
        to_json(event.audience.selectors), to_json(event.distribution),
        event.joint_issuer_ids, event.signing_post, event.standing, event.need_to_know,
    )  # fmt: skip


def _recorded(event: DirectiveRecorded, recorded: RecordedEvent) -> tuple[Any, ...]:
    return (
        event.originator_id, recorded.position, recorded.recorded_at, False, event.recorded_by_id,
        event.by_its_issuer, event.issuer_id, event.issuer_name_then, event.type,
        to_json(event.number) if event.number else None,
        event.number.sequence if event.number else None,
        event.subject, None, event.issued_on,
        event.classification.value, event.classification.rank, True, False, "[]", "[]",
        (), None, False, False,
    )  # fmt: skip


async def _stand(connection: Any, standings: Sequence[Stand]) -> None:
    if not standings:
        return
    first = first_of_each(standings, lambda s: s[0], lambda s: s[1])
    await statements.end_statuses(
        connection, directive_ids=list(first), positions=list(first.values())
    )
    records = [
        (directive_id, position, to_position, status.value, by_id, reason)
        for (directive_id, position, status, by_id, reason), to_position in succession(
            standings, lambda s: s[0], lambda s: s[1]
        )
    ]
    await copy(connection, "directive_status", records)


async def _date(connection: Any, datings: Sequence[Dating]) -> None:
    if not datings:
        return
    first = first_of_each(datings, lambda d: d[:2], lambda d: d[2])
    await statements.end_datings(
        connection,
        directive_ids=[directive_id for directive_id, _ in first],
        keys=[key for _, key in first],
        positions=list(first.values()),
    )
    records = [
        (directive_id, key, position, to_position, from_day, to_day)
        for (directive_id, key, position, from_day, to_day), to_position in succession(
            datings, lambda d: d[:2], lambda d: d[2]
        )
    ]
    await copy(connection, "window_dating", records)
