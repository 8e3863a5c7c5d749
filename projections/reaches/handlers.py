"""By which issue or relay directives came down, and who passed them on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.directive.audience import Audience
from cascade.directive.events import DirectiveIssued
from cascade.execution.events import DirectivePassedOn, DirectiveRelayed
from cascade.log.records import RecordedEvent
from projections.copying import copy
from projections.units.zone import time_zone

EVENTS: Final = (DirectiveIssued, DirectiveRelayed, DirectivePassedOn)


@dataclass(slots=True)
class Rows:
    """What a page writes, by table."""

    reach: list[tuple[Any, ...]] = field(default_factory=list)
    reach_atom: list[tuple[Any, ...]] = field(default_factory=list)
    reach_unit: list[tuple[Any, ...]] = field(default_factory=list)
    passing: list[tuple[Any, ...]] = field(default_factory=list)


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    rows = Rows()
    zone = await time_zone(connection)
    for recorded in events:
        event = recorded.event
        match event:
            case DirectiveIssued():
                topmost = event.level_by_level.topmost if event.level_by_level else None
                _reach(rows, event.originator_id, recorded, zone, topmost, event.issuer_id)
            case DirectiveRelayed():
                _reach(rows, event.directive_id, recorded, zone, event.audience, event.unit_id)
                _pass(rows, event.directive_id, event.unit_id, recorded, None)
            case DirectivePassedOn():
                _pass(rows, event.directive_id, event.unit_id, recorded, event.implementing_id)
    for table in Rows.__slots__:
        await copy(connection, table, getattr(rows, table))


def _reach(
    rows: Rows,
    directive_id: UUID,
    recorded: RecordedEvent,
    zone: ZoneInfo,
    audience: Audience | None,
    from_id: UUID,
) -> None:
    """``audience`` null: the issue reaches the whole audience at once."""
    position = recorded.position
    kind = "ISSUE" if isinstance(recorded.event, DirectiveIssued) else "RELAY"
    local_day = recorded.recorded_at.astimezone(zone).date()
    rows.reach.append((
        position, directive_id, recorded.recorded_at, local_day, kind, audience is None, from_id,
    ))  # fmt: skip
    if audience is not None:
        rows.reach_atom += [
            (directive_id, position, atom.scope_id, atom.level, atom.kind)
            for atom in audience.atoms
        ]
        rows.reach_unit += [(directive_id, position, unit_id) for unit_id in audience.unit_ids]


def _pass(
    rows: Rows,
    directive_id: UUID,
    unit_id: UUID,
    recorded: RecordedEvent,
    implementing_id: UUID | None,
) -> None:
    rows.passing.append(
        (directive_id, unit_id, recorded.position, recorded.recorded_at, implementing_id)
    )
