"""By which issue, amendment or relay directives came down, and who passed them on."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.days import local_day
from cascade.directive.audience import Audience
from cascade.directive.events import DirectiveAmended, DirectiveIssued, InvitationAccepted
from cascade.execution.events import DirectivePassedOn, DirectiveRelayed, RelayRecalled
from cascade.log.records import RecordedEvent
from cascade.organisation.events import (
    Founding,
    ImportCompleted,
    Split,
    TreeReorganised,
    UnitsEstablished,
    UnitSplit,
)
from projections.engine.copying import Rows
from projections.engine.statements import load
from projections.organisation.zone import time_zone
from projections.reach.tables import Passing, Reach, ReachAtom, ReachUnit, RelayDue

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
    TreeReorganised,
)

KINDS: Final[dict[type[Any], str]] = {
    DirectiveIssued: "ISSUE",
    DirectiveAmended: "AMENDMENT",
    InvitationAccepted: "INVITATION",
    DirectiveRelayed: "RELAY",
    UnitsEstablished: "FOUNDING",
    ImportCompleted: "FOUNDING",
    UnitSplit: "FOUNDING",
    TreeReorganised: "FOUNDING",
}

statements = load(__package__, "handlers.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    """Bulk writes, interrupted by recalls: what they end may be of this very page."""
    rows = Rows()
    zone = await time_zone(connection)
    for recorded in events:
        event = recorded.event
        if isinstance(event, RelayRecalled):
            await rows.write(connection)
            await _recall(connection, event, recorded.position)
        elif isinstance(event, DirectivePassedOn):
            rows.add(_passing(event, recorded, event.implementing_id))
        elif not isinstance(event, TreeReorganised) or _founds(event):
            rows.extend(_reach(recorded, zone))
            if isinstance(event, DirectiveRelayed):
                rows.add(_passing(event, recorded, None))
                rows.extend(_dues(event, recorded.position))
    await rows.write(connection)


def _founds(event: TreeReorganised) -> bool:
    """Whether a package may have founded a unit."""
    return any(isinstance(step, Founding | Split) for step in event.steps)


async def _recall(connection: Any, event: RelayRecalled, position: int) -> None:
    await statements.recall(
        connection,
        directive_id=event.directive_id,
        unit_id=event.unit_id,
        versions=event.relay_versions,
        position=position,
    )


def _reach(recorded: RecordedEvent, zone: ZoneInfo) -> Iterator[Reach | ReachAtom | ReachUnit]:
    """What came down by an event, and to whom: at once to all whom it covers, or to an audience."""
    event = recorded.event
    directive_id: UUID | None = event.originator_id
    audience: Audience | None = None
    from_id: UUID | None = None
    match event:
        case DirectiveIssued():
            audience = event.level_by_level.topmost if event.level_by_level else None
            from_id = event.issuer_id
        case DirectiveAmended():
            audience = event.topmost
        case DirectiveRelayed():
            directive_id, audience, from_id = event.directive_id, event.audience, event.unit_id
        case UnitsEstablished() | ImportCompleted() | UnitSplit() | TreeReorganised():
            directive_id = None
    yield Reach(
        position=recorded.position,
        directive_id=directive_id,
        recorded_at=recorded.recorded_at,
        local_day=local_day(recorded.recorded_at, zone),
        kind=KINDS[type(event)],
        whole=audience is None,
        from_id=from_id,
        version=event.originator_version,
    )
    if directive_id is not None and audience is not None:
        yield from _addressed(directive_id, recorded.position, audience)


def _addressed(
    directive_id: UUID, position: int, audience: Audience
) -> Iterator[ReachAtom | ReachUnit]:
    for atom in audience.atoms:
        yield ReachAtom(
            directive_id=directive_id,
            position=position,
            scope_id=atom.scope_id,
            level=atom.level,
            kind=atom.kind,
        )
    for unit_id in audience.unit_ids:
        yield ReachUnit(directive_id=directive_id, position=position, unit_id=unit_id)


def _dues(event: DirectiveRelayed, position: int) -> Iterator[RelayDue]:
    for due in event.dues:
        yield RelayDue(
            task_id=due.task_id,
            position=position,
            directive_id=event.directive_id,
            due_on=due.due_on,
            due_at=due.due_at,
        )


def _passing(
    event: DirectiveRelayed | DirectivePassedOn,
    recorded: RecordedEvent,
    implementing_id: UUID | None,
) -> Passing:
    return Passing(
        directive_id=event.directive_id,
        unit_id=event.unit_id,
        position=recorded.position,
        recorded_at=recorded.recorded_at,
        implementing_id=implementing_id,
    )
