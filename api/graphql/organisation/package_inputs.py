"""Several changes of the organisation as one."""

from datetime import date

import strawberry

from api.graphql.organisation.inputs import PartTransferInput
from api.graphql.runtime.ids import DirectiveId, UnitId
from api.graphql.runtime.to_command import becomes, in_hundreds
from cascade.organisation import commands as organisation


@becomes(organisation.PackageUnit)
@strawberry.input(one_of=True)
class PackageUnitInput:
    """A unit in a package of changes."""

    unit: UnitId | None = strawberry.UNSET
    """One that stands today."""
    key: str | None = strawberry.UNSET
    """One that an earlier step of the same package brings."""


@becomes(organisation.PackageNewUnit)
@strawberry.input
class PackageNewUnitInput:
    """A unit to be founded by the package."""

    key: str | None = strawberry.UNSET
    """By which later steps of the package name it."""
    code: str
    name: str
    symbol: str | None = strawberry.UNSET
    kind: str
    level: str
    parent: PackageUnitInput
    """Under which it will stand, on the primary line."""
    addresses_under: PackageUnitInput | None = strawberry.UNSET
    """The unit under which it may address others; itself when left out."""


@becomes(organisation.PackageTarget)
@strawberry.input(one_of=True)
class PackageTargetInput:
    """The unit that takes others in: a new one, or one that the package names."""

    new: PackageNewUnitInput | None = strawberry.UNSET
    standing: PackageUnitInput | None = strawberry.UNSET
    """One that is live, or that an earlier step has made."""


@becomes(organisation.PackageRenaming)
@strawberry.input
class PackageRenamingInput:
    """As renameUnit, from the day of the package on."""

    unit: PackageUnitInput
    name: str
    symbol: str | None = strawberry.UNSET


@becomes(organisation.PackageMove)
@strawberry.input
class PackageMoveInput:
    """As moveUnit."""

    unit: PackageUnitInput
    parent: PackageUnitInput
    line: str | None = strawberry.UNSET
    """The line on which it is moved; the primary one when left out."""


@becomes(organisation.PackageMerger)
@strawberry.input
class PackageMergerInput:
    """As mergeUnits."""

    units: list[PackageUnitInput]
    into: PackageTargetInput
    reports_once_from: date | None = strawberry.UNSET
    """As of mergeUnits."""


@becomes(organisation.PackagePartPlacement)
@strawberry.input
class PackagePartPlacementInput:
    """As PartPlacementInput."""

    unit: PackageUnitInput
    part: int


@becomes(organisation.PackageSplit)
@strawberry.input
class PackageSplitInput:
    """As splitUnit."""

    unit: PackageUnitInput
    parts: list[PackageTargetInput]
    seat: int = 0
    """The part that keeps the seat: the heir of all that is not named."""
    transfers: list[PartTransferInput] | None = strawberry.UNSET
    placements: list[PackagePartPlacementInput] | None = strawberry.UNSET


@becomes(organisation.PackageTransfer)
@strawberry.input
class PackageTransferInput:
    """As TransferInput."""

    directive: DirectiveId
    to: PackageUnitInput


@becomes(organisation.PackagePlacement)
@strawberry.input
class PackagePlacementInput:
    """As PlacementInput."""

    unit: PackageUnitInput
    to: PackageUnitInput


@becomes(organisation.PackageDissolution)
@strawberry.input
class PackageDissolutionInput:
    """As dissolveUnit."""

    unit: PackageUnitInput
    successors: list[PackageUnitInput] | None = strawberry.UNSET
    """The first is its heir; the unit above it is, when left out."""
    transfers: list[PackageTransferInput] | None = strawberry.UNSET
    """To whom what it owes by some directives passes; all else goes to its heir."""
    placements: list[PackagePlacementInput] | None = strawberry.UNSET


@becomes(organisation.PackageStep)
@in_hundreds
@strawberry.input(one_of=True)
class PackageStepInput:
    """One change, on what the steps before it have made."""

    establish: PackageNewUnitInput | None = strawberry.UNSET
    """A unit is founded."""
    rename: PackageRenamingInput | None = strawberry.UNSET
    """A unit gets another name."""
    move: PackageMoveInput | None = strawberry.UNSET
    """A unit comes under another one."""
    merge: PackageMergerInput | None = strawberry.UNSET
    """Units end and one takes their place."""
    split: PackageSplitInput | None = strawberry.UNSET
    """A unit ends and several take its place."""
    dissolve: PackageDissolutionInput | None = strawberry.UNSET
    """A unit ends and nobody new takes its place."""


@becomes(organisation.Reorganise)
@strawberry.input
class ReorganiseInput:
    """A package of changes: all of them take effect together, on one day, or none. What contradicts
    itself is refused with the step, counted from 0. On a day to come it is decided again, and
    nothing that would spoil it is accepted before.
    """

    idempotency_key: str
    steps: list[PackageStepInput]
    """Up to 500; `cascade units reorganise` takes a nation's from a file."""
    valid_from: date
    """The day from which it is so. One to come makes it a scheduled change."""
