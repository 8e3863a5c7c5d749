"""Names of streams and of derived things: the same input gives the same id, for ever."""

from datetime import date
from typing import Final
from uuid import UUID, uuid5

NAMESPACE: Final = UUID("6b1d5c0e-5f0f-5a58-9c1c-0b6a4f7a2d11")

ORGANISATION: Final = uuid5(NAMESPACE, "organisation")
CALENDAR: Final = uuid5(NAMESPACE, "calendar")
OPEN_ENDED: Final = uuid5(NAMESPACE, "open-ended")
"""The stream of the directives that ask something without an end."""


def execution_id(directive_id: UUID, unit_id: UUID) -> UUID:
    """The stream of what the addressed unit does with the directive."""
    return uuid5(directive_id, f"execution/{unit_id}")


def task_id(directive_id: UUID, key: str) -> UUID:
    """A task is known by its directive and its key there."""
    return uuid5(directive_id, f"task/{key}")


def shared_quota_id(task_id: UUID, occurrence: date | None) -> UUID:
    """The stream of what is accepted towards a quota that a group shares, by its occurrence."""
    return uuid5(task_id, f"quota/{occurrence.isoformat() if occurrence else ''}")


def citation_id(directive_id: UUID, ordinal: int) -> UUID:
    """A citation is known by its directive and its place in the list, from 0."""
    return uuid5(directive_id, f"citation/{ordinal}")


def series_id(issuer_id: UUID, document_type: str) -> UUID:
    """The stream of the numbers that an issuer gave to documents of one type."""
    return uuid5(issuer_id, f"series/{document_type}")


def policies_id(unit_id: UUID) -> UUID:
    """The stream of a unit's standing rules."""
    return uuid5(unit_id, "policies")


def access_id(subject: str) -> UUID:
    """The stream of what one subject was granted."""
    return uuid5(NAMESPACE, f"access/{subject}")


def webhooks_id(unit_id: UUID) -> UUID:
    """The stream of a unit's webhooks."""
    return uuid5(unit_id, "webhooks")


def reminders_id(unit_id: UUID) -> UUID:
    """The stream of the reminders that a unit sent to all that is overdue under one."""
    return uuid5(unit_id, "reminders")


def awaited_id(number: str) -> UUID:
    """The stream of citations of a number that no document known here bears."""
    return uuid5(NAMESPACE, f"awaited/{number}")
