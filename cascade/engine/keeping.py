"""Changes of the tree that may wait for a day: what is kept of them, and what each comes to."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from cascade.events import Event
from cascade.organisation.commands import (
    DissolveUnit,
    MergeUnits,
    MoveUnit,
    RenameUnit,
    Reorganise,
    SetSuperior,
    SplitUnit,
)
from cascade.organisation.decisions.reorganisations import (
    decide_dissolve,
    decide_merge,
    decide_split,
)
from cascade.organisation.decisions.units import decide_move, decide_rename, decide_set_superior
from cascade.organisation.events import ChangeScheduled
from cascade.organisation.state import Organisation

Change = RenameUnit | MoveUnit | SetSuperior | MergeUnits | SplitUnit | DissolveUnit

CHANGES: Final[Mapping[str, type[Change | Reorganise]]] = {
    kind.__name__: kind
    for kind in (
        RenameUnit,
        MoveUnit,
        SetSuperior,
        MergeUnits,
        SplitUnit,
        DissolveUnit,
        Reorganise,
    )
}
"""By the name under which a change is kept: a name that an event holds never changes."""


def restored(change: ChangeScheduled) -> Change | Reorganise:
    """The command that was kept."""
    # Here and not above: what reads no scheduled change does not wait for the library.
    from pydantic import TypeAdapter

    command: Any = TypeAdapter(CHANGES[change.command]).validate_python(change.input)
    kept: Change | Reorganise = command
    return kept


def decide_change(
    command: Change, organisation: Organisation, new_id: Callable[[], UUID], now: datetime
) -> list[Event]:
    """What a change comes to on a tree; raises Refused."""
    match command:
        case RenameUnit():
            return decide_rename(organisation, command, now)
        case MoveUnit():
            return decide_move(organisation, command, now)
        case SetSuperior():
            return decide_set_superior(organisation, command, now)
        case MergeUnits():
            return decide_merge(organisation, command, new_id, now)
        case SplitUnit():
            return decide_split(organisation, command, new_id, now)
        case DissolveUnit():
            return decide_dissolve(organisation, command, now)
