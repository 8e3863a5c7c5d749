"""What is said of the organisation chart."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from cascade.enums import ScheduledOutcome
from cascade.events import Event
from cascade.organisation.events import (
    AliasAdded,
    ChangeScheduled,
    ImportAbandoned,
    ImportCompleted,
    OrganisationFounded,
    ScheduledChangeSettled,
    SuperiorSet,
    TreeReorganised,
    UnitDissolved,
    UnitMoved,
    UnitRenamed,
    UnitsEstablished,
    UnitsLabelled,
    UnitsMerged,
    UnitSplit,
    UnitsStaged,
    UnitsUnlabelled,
)
from cascade.organisation.packages import brought_by, ended_by
from projections.audit.names import Names, counted

_SETTLED: Final = {
    ScheduledOutcome.TOOK_EFFECT: "took effect",
    ScheduledOutcome.CANCELLED: "was cancelled",
    ScheduledOutcome.IMPOSSIBLE: "could not be carried out",
}


def _established(event: UnitsEstablished, names: Names) -> str:
    if len(event.units) == 1:
        return f"{event.units[0].name} was established."
    return f"{len(event.units)} units were established."


def _superior(event: SuperiorSet, names: Names) -> str:
    unit = names.unit(event.unit_id)
    if event.superior_id is None:
        return f"{unit} stands under no unit on the line “{event.line}” any more."
    return f"{unit} came under {names.unit(event.superior_id)} on the line “{event.line}”."


def _labelled(event: UnitsLabelled, names: Names) -> str:
    until = f" to {event.to_day}" if event.to_day else " on"
    return f"{_those(event, names)} bear the label “{event.label}” from {event.from_day}{until}."


def _those(event: UnitsLabelled | UnitsUnlabelled, names: Names) -> str:
    return counted(len(event.unit_ids), "unit", "units")


def _merged(event: UnitsMerged, names: Names) -> str:
    into = event.new.name if event.new else names.unit(event.into_id)
    ended = len([unit_id for unit_id in event.unit_ids if unit_id != event.into_id])
    return f"{counted(ended, 'unit was', 'units were')} merged into {into}."


def _split(event: UnitSplit, names: Names) -> str:
    parts = counted(len(event.part_ids), "unit")
    seat = next((each.name for each in event.new if each.unit_id == event.seat_id), None)
    kept = seat or names.unit(event.seat_id)
    return f"{names.unit(event.unit_id)} became {parts}; {kept} keeps its seat."


def _reorganised(event: TreeReorganised, names: Names) -> str:
    """Counted: which units, the entry lists, and those of the slice alone."""
    ended = {unit_id for step in event.steps for unit_id in ended_by(step)}
    new = sum(len(brought_by(step)) for step in event.steps)
    changed = counted(len(event.steps), "change was", "changes were")
    return (
        f"The tree was reorganised: {changed} made together; "
        f"{counted(len(ended), 'unit')} ended, {counted(new, 'unit')} came."
    )


def _settled(event: ScheduledChangeSettled, names: Names) -> str:
    why = f": {event.reason}" if event.reason else ""
    return f"A scheduled change {_SETTLED[event.outcome]}{why}."


SENTENCES: Final[Mapping[type[Event], Callable[[Any, Names], str]]] = {
    OrganisationFounded: lambda e, n: f"The organisation was founded under {e.root.name}.",
    UnitsEstablished: _established,
    UnitRenamed: lambda e, n: f"A unit bears the name {e.name} from {e.effective_on} on.",
    UnitMoved: lambda e, n: f"{n.unit(e.unit_id)} came under {n.unit(e.parent_id)}.",
    SuperiorSet: _superior,
    AliasAdded: lambda e, n: f"{n.unit(e.unit_id)} is also known as {e.name}.",
    UnitsLabelled: _labelled,
    UnitsUnlabelled: lambda e, n: (
        f"{_those(e, n)} no longer bear the label “{e.label}” from {e.from_day} on."
    ),
    UnitsMerged: _merged,
    UnitSplit: _split,
    UnitDissolved: lambda e, n: (
        f"{n.unit(e.unit_id)} was dissolved; {n.unit(e.heir_id)} took its place."
    ),
    TreeReorganised: _reorganised,
    ChangeScheduled: lambda e, n: f"{e.command} was scheduled for {e.effective_on}.",
    ScheduledChangeSettled: _settled,
    UnitsStaged: lambda e, n: (
        f"{counted(len(e.units), 'unit was', 'units were')} read in for an import."
    ),
    ImportCompleted: lambda e, n: (
        f"An import was completed: {counted(e.count, 'unit was', 'units were')} established."
    ),
    ImportAbandoned: lambda e, n: "An import was abandoned: nothing of it was established.",
}
