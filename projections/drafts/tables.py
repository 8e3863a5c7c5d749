"""Rows of this room's tables, which ``tables.sql`` describes. A field is a column."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from projections.engine.versions import FOREVER


class Draft(NamedTuple):
    directive_id: UUID
    from_position: int
    drafted_at: datetime
    issuer_id: UUID
    type: str
    subject: str
    subject_form: str
    classification: str
    clearance: int
    content: str
    commenter_ids: Sequence[UUID]
    to_position: int = FOREVER


class DraftComment(NamedTuple):
    comment_id: UUID
    directive_id: UUID
    position: int
    recorded_at: datetime
    unit_id: UUID
    text_id: UUID
