"""What changes the organisation and who may act in it."""

from datetime import date, datetime

import strawberry

from api.graphql.runtime.ids import DirectiveId, ScheduledChangeId, UnitId
from api.graphql.runtime.to_command import becomes, in_hundreds
from cascade.access import commands as access
from cascade.enums import Classification, Role
from cascade.organisation import commands as organisation


@becomes(organisation.NewUnit)
@in_hundreds
@strawberry.input
class NewUnitInput:
    code: str
    name: str
    symbol: str | None = strawberry.UNSET
    kind: str
    level: str
    parent: UnitId | None = strawberry.UNSET
    parent_code: str | None = strawberry.UNSET
    """The code of a unit of the same call, where the parent is new too."""
    addresses_under: UnitId | None = strawberry.UNSET
    """The unit under which it may address others, by id or by a code of the same call; itself when
    left out."""
    addresses_under_code: str | None = strawberry.UNSET


@becomes(organisation.EstablishUnits)
@strawberry.input
class EstablishUnitsInput:
    idempotency_key: str
    valid_from: date | None = strawberry.UNSET
    units: list[NewUnitInput]


@becomes(organisation.RenameUnit)
@strawberry.input
class RenameUnitInput:
    idempotency_key: str
    unit: UnitId
    name: str
    symbol: str | None = strawberry.UNSET
    valid_from: date | None = strawberry.UNSET
    """Left out where no document names the day; then the range, as far as it is known."""
    valid_not_before: date | None = strawberry.UNSET
    valid_not_after: date | None = strawberry.UNSET


@becomes(organisation.MoveUnit)
@strawberry.input
class MoveUnitInput:
    idempotency_key: str
    unit: UnitId
    parent: UnitId
    line: str | None = strawberry.UNSET
    """The line on which it is moved; the primary one when left out."""
    valid_from: date | None = strawberry.UNSET


@becomes(organisation.LabelUnits, from_day="from_", to_day="to")
@strawberry.input
class LabelUnitsInput:
    """Labels by which groups are selected, such as xã biên giới. Later labels change nothing of
    what was issued.
    """

    idempotency_key: str
    units: list[UnitId]
    label: str
    from_: date | None = strawberry.field(name="from", default=strawberry.UNSET)
    """The first day; today when left out."""
    to: date | None = strawberry.UNSET
    """The last day; left out, until it is taken."""


@becomes(organisation.UnlabelUnits, from_day="from_")
@strawberry.input
class UnlabelUnitsInput:
    idempotency_key: str
    units: list[UnitId]
    label: str
    from_: date | None = strawberry.field(name="from", default=strawberry.UNSET)
    """The first day on which they no longer bear it; today when left out."""


@becomes(organisation.MergeTarget)
@strawberry.input(one_of=True)
class MergeTargetInput:
    new: NewUnitInput | None = strawberry.UNSET
    standing: UnitId | None = strawberry.UNSET


@becomes(organisation.MergeUnits)
@strawberry.input
class MergeUnitsInput:
    idempotency_key: str
    units: list[UnitId]
    into: MergeTargetInput
    valid_from: date
    reports_once_from: date | None = strawberry.UNSET
    """Occurrences of recurring tasks that begin on this day or later are owed once of all that the
    unit then bears, and no longer for each of those that merged."""


@becomes(organisation.PartTransfer)
@strawberry.input
class PartTransferInput:
    directive: DirectiveId
    part: int
    """Its place in the list of parts, from 0."""


@becomes(organisation.PartPlacement)
@strawberry.input
class PartPlacementInput:
    unit: UnitId
    part: int


@becomes(organisation.SplitUnit)
@strawberry.input
class SplitUnitInput:
    """The unit ends; what is not given to another part is the seat's."""

    idempotency_key: str
    unit: UnitId
    parts: list[MergeTargetInput]
    seat: int = 0
    """The part that keeps the seat: the heir of all that is not named."""
    transfers: list[PartTransferInput] | None = strawberry.UNSET
    """Which part bears what is owed by a directive."""
    placements: list[PartPlacementInput] | None = strawberry.UNSET
    """Under which part a unit comes that stood directly under the split one."""
    valid_from: date


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
    key: str | None = strawberry.UNSET
    """By which later steps of the package name it."""
    code: str
    name: str
    symbol: str | None = strawberry.UNSET
    kind: str
    level: str
    parent: PackageUnitInput
    addresses_under: PackageUnitInput | None = strawberry.UNSET
    """The unit under which it may address others; itself when left out."""


@becomes(organisation.PackageTarget)
@strawberry.input(one_of=True)
class PackageTargetInput:
    new: PackageNewUnitInput | None = strawberry.UNSET
    standing: PackageUnitInput | None = strawberry.UNSET


@becomes(organisation.PackageRenaming)
@strawberry.input
class PackageRenamingInput:
    unit: PackageUnitInput
    name: str
    symbol: str | None = strawberry.UNSET


@becomes(organisation.PackageMove)
@strawberry.input
class PackageMoveInput:
    unit: PackageUnitInput
    parent: PackageUnitInput
    line: str | None = strawberry.UNSET
    """The line on which it is moved; the primary one when left out."""


@becomes(organisation.PackageMerger)
@strawberry.input
class PackageMergerInput:
    units: list[PackageUnitInput]
    into: PackageTargetInput


@becomes(organisation.PackagePartPlacement)
@strawberry.input
class PackagePartPlacementInput:
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
    directive: DirectiveId
    to: PackageUnitInput


@becomes(organisation.PackagePlacement)
@strawberry.input
class PackagePlacementInput:
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
    placements: list[PackagePlacementInput] | None = strawberry.UNSET


@becomes(organisation.PackageStep)
@in_hundreds
@strawberry.input(one_of=True)
class PackageStepInput:
    """One change, on what the steps before it have made."""

    establish: PackageNewUnitInput | None = strawberry.UNSET
    rename: PackageRenamingInput | None = strawberry.UNSET
    move: PackageMoveInput | None = strawberry.UNSET
    merge: PackageMergerInput | None = strawberry.UNSET
    split: PackageSplitInput | None = strawberry.UNSET
    dissolve: PackageDissolutionInput | None = strawberry.UNSET


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


@becomes(organisation.TransferTo)
@strawberry.input
class TransferInput:
    directive: DirectiveId
    to: UnitId


@becomes(organisation.PlaceUnder)
@strawberry.input
class PlacementInput:
    unit: UnitId
    to: UnitId


@becomes(organisation.DissolveUnit)
@strawberry.input
class DissolveUnitInput:
    idempotency_key: str
    unit: UnitId
    successors: list[UnitId] | None = strawberry.UNSET
    """The first is its heir; the unit above it is, when left out."""
    transfers: list[TransferInput] | None = strawberry.UNSET
    placements: list[PlacementInput] | None = strawberry.UNSET
    valid_from: date


@becomes(organisation.AddAlias)
@strawberry.input
class AddAliasInput:
    idempotency_key: str
    unit: UnitId
    name: str


@becomes(organisation.SetSuperior)
@strawberry.input
class SetSuperiorInput:
    idempotency_key: str
    unit: UnitId
    line: str
    superior: UnitId | None = strawberry.UNSET
    """Null: it stands under nobody on this line."""
    valid_from: date | None = strawberry.UNSET


@becomes(organisation.CancelScheduledChange)
@strawberry.input
class CancelScheduledChangeInput:
    idempotency_key: str
    change: ScheduledChangeId


@becomes(access.GrantRole)
@strawberry.input
class GrantRoleInput:
    idempotency_key: str
    subject: str
    unit: UnitId
    role: Role
    clearance: Classification = Classification.OPEN
    valid_from: datetime | None = strawberry.UNSET
    valid_to: datetime | None = strawberry.UNSET


@becomes(access.RevokeRole)
@strawberry.input
class RevokeRoleInput:
    idempotency_key: str
    subject: str
    unit: UnitId
    role: Role
