"""Relays as they were made, and recalled."""

from collections.abc import Sequence
from typing import Any, Final

from cascade.execution.events import DirectiveRelayed, RelayRecalled
from cascade.log.records import RecordedEvent
from projections.engine.copying import copy
from projections.engine.json_rows import to_json
from projections.engine.statements import load
from projections.engine.versions import FOREVER

EVENTS: Final = (DirectiveRelayed, RelayRecalled)

statements = load(__package__, "relays.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    await copy(
        connection,
        "relay",
        [_relay(each) for each in events if isinstance(each.event, DirectiveRelayed)],
    )
    recalls = [
        (event.directive_id, event.unit_id, version, recorded.position, recorded.recorded_at,
         event.reason)
        for recorded in events
        if isinstance(event := recorded.event, RelayRecalled)
        for version in event.relay_versions
    ]  # fmt: skip
    if recalls:
        directives, units, versions, positions, at, reasons = map(list, zip(*recalls, strict=True))
        await statements.recall(
            connection,
            directive_ids=directives,
            unit_ids=units,
            versions=versions,
            positions=positions,
            recalled_at=at,
            reasons=reasons,
        )


def _relay(recorded: RecordedEvent) -> tuple[Any, ...]:
    event = recorded.event
    assert isinstance(event, DirectiveRelayed)
    return (
        event.directive_id, event.unit_id, event.originator_version, recorded.position, FOREVER,
        recorded.recorded_at, None, None, event.note.id if event.note else None,
        to_json(event.audience.selectors), to_json(event.dues),
    )  # fmt: skip
