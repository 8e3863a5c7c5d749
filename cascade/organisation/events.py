"""What happens to the organisation chart."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from cascade.events import Event


@dataclass(frozen=True, slots=True)
class LevelRecord:
    """A level of the administration; ``rank`` 1 is the top."""

    rank: int
    key: str
    name: str


@dataclass(frozen=True, slots=True)
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
