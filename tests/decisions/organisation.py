"""A small made-up nation, for decisions that need a tree to stand on."""

from collections.abc import Callable, Sequence
from uuid import UUID, uuid5

from cascade.calendar.decisions import decide_seed
from cascade.calendar.state import Calendar
from cascade.events import Event, next_place
from cascade.identifiers import NAMESPACE, ORGANISATION
from cascade.organisation.commands import SetSuperior
from cascade.organisation.decisions.units import decide_set_superior
from cascade.organisation.events import (
    LevelRecord,
    OrganisationFounded,
    SuperiorSet,
    UnitRecord,
    UnitsEstablished,
)
from cascade.organisation.state import Organisation
from tests.decisions.story import NOW, given

LEVELS = (
    LevelRecord(rank=1, key="centre", name="Trung ương"),
    LevelRecord(rank=2, key="province", name="Tỉnh"),
    LevelRecord(rank=3, key="ward", name="Phường"),
    LevelRecord(rank=4, key="branch", name="Chi bộ"),
)


def unit_id(code: str) -> UUID:
    return uuid5(NAMESPACE, f"made up/{code}")


def unit(
    code: str, level: str, parent: str | None, kind: str = "committee", under: str | None = None
) -> UnitRecord:
    """``under``: the code of the unit under which it addresses others; itself by default."""
    name = f"{kind.capitalize()} {code}"
    parent_id = None if parent is None else unit_id(parent)
    body = unit_id(under or code)
    return UnitRecord(
        unit_id=unit_id(code),
        code=code,
        name=name,
        symbol=f"S{code}",
        kind=kind,
        level=level,
        parent_id=parent_id,
        addresses_under_id=body,
    )


FOUNDED = OrganisationFounded(
    **next_place(ORGANISATION, 0, NOW),
    time_zone="Asia/Ho_Chi_Minh",
    levels=LEVELS,
    root=unit("C", "centre", None, "body"),
    valid_from=None,
)
ESTABLISHED = UnitsEstablished(
    **next_place(ORGANISATION, 1, NOW),
    units=(
        unit("P1", "province", "C"),
        unit("P2", "province", "C"),
        unit("D1", "province", "P1", "department", under="P1"),
        unit("W1", "ward", "P1"),
        unit("W2", "ward", "P1"),
        unit("W3", "ward", "P2"),
        *(unit(f"B{ward}{n}", "branch", f"W{ward}", "cell") for ward in (1, 2, 3) for n in (1, 2)),
    ),
    valid_from=None,
)


def nation() -> Organisation:
    """Centre; provinces P1, P2; department D1; wards W1, W2, W3; two branches under each ward."""
    return given(Organisation(), FOUNDED, ESTABLISHED).state


def calendar() -> Calendar:
    return given(Calendar(), *decide_seed(Calendar(), NOW)).state


# ---- superiors on the line of the party, set and asked for

Decide = Callable[[Organisation], Sequence[Event]]


def superior(code: str, over: str | None, line: str = "party") -> Decide:
    over_id = None if over is None else unit_id(over)
    return lambda tree: decide_set_superior(
        tree, SetSuperior(unit=unit_id(code), line=line, superior=over_id), NOW
    )


def set_under(version: int, code: str, over: str | None) -> SuperiorSet:
    return SuperiorSet(
        **next_place(ORGANISATION, version - 1, NOW),
        unit_id=unit_id(code),
        line="party",
        superior_id=unit_id(over) if over else None,
        valid_from=None,
    )
