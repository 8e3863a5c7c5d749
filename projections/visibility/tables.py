"""Rows of this room's tables, which ``tables.sql`` describes. A field is a column."""

from typing import NamedTuple
from uuid import UUID

from projections.engine.versions import FOREVER


class DirectiveViewer(NamedTuple):
    directive_id: UUID
    unit_id: UUID
    kind: str
    through_id: UUID
    position: int
    clearance: int
    need_to_know: bool
    to_position: int = FOREVER
