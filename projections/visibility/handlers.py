"""Who sees a directive wholly beside those who issued it and those who owe something by it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from cascade.directive.events import (
    DirectiveIssued,
    InvitationDeclined,
    UnitInvited,
)
from cascade.log.records import RecordedEvent
from projections.engine.copying import copy
from projections.engine.statements import load
from projections.engine.versions import FOREVER, first_of_each

EVENTS: Final = (DirectiveIssued, UnitInvited, InvitationDeclined)

DISTRIBUTION: Final = "DISTRIBUTION"
INVITED: Final = "INVITED"

Through = tuple[UUID, str, UUID]
"""Directive, kind, and the invitation or the directive again."""

statements = load(__package__, "handlers.sql")


@dataclass(slots=True)
class Viewer:
    """A row that a later event of the page may end."""

    through: Through
    unit_id: UUID
    position: int
    restriction: tuple[int, bool]
    to_position: int = FOREVER


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    restrictions = await _restrictions(connection, events)
    page = Page()
    for recorded in events:
        event, position = recorded.event, recorded.position
        match event:
            case DirectiveIssued():
                listed = event.originator_id, DISTRIBUTION, event.originator_id
                units = tuple(line.unit_id for line in event.distribution if line.unit_id)
                page.add(listed, units, position, (event.classification.rank, event.need_to_know))
            case UnitInvited():
                through = event.originator_id, INVITED, event.invitation_id
                restriction = restrictions[event.originator_id]
                page.add(through, (event.unit_id,), position, restriction)
            case InvitationDeclined():
                page.end((event.originator_id, INVITED, event.invitation_id), position)
    await page.write(connection)


class Page:
    """What a page begins and ends."""

    def __init__(self) -> None:
        self.viewers: list[Viewer] = []
        self.ends: list[tuple[Through, int]] = []

    def add(
        self,
        through: Through,
        units: Iterable[UUID],
        position: int,
        restriction: tuple[int, bool],
    ) -> None:
        for unit_id in dict.fromkeys(units):
            self.viewers.append(Viewer(through, unit_id, position, restriction))

    def end(self, through: Through, position: int) -> None:
        self.ends.append((through, position))
        for viewer in self.viewers:
            if viewer.through == through and viewer.to_position == FOREVER:
                viewer.to_position = position

    async def write(self, connection: Any) -> None:
        first = first_of_each(self.ends, lambda end: end[0], lambda end: end[1])
        if first:
            directive_ids, kinds, through_ids = zip(*first, strict=True)
            await statements.end(
                connection,
                directive_ids=directive_ids,
                kinds=kinds,
                through_ids=through_ids,
                positions=list(first.values()),
            )
        rows = [
            (directive_id, viewer.unit_id, kind, through_id, viewer.position, viewer.to_position,
             *viewer.restriction)
            for viewer in self.viewers
            for directive_id, kind, through_id in [viewer.through]
        ]  # fmt: skip
        await copy(connection, "directive_viewer", rows)


async def _restrictions(
    connection: Any, events: Sequence[RecordedEvent]
) -> dict[UUID, tuple[int, bool]]:
    invited = {r.event.originator_id for r in events if isinstance(r.event, UnitInvited)}
    if not invited:
        return {}
    rows = await connection.fetch(statements.restrictions.sql, list(invited))
    return {row["directive_id"]: (row["clearance"], row["need_to_know"]) for row in rows}
