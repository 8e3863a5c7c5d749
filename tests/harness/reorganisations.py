"""Changes of the tree, appended to a chronicle."""

from datetime import date
from uuid import UUID

from cascade.identifiers import NAMESPACE, ORGANISATION
from cascade.organisation.events import (
    AliasAdded,
    ImportAbandoned,
    ImportCompleted,
    Placement,
    SuperiorSet,
    Transfer,
    UnitDissolved,
    UnitRecord,
    UnitsMerged,
    UnitSplit,
    UnitsStaged,
)
from tests.harness.chronicle import LEVELS, Chronicle, known

DAY = date(2026, 1, 5)
IMPORT = NAMESPACE
LEVEL_OF = {"P": "province", "W": "ward", "B": "branch"}


def record(name: str, parent: str, *, code: str | None = None) -> UnitRecord:
    """A unit as it is established; its code may be another's who ended."""
    code = code or name
    unit_id = known(name)
    return UnitRecord(
        unit_id=unit_id,
        code=code,
        name=f"Unit {name}",
        symbol=None,
        kind="body",
        level=LEVEL_OF.get(name[0], LEVELS[0]),
        parent_id=known(parent),
        addresses_under_id=unit_id,
    )


async def merge(chronicle: Chronicle, *units: str, into: str, new: UnitRecord | None = None) -> int:
    return await chronicle.record(
        UnitsMerged, ORGANISATION, unit_ids=tuple(map(known, units)), into_id=known(into),
        new=new, valid_from=DAY,
    )  # fmt: skip


async def split(
    chronicle: Chronicle,
    unit: str,
    *parts: str,
    new: tuple[UnitRecord, ...] = (),
    transfers: dict[str, str] | None = None,
    placements: dict[str, str] | None = None,
) -> int:
    """The first part keeps the seat."""
    return await chronicle.record(
        UnitSplit, ORGANISATION, unit_id=known(unit), part_ids=tuple(map(known, parts)),
        seat_id=known(parts[0]), new=new, transfers=_transfers(transfers),
        placements=_placements(placements), valid_from=DAY,
    )  # fmt: skip


async def dissolve(
    chronicle: Chronicle, unit: str, heir: str, *, transfers: dict[str, str] | None = None
) -> int:
    return await chronicle.record(
        UnitDissolved, ORGANISATION, unit_id=known(unit), successor_ids=(), heir_id=known(heir),
        transfers=_transfers(transfers), placements=(), valid_from=DAY,
    )  # fmt: skip


async def set_superior(chronicle: Chronicle, unit: str, superior: str | None, line: str) -> int:
    superior_id = known(superior) if superior else None
    return await chronicle.record(
        SuperiorSet, ORGANISATION, unit_id=known(unit), line=line, superior_id=superior_id,
        valid_from=None,
    )  # fmt: skip


async def alias(chronicle: Chronicle, unit: str, name: str) -> int:
    return await chronicle.record(AliasAdded, ORGANISATION, unit_id=known(unit), name=name)


async def stage(chronicle: Chronicle, *units: UnitRecord, of: UUID = IMPORT) -> int:
    return await chronicle.record(UnitsStaged, ORGANISATION, import_id=of, units=units)


async def complete(chronicle: Chronicle, count: int, of: UUID = IMPORT) -> int:
    return await chronicle.record(
        ImportCompleted, ORGANISATION, import_id=of, count=count, valid_from=None
    )


async def abandon(chronicle: Chronicle, of: UUID = IMPORT) -> int:
    return await chronicle.record(ImportAbandoned, ORGANISATION, import_id=of)


def _transfers(given: dict[str, str] | None) -> tuple[Transfer, ...]:
    return tuple(
        Transfer(directive_id=known(d), to_id=known(unit)) for d, unit in (given or {}).items()
    )


def _placements(given: dict[str, str] | None) -> tuple[Placement, ...]:
    return tuple(
        Placement(unit_id=known(u), to_id=known(place)) for u, place in (given or {}).items()
    )


async def reorganise(chronicle: Chronicle) -> None:
    """The told province, changed in every way that a tree changes."""
    await alias(chronicle, "W1", "The first ward")
    await set_superior(chronicle, "W1", "P2", "steering")
    await merge(chronicle, "B1", "B2", into="B9", new=record("B9", "W1", code="B1"))
    await split(
        chronicle, "W1", "W7", "W8", new=(record("W7", "P1"), record("W8", "P1")),
        placements={"B9": "W8"}, transfers={"D2": "W8"},
    )  # fmt: skip
    await dissolve(chronicle, "W8", "W7", transfers={"D1": "W2"})
    await stage(chronicle, record("W5", "P2"), record("B5", "W5"))
    await complete(chronicle, 2)
    await stage(chronicle, record("W6", "P2"), of=known("later"))
