"""What happened to a directive, as its state keeps it: whom it came to concern, who was asked, what
was proposed and decided.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cascade.directive.audience import Audience


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whom one event addresses or charges, on the tree of its ``position``.

    ``everyone`` are all of them, ``addressed`` those of the directive's own audience, ``first``
    those whom the event itself reached; the others wait for a relay.
    """

    position: int
    recorded_at: datetime
    everyone: Audience
    addressed: Audience
    first: Audience


@dataclass(frozen=True, slots=True)
class Amendment:
    """Whom an amendment added to the audience and whom it withdrew, on its ``position``'s tree."""

    position: int
    added: Audience
    withdrawn: Audience


@dataclass(frozen=True, slots=True)
class Invitation:
    """A unit asked to coordinate. ``accepted``: null until it answers."""

    invitation_id: UUID
    unit_id: UUID
    task_id: UUID
    accepted: bool | None = None
    position: int = 0
    """Of the answer; 0 before it."""
    recorded_at: datetime | None = None
    """Of the answer."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A document that a citation may mean. ``confirmed``: null until an issuer decides."""

    target_id: UUID
    confirmed: bool | None = None


@dataclass(frozen=True, slots=True)
class BulkDecision:
    """An extension (``due_at`` given) or an exemption of all that was open under a unit."""

    position: int
    under_id: UUID
    task_ids: frozenset[UUID]
    """Empty: every task."""
    due_at: datetime | None
