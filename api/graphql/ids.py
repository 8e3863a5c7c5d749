"""Global ids: opaque to callers, stable for ever. base64url of the kind and what identifies it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from datetime import date
from enum import StrEnum
from uuid import UUID

import strawberry

from api.graphql.errors import request_error
from projections.rows import ObligationKey


class Kind(StrEnum):
    """What an id is of. The values are in ids that callers keep: they never change."""

    UNIT = "unit"
    DIRECTIVE = "directive"
    TASK = "task"
    OBLIGATION = "obligation"
    REPORT = "report"
    CITATION = "citation"
    ATTACHMENT = "attachment"


class MalformedId(ValueError):
    """The text is no id that this service gave out, or it is of another kind."""


def encode(kind: Kind, key: UUID) -> strawberry.ID:
    """The id of a unit, directive, task, report, citation or attachment."""
    return _pack(f"{kind}:{key}")


def encode_obligation(key: ObligationKey) -> strawberry.ID:
    """The same before anyone has acted, and after a rule is amended."""
    occurrence = key.occurrence.isoformat() if key.occurrence else ""
    return _pack(f"{Kind.OBLIGATION}:{key.task_id}:{key.unit_id}:{occurrence}")


def read(text: str) -> tuple[Kind, UUID | ObligationKey]:
    """What an id is of; raises MalformedId. Only the exact text that was given out is taken."""
    try:
        plain = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
        kind = Kind(plain.partition(":")[0])
        parts = plain.split(":")[1:]
        if kind is Kind.OBLIGATION:
            task, unit, day = parts
            key = ObligationKey(UUID(task), UUID(unit), date.fromisoformat(day) if day else None)
            again = encode_obligation(key)
            found: tuple[Kind, UUID | ObligationKey] = (kind, key)
        else:
            (only,) = parts
            found = (kind, UUID(only))
            again = encode(kind, UUID(only))
    except (NotBase64, ValueError) as error:
        raise MalformedId("This is no id of this service.") from error
    if again != text:
        raise MalformedId("This is no id of this service.")
    return found


def read_as(kind: Kind, text: str) -> UUID | ObligationKey:
    """What an id of one kind is of; raises MalformedId, also for an id of another kind."""
    found, key = read(text)
    if found is not kind:
        raise MalformedId(f"The id of a {kind} is expected; this is the id of a {found}.")
    return key


def decode(kind: Kind, text: str) -> UUID:
    """As ``read_as`` for all but obligations; raises the GraphQL error BAD_ID."""
    key = _or_bad_id(kind, text)
    assert isinstance(key, UUID)
    return key


def decode_obligation(text: str) -> ObligationKey:
    """As ``read_as`` for an obligation; raises the GraphQL error BAD_ID."""
    key = _or_bad_id(Kind.OBLIGATION, text)
    assert isinstance(key, ObligationKey)
    return key


def optional(kind: Kind, text: str | None) -> UUID | None:
    """As ``decode``; None where the id was left out or is null."""
    if text is None or text is strawberry.UNSET:
        return None
    return decode(kind, text)


def _or_bad_id(kind: Kind, text: str) -> UUID | ObligationKey:
    try:
        return read_as(kind, text)
    except MalformedId as error:
        raise request_error("BAD_ID", str(error)) from error


def _pack(plain: str) -> strawberry.ID:
    return strawberry.ID(urlsafe_b64encode(plain.encode("ascii")).decode("ascii").rstrip("="))
