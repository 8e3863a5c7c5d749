"""Rows of this room's tables, which ``tables.sql`` describes. A field is a column."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from projections.engine.versions import FOREVER


class Reach(NamedTuple):
    position: int
    directive_id: UUID | None
    recorded_at: datetime
    local_day: date
    kind: str
    whole: bool
    from_id: UUID | None
    version: int
    to_position: int = FOREVER


class ReachAtom(NamedTuple):
    directive_id: UUID
    position: int
    scope_id: UUID
    level: str
    kind: str
    to_position: int = FOREVER


class ReachUnit(NamedTuple):
    directive_id: UUID
    position: int
    unit_id: UUID
    to_position: int = FOREVER


class RelayDue(NamedTuple):
    task_id: UUID
    position: int
    directive_id: UUID
    due_on: date
    due_at: datetime
    to_position: int = FOREVER


class Passing(NamedTuple):
    directive_id: UUID
    unit_id: UUID
    position: int
    recorded_at: datetime
    implementing_id: UUID | None
    to_position: int = FOREVER


class Relay(NamedTuple):
    directive_id: UUID
    unit_id: UUID
    version: int
    position: int
    relayed_at: datetime
    note_id: UUID | None
    audience: str
    dues: str
    recalled_position: int = FOREVER
    recalled_at: datetime | None = None
    recall_reason: str | None = None
