"""What is owed, by whom, when. The units are told by audiences, never by a row for each."""

from collections.abc import Sequence
from typing import Any, Final

from cascade.days import local_day
from cascade.directive.events import (
    DirectiveAmended,
    DirectiveCorrected,
    DirectiveIssued,
    DirectiveRevoked,
    DirectiveSuperseded,
    DueDatesMoved,
    InvitationAccepted,
    PeriodsOpened,
    WindowDated,
)
from cascade.log.records import RecordedEvent
from projections.organisation.zone import time_zone
from projections.tasks import amending
from projections.tasks.added import added_tasks
from projections.tasks.records import OWN_AUDIENCE, Added, Document, TaskRows

EVENTS: Final = (
    DirectiveIssued,
    WindowDated,
    DirectiveAmended,
    DirectiveCorrected,
    DirectiveSuperseded,
    DirectiveRevoked,
    InvitationAccepted,
    DueDatesMoved,
    PeriodsOpened,
)


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    """Bulk writes, interrupted by what changes tasks: they may be of this very page."""
    rows = TaskRows()
    zone = await time_zone(connection)
    for recorded in events:
        event = recorded.event
        if isinstance(event, DirectiveIssued):
            on = local_day(recorded.recorded_at, zone)
            added = Added(recorded.position, recorded.recorded_at, on)
            document = _document(event, recorded.position)
            rows.cover(document, OWN_AUDIENCE, recorded.position, event.audience)
            for ordinal, task in enumerate(event.tasks, 1):
                rows.add_task(document, added, ordinal, task, zone)
            rows.add_derived(added_tasks(event, document, added))
        else:
            await rows.write(connection)
            await amending.change(connection, recorded, zone)
    await rows.write(connection)


def _document(event: DirectiveIssued, position: int) -> Document:
    return Document(
        directive_id=event.originator_id,
        position=position,
        issuer_id=event.issuer_id,
        clearance=event.classification.rank,
        type=event.type,
        level_by_level=event.level_by_level is not None,
        need_to_know=event.need_to_know,
        standing=event.standing,
        effective_on=event.effective_on if event.effective_on != event.issued_on else None,
        expires_at=event.expiry.expires_at if event.expiry else None,
        urgency=event.urgency.value,
    )
