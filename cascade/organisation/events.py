"""What happens to the organisation chart."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, TypeAlias
from uuid import UUID

from cascade.enums import ScheduledOutcome
from cascade.events import Event
from cascade.text_rules import Key, Line


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRecord:
    """A level of the administration; ``rank`` 1 is the top."""

    rank: int
    key: Key
    name: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRecord:
    """A unit as it is established. ``parent_id`` is null for the root alone."""

    unit_id: UUID
    code: str
    name: str
    symbol: str | None
    kind: str
    level: str
    parent_id: UUID | None
    addresses_under_id: UUID


class OrganisationFounded(Event):
    """The deployment's first event: its levels, its root unit and the zone that its days are of."""

    TOPIC: ClassVar[str] = "cascade.organisation.OrganisationFounded"

    time_zone: str
    levels: tuple[LevelRecord, ...]
    root: UnitRecord
    valid_from: date | None


class UnitsEstablished(Event):
    """Up to 1,000 units, each after its parent."""

    TOPIC: ClassVar[str] = "cascade.organisation.UnitsEstablished"

    units: tuple[UnitRecord, ...]
    valid_from: date | None


class UnitRenamed(Event):
    """A unit's new name and symbol (null: unchanged).

    ``effective_on`` is the first day that bears the new name: the named day, else the last day of
    the range in which it lies, else the day of recording.
    """

    TOPIC: ClassVar[str] = "cascade.organisation.UnitRenamed"

    unit_id: UUID
    name: str
    symbol: str | None
    valid_from: date | None
    valid_not_before: date | None
    valid_not_after: date | None
    effective_on: date


class UnitMoved(Event):
    """A unit, with all that stands under it, came under another parent."""

    TOPIC: ClassVar[str] = "cascade.organisation.UnitMoved"

    unit_id: UUID
    parent_id: UUID
    valid_from: date | None


class SuperiorSet(Event):
    """A unit's superior on a line other than the primary one; null: it stands under none there."""

    TOPIC: ClassVar[str] = "cascade.organisation.SuperiorSet"

    unit_id: UUID
    line: str
    superior_id: UUID | None
    valid_from: date | None


class AliasAdded(Event):
    """Another name by which documents know the unit: for finding it, never for showing it."""

    TOPIC: ClassVar[str] = "cascade.organisation.AliasAdded"

    unit_id: UUID
    name: str


class UnitsLabelled(Event):
    """Units bear a label from a day to a day, both included; null: until it is taken from them."""

    TOPIC: ClassVar[str] = "cascade.organisation.UnitsLabelled"

    label: str
    unit_ids: tuple[UUID, ...]
    from_day: date
    to_day: date | None


class UnitsUnlabelled(Event):
    """Units no longer bear a label from a day on, nor any time later that it was to hold again."""

    TOPIC: ClassVar[str] = "cascade.organisation.UnitsUnlabelled"

    label: str
    unit_ids: tuple[UUID, ...]
    from_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What a unit that ended owed by one directive passes to this unit instead of to its heir."""

    directive_id: UUID
    to_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A unit that stood under one that ended comes under this unit instead of under its heir."""

    unit_id: UUID
    to_id: UUID


class UnitsMerged(Event):
    """Units ended, and one unit took their place: a new one, or one that stands (it may be among
    them). What stood under them stands under it, what they bore it bears.

    Occurrences of recurring tasks that begin on ``reports_once_from`` or later are owed once of all
    that it bears from then on, and no more for each of them.

    Here and in the two events below, what addressed under an ended unit addresses under the unit
    that took its place, and so do those that had it as superior on a line.
    """

    TOPIC: ClassVar[str] = "cascade.organisation.UnitsMerged"
    class_version: ClassVar[int] = 2

    unit_ids: tuple[UUID, ...]
    into_id: UUID
    new: UnitRecord | None
    valid_from: date
    reports_once_from: date | None = None

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Each part was owed by itself for ever before version 2."""
        state["reports_once_from"] = None


class UnitSplit(Event):
    """A unit ended and became several: ``new`` are those of the parts that were not there yet.

    The part that keeps the seat is its heir, for all that ``transfers`` and ``placements`` do not
    name.
    """

    TOPIC: ClassVar[str] = "cascade.organisation.UnitSplit"

    unit_id: UUID
    part_ids: tuple[UUID, ...]
    seat_id: UUID
    new: tuple[UnitRecord, ...]
    transfers: tuple[Transfer, ...]
    placements: tuple[Placement, ...]
    valid_from: date


class UnitDissolved(Event):
    """A unit ended; its heir is the first of its successors, else the unit above it."""

    TOPIC: ClassVar[str] = "cascade.organisation.UnitDissolved"

    unit_id: UUID
    successor_ids: tuple[UUID, ...]
    heir_id: UUID
    transfers: tuple[Transfer, ...]
    placements: tuple[Placement, ...]
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """A step of a package: a unit was established."""

    founded: UnitRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """A step of a package: a unit bears this name, and this symbol (null: unchanged)."""

    renamed_id: UUID
    name: str
    symbol: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step of a package: a unit came under another parent."""

    moved_id: UUID
    parent_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Subordination:
    """A step of a package: a unit came under a superior on a line."""

    subordinate_id: UUID
    line: str
    superior_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """A step of a package, as ``UnitsMerged``."""

    merged_ids: tuple[UUID, ...]
    into_id: UUID
    new: UnitRecord | None
    reports_once_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A step of a package, as ``UnitSplit``."""

    split_id: UUID
    part_ids: tuple[UUID, ...]
    seat_id: UUID
    new: tuple[UnitRecord, ...]
    transfers: tuple[Transfer, ...]
    placements: tuple[Placement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissolution:
    """A step of a package, as ``UnitDissolved``."""

    dissolved_id: UUID
    successor_ids: tuple[UUID, ...]
    heir_id: UUID
    transfers: tuple[Transfer, ...]
    placements: tuple[Placement, ...]


StepRecord: TypeAlias = Founding | Renaming | Move | Subordination | Merger | Split | Dissolution
"""The first name of each is its own, so that what is stored is read as nothing else."""


class TreeReorganised(Event):
    """A package: changes of the tree that took effect together, each on what those before it had
    made. ``packages.unpacked`` has each as the event that it would be alone.
    """

    TOPIC: ClassVar[str] = "cascade.organisation.TreeReorganised"

    steps: tuple[StepRecord, ...]
    valid_from: date


class ChangeScheduled(Event):
    """A change of the tree that is to take effect on a day to come.

    ``command`` is the name of the command, ``input`` its fields as JSON; on its day it is decided
    on the tree of then, and by the authority that the subject ``asked_by`` has then. Null: by none,
    as was done before version 2.
    """

    TOPIC: ClassVar[str] = "cascade.organisation.ChangeScheduled"
    class_version: ClassVar[int] = 2

    change_id: UUID
    unit_ids: tuple[UUID, ...]
    command: str
    input: dict[str, Any]
    effective_on: date
    asked_by: str | None = None

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Who had asked stood beside the event only, and nothing was judged by it."""
        state["asked_by"] = None


class ScheduledChangeSettled(Event):
    """A scheduled change is no longer to come: it took effect with the event before this one, or
    was cancelled, or could not be carried out any more, for the ``reason`` given (else null).
    """

    TOPIC: ClassVar[str] = "cascade.organisation.ScheduledChangeSettled"

    change_id: UUID
    outcome: ScheduledOutcome
    reason: str | None


class UnitsStaged(Event):
    """Up to 1,000 units of an import, each after its parent. Nobody sees them yet."""

    TOPIC: ClassVar[str] = "cascade.organisation.UnitsStaged"

    import_id: UUID
    units: tuple[UnitRecord, ...]


class ImportCompleted(Event):
    """All units that the import staged are established, at this event's position."""

    TOPIC: ClassVar[str] = "cascade.organisation.ImportCompleted"

    import_id: UUID
    count: int
    valid_from: date | None


class ImportAbandoned(Event):
    """What the import staged will never be established."""

    TOPIC: ClassVar[str] = "cascade.organisation.ImportAbandoned"

    import_id: UUID
