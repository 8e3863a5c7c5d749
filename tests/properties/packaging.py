"""Planned packages as the commands that somebody would send."""

from dataclasses import replace
from uuid import UUID

from cascade.organisation.commands import (
    DissolveUnit,
    MergeUnits,
    PackageMove,
    PackageStep,
    Reorganise,
    SplitUnit,
)
from tests.harness.packages import Wording, by_id, keyed
from tests.properties import changes
from tests.properties.reorganising import Reorganising
from tests.properties.world import choose

Ending = MergeUnits | SplitUnit | DissolveUnit


class Packaging(Reorganising):
    """Builds packages: what a step names that an earlier one ends is left out."""

    def package(self, step: changes.Package) -> Reorganise | None:
        wording, steps = Wording(), list[PackageStep]()
        gone: set[UUID] = set()
        for number, change in enumerate(step.steps):
            command = self._single(change)
            if command is not None and _has_places(command) and not gone & _named(command):
                steps.append(wording.step(_with_codes_of_its_own(command, number)))
                gone |= _ended(command)
        under = None if step.moved_under is None else choose(self.units, step.moved_under)
        if wording.brought and under is not None and under not in gone:
            last = keyed(f"key{wording.brought - 1}")
            steps.append(PackageStep(move=PackageMove(unit=last, parent=by_id(under))))
        return Reorganise(tuple(steps), self._on(step.days_ahead)) if steps else None

    def _single(self, change: changes.Merge | changes.Split | changes.Dissolve) -> Ending | None:
        match change:
            case changes.Merge():
                return self.merge(change)
            case changes.Split():
                return self.split(change)
            case changes.Dissolve():
                return self.dissolve(change)


def _has_places(command: Ending) -> bool:
    """In a package nothing can be founded in the root's place: what it brings has a parent."""
    match command:
        case MergeUnits():
            brought = [command.into.new]
        case SplitUnit():
            brought = [part.new for part in command.parts]
        case DissolveUnit():
            brought = []
    return all(new.parent is not None for new in brought if new is not None)


def _ended(command: Ending) -> set[UUID]:
    if isinstance(command, MergeUnits):
        return {unit_id for unit_id in command.units if unit_id != command.into.standing}
    return {command.unit}


def _named(command: Ending) -> set[UUID | None]:
    match command:
        case MergeUnits():
            new = command.into.new
            return {*command.units, command.into.standing, new.parent if new else None}
        case SplitUnit():
            placed = {placement.unit for placement in command.placements}
            standing = {part.standing for part in command.parts}
            parents = {part.new.parent for part in command.parts if part.new}
            return {command.unit, *placed, *standing, *parents}
        case DissolveUnit():
            placed = {placement.unit for placement in command.placements}
            return {command.unit, *command.successors, *placed}


def _with_codes_of_its_own(command: Ending, number: int) -> Ending:
    """Two steps that are built from one tree would give the same code to what they bring."""
    match command:
        case MergeUnits():
            new = command.into.new
            if new is None or not number:
                return command
            own = replace(new, code=f"{new.code}-{number}")
            return replace(command, into=replace(command.into, new=own))
        case SplitUnit():
            parts = tuple(
                replace(part, new=replace(part.new, code=f"{part.new.code}-{number}"))
                if part.new
                else part
                for part in command.parts
            )
            return replace(command, parts=parts)
    return command
