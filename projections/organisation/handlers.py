"""The organisation, as it was at every position."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from cascade.events import Event
from cascade.log.records import RecordedEvent
from cascade.organisation.events import (
    AliasAdded,
    ImportAbandoned,
    ImportCompleted,
    OrganisationFounded,
    SuperiorSet,
    TreeReorganised,
    UnitDissolved,
    UnitMoved,
    UnitRecord,
    UnitRenamed,
    UnitsEstablished,
    UnitsLabelled,
    UnitsMerged,
    UnitSplit,
    UnitsStaged,
    UnitsUnlabelled,
)
from cascade.organisation.packages import parts
from cascade.text_rules import search_form
from projections.engine.copying import Rows, copy
from projections.engine.statements import load
from projections.organisation import reorganising
from projections.organisation.places import ORDINAL_DIGITS
from projections.organisation.reorganising import Change, reorganise
from projections.organisation.tables import (
    Level,
    ReportedOnce,
    StagedUnit,
    Unit,
    UnitAlias,
    UnitLabel,
    UnitName,
    UnitVersion,
)
from projections.organisation.together import Together

EVENTS: Final = (
    OrganisationFounded,
    UnitsEstablished,
    UnitRenamed,
    UnitMoved,
    UnitsMerged,
    UnitSplit,
    UnitDissolved,
    TreeReorganised,
    SuperiorSet,
    AliasAdded,
    UnitsLabelled,
    UnitsUnlabelled,
    UnitsStaged,
    ImportCompleted,
    ImportAbandoned,
)

statements = load(__package__, "handlers.sql")


@dataclass(slots=True)
class Establishing:
    """Units of the page that are not written yet."""

    next_ordinal: int
    parent_ids: set[UUID]
    """Of all units that the page establishes."""
    rows: Rows = field(default_factory=Rows)
    parents: dict[UUID, int] = field(default_factory=dict)
    places: dict[UUID, tuple[str, tuple[UUID, ...]]] = field(default_factory=dict)
    """The path of each known unit, and its ancestors with itself."""


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    """Bulk writes, interrupted by what changes the tree: it takes along what was there before."""
    new = Establishing(await statements.next_ordinal(connection), set(_parents(events)))
    await _place(connection, new)
    for recorded in events:
        event, position = recorded.event, recorded.position
        match event:
            case OrganisationFounded():
                await _found(connection, event, position)
                _establish(new, event.root, position, event.valid_from)
            case UnitsEstablished():
                for record in event.units:
                    _establish(new, record, position, event.valid_from)
            case UnitRenamed():
                new.rows.add(_renamed(event, position))
            case AliasAdded():
                new.rows.add(_alias(event, position))
            case UnitsLabelled():
                new.rows.extend(_labelled(event, position))
            case UnitsUnlabelled():
                await _write(connection, new)
                await _unlabel(connection, event, position)
            case UnitsStaged():
                new.rows.extend(_staged(event, position))
            case _:
                await _change(connection, new, recorded)
    await _write(connection, new)


async def _change(connection: Any, new: Establishing, recorded: RecordedEvent) -> None:
    """What was established before is written, and where units stand is learnt again after."""
    event: Any = recorded.event
    await _write(connection, new)
    match event:
        case ImportCompleted():
            await _complete(connection, new, event, recorded.position)
        case ImportAbandoned():
            await reorganising.statements.abandon_import(connection, import_id=event.import_id)
        case _:
            await _reorganise(connection, new, event, recorded.position)
    await _place(connection, new)


async def _reorganise(connection: Any, new: Establishing, event: Any, position: int) -> None:
    changes = list(parts(event)) if isinstance(event, TreeReorganised) else [event]
    new.rows.extend(_renamed(each, position) for each in changes if isinstance(each, UnitRenamed))
    together = Together.of(changes)
    change = Change(together, position, event.valid_from, new.next_ordinal)
    await reorganise(connection, change)
    new.next_ordinal += len(together.new)
    new.rows.extend(_reported_once(changes, position))


def _reported_once(changes: Sequence[Event], position: int) -> Iterator[ReportedOnce]:
    """One row for each unit that takes the place of others: of a package's mergers into one unit
    the earliest day counts.
    """
    days: dict[UUID, date] = {}
    for each in changes:
        if isinstance(each, UnitsMerged) and (day := each.reports_once_from):
            days[each.into_id] = min(day, days.get(each.into_id, day))
    for into_id, day in days.items():
        yield ReportedOnce(position=position, into_id=into_id, from_day=day)


async def _complete(
    connection: Any, new: Establishing, event: ImportCompleted, position: int
) -> None:
    await reorganising.statements.complete_import(
        connection,
        import_id=event.import_id,
        position=position,
        next_ordinal=new.next_ordinal,
        first_day=event.valid_from or date.min,
        valid_from=event.valid_from,
    )
    new.next_ordinal = await statements.next_ordinal(connection)


async def _found(connection: Any, event: OrganisationFounded, position: int) -> None:
    await statements.found(connection, position=position, time_zone=event.time_zone)
    levels = [Level(rank=each.rank, key=each.key, name=each.name) for each in event.levels]
    await copy(connection, levels)


def _parents(events: Sequence[RecordedEvent]) -> Iterator[UUID]:
    """Where the page's units are established."""
    for recorded in events:
        event = recorded.event
        records: Sequence[UnitRecord] = ()
        if isinstance(event, UnitsEstablished):
            records = event.units
        yield from (record.parent_id for record in records if record.parent_id is not None)


async def _place(connection: Any, new: Establishing) -> None:
    """Learn where those parents stand that are written already."""
    new.places.clear()
    for row in await connection.fetch(statements.places.sql, list(new.parent_ids)):
        new.places[row["unit_id"]] = row["path"], (*row["ancestors"], row["unit_id"])


def _establish(
    new: Establishing, record: UnitRecord, position: int, valid_from: date | None
) -> None:
    path, ancestors = new.places[record.parent_id] if record.parent_id else ("", ())
    path += f"{new.next_ordinal:0{ORDINAL_DIGITS}x}"
    new.places[record.unit_id] = path, (*ancestors, record.unit_id)
    new.rows.add(
        Unit(
            unit_id=record.unit_id,
            ordinal=new.next_ordinal,
            established_position=position,
            newly=True,
            code_form=search_form(record.code),
        ),
        _version(record, position, path, ancestors),
        _first_name(record, position, valid_from),
    )
    if record.parent_id is not None:
        new.parents.setdefault(record.parent_id, position)
    new.next_ordinal += 1


def _version(
    record: UnitRecord, position: int, path: str, ancestors: tuple[UUID, ...]
) -> UnitVersion:
    return UnitVersion(
        unit_id=record.unit_id,
        from_position=position,
        parent_id=record.parent_id,
        addresses_under_id=record.addresses_under_id,
        live=True,
        code=record.code,
        kind=record.kind,
        level=record.level,
        path=path,
        ancestors=ancestors,
    )


def _first_name(record: UnitRecord, position: int, valid_from: date | None) -> UnitName:
    return UnitName(
        unit_id=record.unit_id,
        effective_on=valid_from or date.min,
        position=position,
        name=record.name,
        symbol=record.symbol,
        valid_from=valid_from,
        valid_not_before=None,
        valid_not_after=None,
        renames=False,
        name_form=search_form(record.name),
        symbol_form=search_form(record.symbol or ""),
    )


def _renamed(event: UnitRenamed, position: int) -> UnitName:
    return UnitName(
        unit_id=event.unit_id,
        effective_on=event.effective_on,
        position=position,
        name=event.name,
        symbol=event.symbol,
        valid_from=event.valid_from,
        valid_not_before=event.valid_not_before,
        valid_not_after=event.valid_not_after,
        renames=True,
        name_form=search_form(event.name),
        symbol_form=search_form(event.symbol or ""),
    )


def _alias(event: AliasAdded, position: int) -> UnitAlias:
    return UnitAlias(
        unit_id=event.unit_id,
        position=position,
        name=event.name,
        name_form=search_form(event.name),
    )


def _labelled(event: UnitsLabelled, position: int) -> Iterator[UnitLabel]:
    for unit_id in event.unit_ids:
        yield UnitLabel(
            unit_id=unit_id,
            label=event.label,
            from_day=event.from_day,
            from_position=position,
            to_day=event.to_day,
        )


async def _unlabel(connection: Any, event: UnitsUnlabelled, position: int) -> None:
    await statements.unlabel(
        connection,
        unit_ids=list(event.unit_ids),
        label=event.label,
        from_day=event.from_day,
        position=position,
    )


def _staged(event: UnitsStaged, position: int) -> Iterator[StagedUnit]:
    for number, record in enumerate(event.units):
        assert record.parent_id is not None
        yield StagedUnit(
            import_id=event.import_id,
            position=position,
            number=number,
            unit_id=record.unit_id,
            parent_id=record.parent_id,
            addresses_under_id=record.addresses_under_id,
            code=record.code,
            name=record.name,
            symbol=record.symbol,
            kind=record.kind,
            level=record.level,
            code_form=search_form(record.code),
            name_form=search_form(record.name),
            symbol_form=search_form(record.symbol or ""),
        )


async def _write(connection: Any, new: Establishing) -> None:
    await new.rows.write(connection)
    if new.parents:
        await statements.note_parents(
            connection, unit_ids=list(new.parents), positions=list(new.parents.values())
        )
        new.parents.clear()
