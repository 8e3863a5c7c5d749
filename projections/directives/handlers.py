"""Documents issued here or only known here, and the days that their windows got."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from cascade.directive.events import DirectiveIssued, DirectiveRecorded, WindowDated
from cascade.log.records import RecordedEvent
from projections.copying import copy
from projections.json_rows import to_json
from projections.statements import load
from projections.versions import first_of_each, succession

EVENTS: Final = (DirectiveIssued, DirectiveRecorded, WindowDated)

Dating = tuple[UUID, str, int, date, date]

statements = load(__package__, "handlers.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    directives: list[tuple[Any, ...]] = []
    windows: list[tuple[Any, ...]] = []
    datings: list[Dating] = []
    for recorded in events:
        event, position = recorded.event, recorded.position
        match event:
            case DirectiveIssued():
                directives.append(_issued(event, recorded))
                for ordinal, window in enumerate(event.windows):
                    windows.append((event.originator_id, window.key, ordinal, window.stated))
                    if window.from_day and window.to_day:
                        datings.append(
                            (event.originator_id, window.key, position,
                             window.from_day, window.to_day)
                        )  # fmt: skip
            case DirectiveRecorded():
                directives.append(_recorded(event, recorded))
            case WindowDated():
                datings.append(
                    (event.originator_id, event.key, position, event.from_day, event.to_day)
                )
    await copy(connection, "directive", directives)
    await copy(connection, "named_window", windows)
    await _date(connection, datings)


def _issued(event: DirectiveIssued, recorded: RecordedEvent) -> tuple[Any, ...]:
    return (
        event.originator_id, recorded.position, recorded.recorded_at, True, event.issuer_id,
        event.issuer_id, event.issuer_name_then, event.type,
        to_json(event.number) if event.number else None,
        event.number.sequence if event.number else None,
        event.subject, event.on_behalf_of, event.issued_on,
        event.classification.value, event.classification.rank, event.citations_complete,
        event.level_by_level is not None,
        to_json(event.audience.selectors), to_json(event.distribution),
    )  # fmt: skip


def _recorded(event: DirectiveRecorded, recorded: RecordedEvent) -> tuple[Any, ...]:
    return (
        event.originator_id, recorded.position, recorded.recorded_at, False, event.recorded_by_id,
        event.issuer_id, event.issuer_name_then, event.type,
        to_json(event.number) if event.number else None,
        event.number.sequence if event.number else None,
        event.subject, None, event.issued_on,
        event.classification.value, event.classification.rank, True, False, "[]", "[]",
    )  # fmt: skip


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
