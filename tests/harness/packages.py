"""Single changes of the tree as steps of a package."""

from collections.abc import Callable
from uuid import UUID

from cascade.organisation.commands import (
    DissolveUnit,
    EstablishUnits,
    MergeTarget,
    MergeUnits,
    MoveUnit,
    NewUnit,
    PackageDissolution,
    PackageMerger,
    PackageMove,
    PackageNewUnit,
    PackagePartPlacement,
    PackagePlacement,
    PackageRenaming,
    PackageSplit,
    PackageStep,
    PackageTarget,
    PackageTransfer,
    PackageUnit,
    RenameUnit,
    SetSuperior,
    SplitUnit,
)


def by_id(unit_id: UUID) -> PackageUnit:
    return PackageUnit(unit=unit_id)


def keyed(key: str) -> PackageUnit:
    return PackageUnit(key=key)


class Wording:
    """``unit`` says how a unit is named. New ones have the keys key0, key1 and so on."""

    def __init__(self, unit: Callable[[UUID], PackageUnit] = by_id) -> None:
        self.brought = 0
        self._unit = unit

    def step(self, command: object) -> PackageStep:
        match command:
            case EstablishUnits(units=(new,)):
                return PackageStep(establish=self._new(new))
            case RenameUnit():
                unit = self._unit(command.unit)
                return PackageStep(rename=PackageRenaming(unit=unit, name=command.name))
            case MoveUnit():
                unit, parent = self._unit(command.unit), self._unit(command.parent)
                return PackageStep(move=PackageMove(unit=unit, parent=parent))
            case SetSuperior(superior=UUID() as superior):
                unit, parent = self._unit(command.unit), self._unit(superior)
                return PackageStep(move=PackageMove(unit=unit, parent=parent, line=command.line))
            case MergeUnits():
                units = tuple(map(self._unit, command.units))
                return PackageStep(
                    merge=PackageMerger(
                        units=units,
                        into=self._target(command.into),
                        reports_once_from=command.reports_once_from,
                    )
                )
            case SplitUnit():
                return PackageStep(split=self._split(command))
            case DissolveUnit():
                return PackageStep(dissolve=self._dissolution(command))
        raise AssertionError(command)

    def _split(self, command: SplitUnit) -> PackageSplit:
        return PackageSplit(
            unit=self._unit(command.unit),
            parts=tuple(map(self._target, command.parts)),
            seat=command.seat,
            transfers=command.transfers,
            placements=tuple(
                PackagePartPlacement(unit=self._unit(placed.unit), part=placed.part)
                for placed in command.placements
            ),
        )

    def _dissolution(self, command: DissolveUnit) -> PackageDissolution:
        return PackageDissolution(
            unit=self._unit(command.unit),
            successors=tuple(map(self._unit, command.successors)),
            transfers=tuple(
                PackageTransfer(directive=each.directive, to=self._unit(each.to))
                for each in command.transfers
            ),
            placements=tuple(
                PackagePlacement(unit=self._unit(placed.unit), to=self._unit(placed.to))
                for placed in command.placements
            ),
        )

    def _target(self, target: MergeTarget) -> PackageTarget:
        if target.new is not None:
            return PackageTarget(new=self._new(target.new))
        assert target.standing is not None
        return PackageTarget(standing=self._unit(target.standing))

    def _new(self, unit: NewUnit) -> PackageNewUnit:
        assert unit.parent is not None
        body = unit.addresses_under
        key = f"key{self.brought}"
        self.brought += 1
        return PackageNewUnit(
            key=key,
            code=unit.code,
            name=unit.name,
            kind=unit.kind,
            level=unit.level,
            symbol=unit.symbol,
            parent=self._unit(unit.parent),
            addresses_under=self._unit(body) if body else None,
        )
