"""Packages: several changes of the tree in one event, and each of them as it would be alone.

Whoever folds what happens to the tree folds the parts of a package one after the other, at the one
position of all of them.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from cascade.events import Event, Place
from cascade.organisation.events import (
    Dissolution,
    Founding,
    Merger,
    Move,
    Renaming,
    Split,
    StepRecord,
    Subordination,
    SuperiorSet,
    TreeReorganised,
    UnitDissolved,
    UnitMoved,
    UnitRecord,
    UnitRenamed,
    UnitsEstablished,
    UnitsMerged,
    UnitSplit,
)
from cascade.recorded import Recorded

RecordedT = TypeVar("RecordedT", bound=Recorded)


def unpacked(recorded: RecordedT) -> Iterator[RecordedT]:
    """What was recorded; of a package instead each part, as if it stood at that position alone."""
    if not isinstance(recorded.event, TreeReorganised):
        yield recorded
        return
    package: Any = recorded
    for part in parts(recorded.event):
        yield replace(package, event=part)


def parts(event: TreeReorganised) -> Iterator[Event]:
    """The steps of a package, each as the event that it would be alone."""
    place: Place = {
        "originator_id": event.originator_id,
        "originator_version": event.originator_version,
        "timestamp": event.timestamp,
    }
    for step in event.steps:
        yield _part(step, place, event.valid_from)


def _part(step: StepRecord, place: Place, day: date) -> Event:
    match step:
        case Founding():
            return UnitsEstablished(**place, units=(step.founded,), valid_from=day)
        case Renaming():
            return _renamed(step, place, day)
        case Move():
            return UnitMoved(
                **place, unit_id=step.moved_id, parent_id=step.parent_id, valid_from=day
            )
        case Subordination():
            return SuperiorSet(
                **place,
                unit_id=step.subordinate_id,
                line=step.line,
                superior_id=step.superior_id,
                valid_from=day,
            )
        case Merger():
            return UnitsMerged(
                **place,
                unit_ids=step.merged_ids,
                into_id=step.into_id,
                new=step.new,
                valid_from=day,
                reports_once_from=step.reports_once_from,
            )
        case Split():
            return _split(step, place, day)
        case Dissolution():
            return _dissolved(step, place, day)


def _renamed(step: Renaming, place: Place, day: date) -> UnitRenamed:
    return UnitRenamed(
        **place,
        unit_id=step.renamed_id,
        name=step.name,
        symbol=step.symbol,
        valid_from=day,
        valid_not_before=None,
        valid_not_after=None,
        effective_on=day,
    )


def _split(step: Split, place: Place, day: date) -> UnitSplit:
    return UnitSplit(
        **place,
        unit_id=step.split_id,
        part_ids=step.part_ids,
        seat_id=step.seat_id,
        new=step.new,
        transfers=step.transfers,
        placements=step.placements,
        valid_from=day,
    )


def _dissolved(step: Dissolution, place: Place, day: date) -> UnitDissolved:
    return UnitDissolved(
        **place,
        unit_id=step.dissolved_id,
        successor_ids=step.successor_ids,
        heir_id=step.heir_id,
        transfers=step.transfers,
        placements=step.placements,
        valid_from=day,
    )


def step_of(event: Event) -> StepRecord:
    """A change of the tree as a step of a package."""
    match event:
        case UnitsEstablished(units=(unit,)):
            return Founding(founded=unit)
        case UnitRenamed():
            return Renaming(renamed_id=event.unit_id, name=event.name, symbol=event.symbol)
        case UnitMoved():
            return Move(moved_id=event.unit_id, parent_id=event.parent_id)
        case SuperiorSet(superior_id=superior_id) if superior_id is not None:
            return Subordination(
                subordinate_id=event.unit_id, line=event.line, superior_id=superior_id
            )
        case UnitsMerged():
            return Merger(
                merged_ids=event.unit_ids,
                into_id=event.into_id,
                new=event.new,
                reports_once_from=event.reports_once_from,
            )
        case UnitSplit():
            return Split(
                split_id=event.unit_id,
                part_ids=event.part_ids,
                seat_id=event.seat_id,
                new=event.new,
                transfers=event.transfers,
                placements=event.placements,
            )
        case UnitDissolved():
            return Dissolution(
                dissolved_id=event.unit_id,
                successor_ids=event.successor_ids,
                heir_id=event.heir_id,
                transfers=event.transfers,
                placements=event.placements,
            )
    raise TypeError(f"a {type(event).__name__} is no step of a package")


def ended_by(step: StepRecord) -> tuple[UUID, ...]:
    """The units that end with a step."""
    match step:
        case Merger():
            return tuple(unit_id for unit_id in step.merged_ids if unit_id != step.into_id)
        case Split():
            return (step.split_id,)
        case Dissolution():
            return (step.dissolved_id,)
    return ()


def brought_by(step: StepRecord) -> tuple[UnitRecord, ...]:
    """The units that come with a step."""
    match step:
        case Founding():
            return (step.founded,)
        case Merger():
            return (step.new,) if step.new else ()
        case Split():
            return step.new
    return ()
