"""Units asked to coordinate, and what they answered."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from cascade.directive.events import InvitationAccepted, InvitationDeclined, UnitInvited
from cascade.log.records import RecordedEvent
from projections.directives.tables import Invitation
from projections.engine.copying import arrays, copy
from projections.engine.statements import load
from projections.engine.versions import FOREVER

EVENTS: Final = (UnitInvited, InvitationAccepted, InvitationDeclined)

statements = load(__package__, "invitations.sql")


class Answer(NamedTuple):
    """What an invited unit answered: of the two positions one is given."""

    invitation_id: UUID
    answered_at: datetime
    accepted_position: int = FOREVER
    declined_position: int = FOREVER


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    await copy(connection, [row for each in events for row in _invitations(each)])
    if answers := [answer for each in events for answer in _answers(each)]:
        await statements.answer(connection, **arrays(answers, *Answer._fields))


def _invitations(recorded: RecordedEvent) -> Iterator[Invitation]:
    event = recorded.event
    if isinstance(event, UnitInvited):
        yield Invitation(
            invitation_id=event.invitation_id,
            directive_id=event.originator_id,
            task_id=event.task_id,
            unit_id=event.unit_id,
            position=recorded.position,
            invited_at=recorded.recorded_at,
            note=event.note,
        )


def _answers(recorded: RecordedEvent) -> Iterator[Answer]:
    at, position = recorded.recorded_at, recorded.position
    match recorded.event:
        case InvitationAccepted(invitation_id=invitation_id):
            yield Answer(invitation_id, at, accepted_position=position)
        case InvitationDeclined(invitation_id=invitation_id):
            yield Answer(invitation_id, at, declined_position=position)
