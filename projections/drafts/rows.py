"""Drafts and the comments on them, as reading gives them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cascade.enums import (
    Classification,
)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as it was last written; ``content`` is JSON with the API's field names."""

    directive_id: UUID
    position: int
    drafted_at: datetime
    issuer_id: UUID
    type: str
    subject: str
    classification: Classification
    content: dict[str, Any]
    commenter_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class CommentRow:
    """``text`` is null once erased."""

    directive_id: UUID
    recorded_at: datetime
    unit_id: UUID
    text_id: UUID
    text: str | None = None
