"""What happens to one subject's grants. A grant is known by its unit and role."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from cascade.enums import Classification, Role
from cascade.events import Event


class RoleGranted(Event):
    """Replaces an earlier grant of the same unit and role."""

    TOPIC: ClassVar[str] = "cascade.access.RoleGranted"

    subject: str
    unit_id: UUID
    role: Role
    clearance: Classification
    valid_from: datetime | None
    valid_to: datetime | None


class RoleRevoked(Event):
    """The grant of this unit and role ended."""

    TOPIC: ClassVar[str] = "cascade.access.RoleRevoked"

    subject: str
    unit_id: UUID
    role: Role
