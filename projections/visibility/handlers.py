"""Who sees a directive wholly beside those who issued it and those who owe something by it."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from cascade.directive.events import (
    DirectiveIssued,
    InvitationDeclined,
    UnitInvited,
)
from cascade.log.records import RecordedEvent
from projections.engine.copying import arrays, copy
from projections.engine.statements import load
from projections.visibility.tables import DirectiveViewer

EVENTS: Final = (DirectiveIssued, UnitInvited, InvitationDeclined)

DISTRIBUTION: Final = "DISTRIBUTION"
INVITED: Final = "INVITED"

statements = load(__package__, "handlers.sql")


class Through(NamedTuple):
    """By what a unit sees a directive: the invitation or, listed, the directive again."""

    directive_id: UUID
    kind: str
    through_id: UUID


class Restriction(NamedTuple):
    """Who may read a directive."""

    clearance: int
    need_to_know: bool


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    restrictions = await _restrictions(connection, events)
    page = Page()
    for recorded in events:
        event, position = recorded.event, recorded.position
        match event:
            case DirectiveIssued():
                listed = Through(event.originator_id, DISTRIBUTION, event.originator_id)
                units = [line.unit_id for line in event.distribution if line.unit_id]
                units += event.meeting.unit_ids if event.meeting else ()
                restriction = Restriction(event.classification.rank, event.need_to_know)
                page.add(listed, units, position, restriction)
            case UnitInvited():
                through = Through(event.originator_id, INVITED, event.invitation_id)
                page.add(through, [event.unit_id], position, restrictions[event.originator_id])
            case InvitationDeclined():
                through = Through(event.originator_id, INVITED, event.invitation_id)
                page.end(through, position)
    await page.write(connection)


class Page:
    """What a page begins and ends."""

    def __init__(self) -> None:
        self.viewers: dict[Through, list[DirectiveViewer]] = {}
        self.ends: dict[Through, int] = {}

    def add(
        self, through: Through, units: Sequence[UUID], position: int, restriction: Restriction
    ) -> None:
        self.viewers[through] = [
            DirectiveViewer(
                directive_id=through.directive_id,
                unit_id=unit_id,
                kind=through.kind,
                through_id=through.through_id,
                position=position,
                clearance=restriction.clearance,
                need_to_know=restriction.need_to_know,
            )
            for unit_id in dict.fromkeys(units)
        ]

    def end(self, through: Through, position: int) -> None:
        """Of this page or written before; an invitation is declined once."""
        self.ends[through] = position
        ended = self.viewers.get(through, [])
        self.viewers[through] = [viewer._replace(to_position=position) for viewer in ended]

    async def write(self, connection: Any) -> None:
        if self.ends:
            await statements.end(
                connection,
                **arrays(self.ends, *Through._fields),
                positions=list(self.ends.values()),
            )
        await copy(connection, [row for rows in self.viewers.values() for row in rows])


async def _restrictions(
    connection: Any, events: Sequence[RecordedEvent]
) -> dict[UUID, Restriction]:
    invited = {r.event.originator_id for r in events if isinstance(r.event, UnitInvited)}
    if not invited:
        return {}
    rows = await connection.fetch(statements.restrictions.sql, list(invited))
    return {r["directive_id"]: Restriction(r["clearance"], r["need_to_know"]) for r in rows}
