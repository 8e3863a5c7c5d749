"""What may be asked of the organisation."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from cascade.organisation.events import LevelRecord
from cascade.text_rules import Code, Key, Label, Line, Subject, Symbol, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOrganisation:
    """Start a deployment: levels, the root unit and the first administrator."""

    time_zone: Word
    levels: tuple[LevelRecord, ...]
    root_code: Code
    root_name: Line
    root_symbol: Symbol | None
    root_kind: Key
    administrator: Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """A unit to establish. The parent, and the unit under which it may address others, are given
    by id or by the code of a unit of the same command.
    """

    code: Code
    name: Line
    kind: Key
    level: Word
    symbol: Symbol | None = None
    parent: UUID | None = None
    parent_code: Word | None = None
    addresses_under: UUID | None = None
    addresses_under_code: Word | None = None


@dataclass(frozen=True, slots=True)
class EstablishUnits:
    """Establish units in bulk."""

    units: tuple[NewUnit, ...]
    valid_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameUnit:
    """Give a unit a new name, from a day or from a day within a range."""

    unit: UUID
    name: Line
    symbol: Symbol | None = None
    valid_from: date | None = None
    valid_not_before: date | None = None
    valid_not_after: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveUnit:
    """Put a unit, with all under it, under another parent; on a line: under another superior."""

    unit: UUID
    parent: UUID
    valid_from: date | None = None
    line: Key | None = None
    """Null: the primary line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSuperior:
    """Say under whom a unit stands on a line beside the primary one; null: under nobody."""

    unit: UUID
    line: Key
    superior: UUID | None
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class AddAlias:
    """Note another name by which documents know a unit."""

    unit: UUID
    name: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelUnits:
    """Give units a label from a day (null: today) to a day (null: until it is taken)."""

    units: tuple[UUID, ...]
    label: Label
    from_day: date | None = None
    to_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlabelUnits:
    """Take a label from units: from a day (null: today) on they bear it no longer."""

    units: tuple[UUID, ...]
    label: Label
    from_day: date | None = None


@dataclass(frozen=True, slots=True)
class MergeTarget:
    """A unit that takes the place of others: a new one or one that stands."""

    new: NewUnit | None = None
    standing: UUID | None = None


@dataclass(frozen=True, slots=True)
class MergeUnits:
    """Make one unit of several. ``reports_once_from``: occurrences that begin on this day or later
    are owed once by what it is then, and no more by each of them.
    """

    units: tuple[UUID, ...]
    into: MergeTarget
    valid_from: date
    reports_once_from: date | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class PartTransfer:
    """Which part bears what the split unit owes by a directive; parts count from 0."""

    directive: UUID
    part: int


@dataclass(frozen=True, slots=True)
class PartPlacement:
    """Under which part a unit comes that stood directly under the split one."""

    unit: UUID
    part: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitUnit:
    """Make several units of one; the part that keeps the seat takes what is not given away."""

    unit: UUID
    parts: tuple[MergeTarget, ...]
    valid_from: date
    seat: int = 0
    transfers: tuple[PartTransfer, ...] = ()
    placements: tuple[PartPlacement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferTo:
    """Which successor bears what the dissolved unit owes by a directive."""

    directive: UUID
    to: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceUnder:
    """Under which successor a unit comes that stood directly under the dissolved one."""

    unit: UUID
    to: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DissolveUnit:
    """End a unit. The first of the successors is its heir; without any, the unit above it is."""

    unit: UUID
    valid_from: date
    successors: tuple[UUID, ...] = ()
    transfers: tuple[TransferTo, ...] = ()
    placements: tuple[PlaceUnder, ...] = ()


@dataclass(frozen=True, slots=True)
class PackageUnit:
    """A unit in a package: one that stands or, by its key, one that an earlier step brings."""

    unit: UUID | None = None
    key: Word | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageNewUnit:
    """A unit that a step brings; later steps name it by its key."""

    code: Code
    name: Line
    kind: Key
    level: Word
    parent: PackageUnit
    key: Key | None = None
    symbol: Symbol | None = None
    addresses_under: PackageUnit | None = None


@dataclass(frozen=True, slots=True)
class PackageTarget:
    """A unit that takes the place of others: a new one or one that is there."""

    new: PackageNewUnit | None = None
    standing: PackageUnit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRenaming:
    """As ``RenameUnit``, from the package's day on."""

    unit: PackageUnit
    name: Line
    symbol: Symbol | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageMove:
    """As ``MoveUnit``."""

    unit: PackageUnit
    parent: PackageUnit
    line: Key | None = None
    """Null: the primary line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageMerger:
    """As ``MergeUnits``."""

    units: tuple[PackageUnit, ...]
    into: PackageTarget
    reports_once_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagePartPlacement:
    """As ``PartPlacement``."""

    unit: PackageUnit
    part: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageSplit:
    """As ``SplitUnit``."""

    unit: PackageUnit
    parts: tuple[PackageTarget, ...]
    seat: int = 0
    transfers: tuple[PartTransfer, ...] = ()
    placements: tuple[PackagePartPlacement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageTransfer:
    """As ``TransferTo``."""

    directive: UUID
    to: PackageUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagePlacement:
    """As ``PlaceUnder``."""

    unit: PackageUnit
    to: PackageUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageDissolution:
    """As ``DissolveUnit``."""

    unit: PackageUnit
    successors: tuple[PackageUnit, ...] = ()
    transfers: tuple[PackageTransfer, ...] = ()
    placements: tuple[PackagePlacement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageStep:
    """One change of a package."""

    establish: PackageNewUnit | None = None
    rename: PackageRenaming | None = None
    move: PackageMove | None = None
    merge: PackageMerger | None = None
    split: PackageSplit | None = None
    dissolve: PackageDissolution | None = None


@dataclass(frozen=True, slots=True)
class Reorganise:
    """Change the tree by a package of steps, each on what those before it have made: all of them
    on one day and at one position, or none.
    """

    steps: tuple[PackageStep, ...]
    valid_from: date


@dataclass(frozen=True, slots=True)
class CancelScheduledChange:
    """A change that was to take effect on a day will not."""

    change: UUID


@dataclass(frozen=True, slots=True)
class TakeEffect:
    """The day of a scheduled change has come: nobody's command, the engine's own."""

    change: UUID


@dataclass(frozen=True, slots=True)
class StageUnits:
    """Bring some units of an import. Parents and bodies may be given by codes of units that it
    brought before, or that stand.
    """

    import_id: UUID
    units: tuple[NewUnit, ...]


@dataclass(frozen=True, slots=True)
class CompleteImport:
    """Establish all units that an import has brought; ``count`` is how many that must be."""

    import_id: UUID
    count: int
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class AbandonImport:
    """Give up an import: what it has brought is never established."""

    import_id: UUID
