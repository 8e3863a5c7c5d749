"""By which issue, amendment or relay directives came down, and who passed them on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.days import local_day
from cascade.directive.audience import Audience
from cascade.directive.events import DirectiveAmended, DirectiveIssued, InvitationAccepted
from cascade.execution.events import DirectivePassedOn, DirectiveRelayed, RelayRecalled
from cascade.log.records import RecordedEvent
from cascade.organisation.events import ImportCompleted, UnitsEstablished, UnitSplit
from projections.engine.copying import copy
from projections.engine.statements import load
from projections.engine.versions import FOREVER
from projections.organisation.zone import time_zone

EVENTS: Final = (
    DirectiveIssued,
    DirectiveAmended,
    InvitationAccepted,
    DirectiveRelayed,
    RelayRecalled,
    DirectivePassedOn,
    UnitsEstablished,
    ImportCompleted,
    UnitSplit,
)

KINDS: Final[dict[type[Any], str]] = {
    DirectiveIssued: "ISSUE",
    DirectiveAmended: "AMENDMENT",
    InvitationAccepted: "INVITATION",
    DirectiveRelayed: "RELAY",
    UnitsEstablished: "FOUNDING",
    ImportCompleted: "FOUNDING",
    UnitSplit: "FOUNDING",
}

statements = load(__package__, "handlers.sql")


@dataclass(slots=True)
class Rows:
    """What a page writes, by table."""

    reach: list[tuple[Any, ...]] = field(default_factory=list)
    reach_atom: list[tuple[Any, ...]] = field(default_factory=list)
    reach_unit: list[tuple[Any, ...]] = field(default_factory=list)
    relay_due: list[tuple[Any, ...]] = field(default_factory=list)
    passing: list[tuple[Any, ...]] = field(default_factory=list)

    async def write(self, connection: Any) -> None:
        for table in Rows.__slots__:
            await copy(connection, table, getattr(self, table))
            getattr(self, table).clear()


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    rows = Rows()
    zone = await time_zone(connection)
    for recorded in events:
        event = recorded.event
        match event:
            case RelayRecalled():
                await rows.write(connection)
                await _recall(connection, event, recorded.position)
            case DirectivePassedOn():
                _pass(rows, event.directive_id, event.unit_id, recorded, event.implementing_id)
            case DirectiveIssued():
                topmost = event.level_by_level.topmost if event.level_by_level else None
                _reach(rows, event.originator_id, recorded, zone, topmost, event.issuer_id)
            case DirectiveAmended():
                _reach(rows, event.originator_id, recorded, zone, event.topmost, None)
            case InvitationAccepted():
                _reach(rows, event.originator_id, recorded, zone, None, None)
            case DirectiveRelayed():
                _reach(rows, event.directive_id, recorded, zone, event.audience, event.unit_id)
                _pass(rows, event.directive_id, event.unit_id, recorded, None)
                rows.relay_due += [
                    (due.task_id, recorded.position, FOREVER, event.directive_id, due.due_on,
                     due.due_at)
                    for due in event.dues
                ]  # fmt: skip
            case _:
                _reach(rows, None, recorded, zone, None, None)
    await rows.write(connection)


async def _recall(connection: Any, event: RelayRecalled, position: int) -> None:
    await statements.recall(
        connection,
        directive_id=event.directive_id,
        unit_id=event.unit_id,
        versions=event.relay_versions,
        position=position,
    )


def _reach(
    rows: Rows,
    directive_id: UUID | None,
    recorded: RecordedEvent,
    zone: ZoneInfo,
    audience: Audience | None,
    from_id: UUID | None,
) -> None:
    """``audience`` null: it reaches at once all whom it covers."""
    position = recorded.position
    received_on = local_day(recorded.recorded_at, zone)
    rows.reach.append((
        position, FOREVER, directive_id, recorded.recorded_at, received_on,
        KINDS[type(recorded.event)], audience is None, from_id,
        recorded.event.originator_version,
    ))  # fmt: skip
    if audience is not None:
        rows.reach_atom += [
            (directive_id, position, FOREVER, atom.scope_id, atom.level, atom.kind)
            for atom in audience.atoms
        ]
        rows.reach_unit += [
            (directive_id, position, FOREVER, unit_id) for unit_id in audience.unit_ids
        ]


def _pass(
    rows: Rows,
    directive_id: UUID,
    unit_id: UUID,
    recorded: RecordedEvent,
    implementing_id: UUID | None,
) -> None:
    rows.passing.append(
        (directive_id, unit_id, recorded.position, FOREVER, recorded.recorded_at, implementing_id)
    )
