"""Rows of this room's tables, which ``tables.sql`` describes. A field is a column."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from projections.engine.versions import FOREVER


class Level(NamedTuple):
    rank: int
    key: str
    name: str


class Unit(NamedTuple):
    unit_id: UUID
    ordinal: int
    established_position: int
    newly: bool
    code_form: str


class UnitVersion(NamedTuple):
    unit_id: UUID
    from_position: int
    addresses_under_id: UUID
    live: bool
    code: str
    kind: str
    level: str
    path: str
    ancestors: Sequence[UUID]
    to_position: int = FOREVER
    parent_id: UUID | None = None
    heir_id: UUID | None = None
    heir_path: str | None = None


class ReportedOnce(NamedTuple):
    position: int
    into_id: UUID
    from_day: date


class UnitSuccession(NamedTuple):
    unit_id: UUID
    successor_id: UUID
    position: int
    ordinal: int


class UnitAlias(NamedTuple):
    unit_id: UUID
    position: int
    name: str
    name_form: str


class UnitLabel(NamedTuple):
    unit_id: UUID
    label: str
    from_day: date
    from_position: int
    to_position: int = FOREVER
    to_day: date | None = None


class StagedUnit(NamedTuple):
    import_id: UUID
    position: int
    number: int
    unit_id: UUID
    parent_id: UUID
    addresses_under_id: UUID
    code: str
    name: str
    symbol: str | None
    kind: str
    level: str
    code_form: str
    name_form: str
    symbol_form: str


class UnitName(NamedTuple):
    unit_id: UUID
    effective_on: date
    position: int
    name: str
    symbol: str | None
    valid_from: date | None
    valid_not_before: date | None
    valid_not_after: date | None
    renames: bool
    name_form: str
    symbol_form: str


class ScheduledChange(NamedTuple):
    change_id: UUID
    position: int
    scheduled_at: datetime
    unit_ids: Sequence[UUID]
    command: str
    effective_on: date
    settled_position: int = FOREVER
    outcome: str | None = None
    reason: str | None = None
