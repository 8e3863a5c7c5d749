"""Units moved, merged, split, dissolved: what was theirs goes to those who take their place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from cascade.organisation.events import (
    SuperiorSet,
    UnitDissolved,
    UnitMoved,
    UnitsMerged,
    UnitSplit,
)
from projections.engine.copying import copy
from projections.engine.statements import load
from projections.organisation.tables import UnitSuccession

statements: Final = load(__package__, "reorganising.sql")


@dataclass(frozen=True, slots=True)
class Succession:
    """Units that end together, and who takes their place. ``is_new`` tells of the heir."""

    ended_ids: Sequence[UUID]
    heir_id: UUID
    is_new: bool
    successor_ids: Sequence[UUID]
    transfers: Mapping[UUID, UUID]
    placements: Mapping[UUID, UUID]

    def place_of(self, unit_id: UUID) -> UUID:
        """Under whom a unit comes that stood under one of them."""
        return self.placements.get(unit_id, self.heir_id)

    @classmethod
    def of(cls, event: UnitsMerged | UnitSplit | UnitDissolved) -> "Succession":
        if isinstance(event, UnitsMerged):
            ended = [unit_id for unit_id in event.unit_ids if unit_id != event.into_id]
            is_new = event.new is not None
            return cls(ended, event.into_id, is_new, [event.into_id], {}, {})
        transfers = {transfer.directive_id: transfer.to_id for transfer in event.transfers}
        placements = {placement.unit_id: placement.to_id for placement in event.placements}
        if isinstance(event, UnitSplit):
            is_new = event.seat_id in {part.unit_id for part in event.new}
            heir_id, successors = event.seat_id, event.part_ids
        else:
            is_new = False
            heir_id, successors = event.heir_id, event.successor_ids or (event.heir_id,)
        return cls([event.unit_id], heir_id, is_new, successors, transfers, placements)


async def reorganise(
    connection: Any,
    event: UnitMoved | SuperiorSet | UnitsMerged | UnitSplit | UnitDissolved,
    position: int,
) -> None:
    """One change of the tree. Units that it establishes are written already."""
    match event:
        case SuperiorSet():
            await _set_superior(connection, event.unit_id, event.line, event.superior_id, position)
            return
        case UnitMoved():
            await statements.reparent(
                connection,
                unit_id=event.unit_id,
                parent_id=event.parent_id,
                children_only=False,
                position=position,
            )
        case _:
            await _succeed(connection, Succession.of(event), position)
    await statements.follow_heirs(connection, position=position)
    await statements.note_parents_at(connection, position=position)


async def _succeed(connection: Any, succession: Succession, position: int) -> None:
    for ended_id in succession.ended_ids:
        await _hand_over(connection, succession, ended_id, position)
    await _hand_over_lines(connection, succession, position)
    await statements.end_units(
        connection,
        unit_ids=list(succession.ended_ids),
        heir_id=succession.heir_id,
        position=position,
    )
    rows = [
        UnitSuccession(
            unit_id=ended_id, successor_id=successor_id, position=position, ordinal=ordinal
        )
        for ended_id in succession.ended_ids
        for ordinal, successor_id in enumerate(dict.fromkeys(succession.successor_ids))
    ]
    await copy(connection, rows)


async def _hand_over(
    connection: Any, succession: Succession, ended_id: UUID, position: int
) -> None:
    """What stands under a unit, addresses under it, or is borne by it."""
    for child_id, place_id in succession.placements.items():
        await statements.reparent(
            connection,
            unit_id=child_id,
            parent_id=place_id,
            children_only=False,
            position=position,
        )
    await statements.reparent(
        connection,
        unit_id=ended_id,
        parent_id=succession.heir_id,
        children_only=True,
        position=position,
    )
    await statements.readdress(
        connection,
        unit_id=ended_id,
        heir_id=succession.heir_id,
        child_ids=list(succession.placements),
        to_ids=list(succession.placements.values()),
        position=position,
    )
    await statements.transfer(
        connection,
        unit_id=ended_id,
        heir_id=succession.heir_id,
        directive_ids=list(succession.transfers),
        to_ids=list(succession.transfers.values()),
        position=position,
    )


async def _hand_over_lines(connection: Any, succession: Succession, position: int) -> None:
    """Those below come under whom they are placed with; a new heir comes under those above."""
    ended, heir_id = set(succession.ended_ids), succession.heir_id
    lines = await connection.fetch(statements.lines_of.sql, [*succession.ended_ids, heir_id])
    inherited = {row["line"] for row in lines if row["unit_id"] == heir_id}
    for row in lines:
        unit_id, line, superior_id = row["unit_id"], row["line"], row["superior_id"]
        if unit_id in ended:
            await _set_superior(connection, unit_id, line, None, position)
        elif superior_id in ended:
            place = succession.place_of(unit_id)
            superior = None if place == unit_id else place
            await _set_superior(connection, unit_id, line, superior, position)
    above = {(row["unit_id"], row["line"]): row["superior_id"] for row in lines}
    for ended_id in succession.ended_ids if succession.is_new else ():
        for (unit_id, line), superior_id in above.items():
            if unit_id != ended_id or line in inherited or superior_id in (*ended, heir_id):
                continue
            inherited.add(line)
            await _set_superior(connection, heir_id, line, superior_id, position)


async def _set_superior(
    connection: Any, unit_id: UUID, line: str, superior_id: UUID | None, position: int
) -> None:
    await statements.set_superior(
        connection, unit_id=unit_id, line=line, superior_id=superior_id, position=position
    )
