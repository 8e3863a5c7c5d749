"""The organisation, as it was at every position."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from cascade.log.records import RecordedEvent
from cascade.organisation.events import (
    OrganisationFounded,
    UnitMoved,
    UnitRecord,
    UnitRenamed,
    UnitsEstablished,
)
from projections.copying import copy
from projections.statements import load
from projections.versions import FOREVER

EVENTS: Final = (OrganisationFounded, UnitsEstablished, UnitRenamed, UnitMoved)

# 16 million units: a path of 8 levels is 48 characters.
ORDINAL_DIGITS: Final = 6

statements = load(__package__, "handlers.sql")


@dataclass(slots=True)
class Establishing:
    """Units of the page that are not written yet."""

    next_ordinal: int
    units: list[tuple[Any, ...]] = field(default_factory=list)
    versions: list[tuple[Any, ...]] = field(default_factory=list)
    names: list[tuple[Any, ...]] = field(default_factory=list)
    parents: dict[UUID, int] = field(default_factory=dict)
    places: dict[UUID, tuple[str, tuple[UUID, ...]]] = field(default_factory=dict)
    """The path of each known unit, and its ancestors with itself."""


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    """Bulk writes, interrupted by moves: a move takes what was established before it along."""
    new = Establishing(await statements.next_ordinal(connection))
    await _place_parents(connection, new, events)
    for recorded in events:
        match recorded.event:
            case OrganisationFounded() as founded:
                await _found(connection, founded, recorded.position)
                _establish(new, founded.root, recorded.position, founded.valid_from)
            case UnitsEstablished() as established:
                for record in established.units:
                    _establish(new, record, recorded.position, established.valid_from)
            case UnitRenamed() as renamed:
                new.names.append(_name(renamed, recorded.position))
            case UnitMoved() as moved:
                await _write(connection, new)
                await statements.move(
                    connection,
                    unit_id=moved.unit_id,
                    parent_id=moved.parent_id,
                    position=recorded.position,
                )
                await _place_again(connection, new)
    await _write(connection, new)


async def _found(connection: Any, event: OrganisationFounded, position: int) -> None:
    await statements.found(connection, position=position, time_zone=event.time_zone)
    await copy(connection, "level", [(level.rank, level.key, level.name) for level in event.levels])


async def _place_parents(
    connection: Any, new: Establishing, events: Sequence[RecordedEvent]
) -> None:
    """Learn where the parents stand that earlier pages established."""
    wanted = {
        record.parent_id
        for recorded in events
        if isinstance(recorded.event, UnitsEstablished)
        for record in recorded.event.units
    }
    await _place(connection, new, wanted)


async def _place_again(connection: Any, new: Establishing) -> None:
    """After a move, paths that were known may be others."""
    known = set(new.places)
    new.places.clear()
    await _place(connection, new, known)


async def _place(connection: Any, new: Establishing, ids: set[Any]) -> None:
    for row in await connection.fetch(statements.places.sql, list(ids - {None})):
        new.places[row["unit_id"]] = row["path"], (*row["ancestors"], row["unit_id"])


def _establish(
    new: Establishing, record: UnitRecord, position: int, valid_from: date | None
) -> None:
    path, ancestors = new.places[record.parent_id] if record.parent_id else ("", ())
    path += f"{new.next_ordinal:0{ORDINAL_DIGITS}x}"
    new.places[record.unit_id] = path, (*ancestors, record.unit_id)
    new.units.append((record.unit_id, new.next_ordinal, position))
    new.versions.append((
        record.unit_id, position, FOREVER, record.parent_id, record.addresses_under_id, True,
        record.code, record.kind, record.level, path, ancestors,
    ))  # fmt: skip
    first_day = valid_from or date.min
    new.names.append((
        record.unit_id, first_day, position, record.name, record.symbol, valid_from, None, None,
    ))  # fmt: skip
    if record.parent_id is not None:
        new.parents.setdefault(record.parent_id, position)
    new.next_ordinal += 1


def _name(event: UnitRenamed, position: int) -> tuple[Any, ...]:
    return (
        event.unit_id, event.effective_on, position, event.name, event.symbol,
        event.valid_from, event.valid_not_before, event.valid_not_after,
    )  # fmt: skip


async def _write(connection: Any, new: Establishing) -> None:
    await copy(connection, "unit", new.units)
    await copy(connection, "unit_version", new.versions)
    await copy(connection, "unit_name", new.names)
    await statements.note_parents(
        connection, unit_ids=list(new.parents), positions=list(new.parents.values())
    )
    for rows in (new.units, new.versions, new.names, new.parents):
        rows.clear()
