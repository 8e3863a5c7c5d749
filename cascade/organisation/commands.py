"""What may be asked of the organisation."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cascade.organisation.events import LevelRecord


@dataclass(frozen=True, slots=True)
class FoundOrganisation:
    """Start a deployment: levels, the root unit and the first administrator."""

    time_zone: str
    levels: tuple[LevelRecord, ...]
    root_code: str
    root_name: str
    root_symbol: str | None
    root_kind: str
    administrator: str


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to establish. The parent, and the unit under which it may address others, are given
    by id or by the code of a unit of the same command.
    """

    code: str
    name: str
    kind: str
    level: str
    symbol: str | None = None
    parent: UUID | None = None
    parent_code: str | None = None
    addresses_under: UUID | None = None
    addresses_under_code: str | None = None


@dataclass(frozen=True, slots=True)
class EstablishUnits:
    """Establish units in bulk."""

    units: tuple[NewUnit, ...]
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class RenameUnit:
    """Give a unit a new name, from a day or from a day within a range."""

    unit: UUID
    name: str
    symbol: str | None = None
    valid_from: date | None = None
    valid_not_before: date | None = None
    valid_not_after: date | None = None


@dataclass(frozen=True, slots=True)
class MoveUnit:
    """Put a unit, with all under it, under another parent."""

    unit: UUID
    parent: UUID
    valid_from: date | None = None
