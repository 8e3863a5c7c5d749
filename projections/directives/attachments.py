"""Files that go with what is issued, recorded and reported."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from cascade.directive.events import DirectiveDrafted, DirectiveIssued, DirectiveRecorded
from cascade.events import Event
from cascade.execution.events import ReportRecorded, ReportSubmitted
from cascade.log.records import RecordedEvent
from projections.directives.tables import Attachment, Owner
from projections.engine.copying import copy

EVENTS: Final = (
    DirectiveDrafted,
    DirectiveIssued,
    DirectiveRecorded,
    ReportSubmitted,
    ReportRecorded,
)


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    await copy(connection, [row for each in events for row in _attachments(each)])


def _attachments(recorded: RecordedEvent) -> Iterator[Attachment]:
    event = recorded.event
    assert isinstance(event, EVENTS)
    owner, owner_id = _owner(event)
    for ordinal, file in enumerate(event.attachments):
        yield Attachment(
            attachment_id=file.content.id,
            position=recorded.position,
            ordinal=ordinal,
            owner=owner.value,
            owner_id=owner_id,
            name=file.name,
            media_type=file.content.media_type,
            size=file.content.size,
            sha256=file.sha256,
        )


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
