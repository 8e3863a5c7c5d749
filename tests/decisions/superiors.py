"""Superiors on the line of the party, set and asked for."""

from collections.abc import Callable, Sequence

from cascade.events import Event, next_place
from cascade.identifiers import ORGANISATION
from cascade.organisation.commands import SetSuperior
from cascade.organisation.decisions.units import decide_set_superior
from cascade.organisation.events import SuperiorSet
from cascade.organisation.state import Organisation
from tests.decisions.places import unit_id
from tests.decisions.story import NOW

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
