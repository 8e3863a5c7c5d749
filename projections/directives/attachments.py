"""Files that go with what is issued, recorded and reported."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from cascade.directive.events import DirectiveDrafted, DirectiveIssued, DirectiveRecorded
from cascade.events import Event
from cascade.execution.events import ReportRecorded, ReportSubmitted
from cascade.log.records import RecordedEvent
from projections.engine.copying import copy

EVENTS: Final = (
    DirectiveDrafted,
    DirectiveIssued,
    DirectiveRecorded,
    ReportSubmitted,
    ReportRecorded,
)


class Owner(StrEnum):
    """What a file goes with, and whose viewers see it."""

    DIRECTIVE = "DIRECTIVE"
    DRAFT = "DRAFT"
    REPORT = "REPORT"
    RECORDED_REPORT = "RECORDED_REPORT"


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    rows: list[tuple[Any, ...]] = []
    for recorded in events:
        event = recorded.event
        assert isinstance(event, EVENTS)
        owner, owner_id = _owner(event)
        for ordinal, file in enumerate(event.attachments):
            reference = file.content
            rows.append((
                reference.id, recorded.position, ordinal, owner.value, owner_id,
                file.name, reference.media_type, reference.size, file.sha256,
            ))  # fmt: skip
    await copy(connection, "attachment", rows)


def _owner(event: Event) -> tuple[Owner, UUID]:
    match event:
        case DirectiveDrafted():
            return Owner.DRAFT, event.originator_id
        case ReportSubmitted():
            return Owner.REPORT, event.report_id
        case ReportRecorded():
            return Owner.RECORDED_REPORT, event.originator_id
        case _:
            return Owner.DIRECTIVE, event.originator_id
