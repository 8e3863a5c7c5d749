"""What may be asked of the grants."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cascade.enums import Classification, Role
from cascade.text_rules import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRole:
    """Open a unit's subtree to a subject."""

    subject: Subject
    unit: UUID
    role: Role
    clearance: Classification = Classification.OPEN
    valid_from: datetime | None = None
    valid_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class RevokeRole:
    """End a subject's grant."""

    subject: Subject
    unit: UUID
    role: Role
