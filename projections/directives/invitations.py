"""Units asked to coordinate, and what they answered."""

from collections.abc import Sequence
from typing import Any, Final

from cascade.directive.events import InvitationAccepted, InvitationDeclined, UnitInvited
from cascade.log.records import RecordedEvent
from projections.engine.copying import copy
from projections.engine.statements import load
from projections.engine.versions import FOREVER

EVENTS: Final = (UnitInvited, InvitationAccepted, InvitationDeclined)

statements = load(__package__, "invitations.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    invited = [
        (event.invitation_id, event.originator_id, event.task_id, event.unit_id,
         recorded.position, FOREVER, FOREVER, recorded.recorded_at, None, event.note)
        for recorded in events
        if isinstance(event := recorded.event, UnitInvited)
    ]  # fmt: skip
    await copy(connection, "invitation", invited)
    answers = [
        (
            event.invitation_id,
            recorded.position if isinstance(event, InvitationAccepted) else FOREVER,
            recorded.position if isinstance(event, InvitationDeclined) else FOREVER,
            recorded.recorded_at,
        )
        for recorded in events
        if isinstance(event := recorded.event, InvitationAccepted | InvitationDeclined)
    ]
    if answers:
        ids, accepted, declined, at = map(list, zip(*answers, strict=True))
        await statements.answer(
            connection, invitation_ids=ids, accepted=accepted, declined=declined, answered_at=at
        )
