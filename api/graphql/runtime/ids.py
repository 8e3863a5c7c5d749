"""Global ids: opaque to callers, stable for ever. base64url of the kind and what identifies it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, TypeAlias
from uuid import UUID

import strawberry

from api.graphql.runtime.errors import request_error
from cascade.execution.commands import ReportRef, RequestRef
from projections.query_args import ObligationKey


class Kind(StrEnum):
    """What an id is of. The values are in ids that callers keep: they never change."""

    UNIT = "unit"
    DIRECTIVE = "directive"
    TASK = "task"
    OBLIGATION = "obligation"
    REPORT = "report"
    CITATION = "citation"
    ATTACHMENT = "attachment"
    INVITATION = "invitation"
    EXTENSION_REQUEST = "extension-request"
    RECORDED_REPORT = "recorded-report"
    SCHEDULED_CHANGE = "scheduled-change"


UnitId = Annotated[strawberry.ID, Kind.UNIT]
DirectiveId = Annotated[strawberry.ID, Kind.DIRECTIVE]
ObligationId = Annotated[strawberry.ID, Kind.OBLIGATION]
ReportId = Annotated[strawberry.ID, Kind.REPORT]
CitationId = Annotated[strawberry.ID, Kind.CITATION]
AttachmentId = Annotated[strawberry.ID, Kind.ATTACHMENT]
InvitationId = Annotated[strawberry.ID, Kind.INVITATION]
ExtensionRequestId = Annotated[strawberry.ID, Kind.EXTENSION_REQUEST]
RecordedReportId = Annotated[strawberry.ID, Kind.RECORDED_REPORT]
ScheduledChangeId = Annotated[strawberry.ID, Kind.SCHEDULED_CHANGE]
# Types of the fields of inputs: to the schema each is ID, to ``to_command`` an id of its kind.


class MalformedId(ValueError):
    """The text is no id that this service gave out, or it is of another kind."""


@dataclass(frozen=True, slots=True)
class InvitationKey:
    """An invitation, and the directive in whose stream it stands."""

    directive_id: UUID
    invitation_id: UUID


Key: TypeAlias = UUID | ObligationKey | ReportRef | RequestRef | InvitationKey
"""What an id is of, by its kind."""


def encode(kind: Kind, key: UUID) -> strawberry.ID:
    """The id of what one UUID identifies: a unit, a directive, a recorded report."""
    return _pack(f"{kind}:{key}")


def encode_obligation(key: ObligationKey) -> strawberry.ID:
    """The same before anyone has acted, and after a rule is amended."""
    occurrence = key.occurrence.isoformat() if key.occurrence else ""
    return _pack(f"{Kind.OBLIGATION}:{key.task_id}:{key.unit_id}:{occurrence}")


def encode_report(key: ReportRef) -> strawberry.ID:
    """It leads back to the execution without a look at any read model."""
    return _pack(f"{Kind.REPORT}:{key.directive}:{key.unit}:{key.report}")


def encode_request(key: RequestRef) -> strawberry.ID:
    """It leads back to the execution, as a report's does."""
    return _pack(f"{Kind.EXTENSION_REQUEST}:{key.directive}:{key.unit}:{key.request}")


def encode_invitation(key: InvitationKey) -> strawberry.ID:
    """It leads back to the directive."""
    return _pack(f"{Kind.INVITATION}:{key.directive_id}:{key.invitation_id}")


def read(text: str) -> tuple[Kind, Key]:
    """What an id is of; raises MalformedId. Only the exact text that was given out is taken."""
    try:
        plain = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
        kind = Kind(plain.partition(":")[0])
        key, again = _read_parts(kind, plain.split(":")[1:])
    except (NotBase64, ValueError) as error:
        raise MalformedId("This is no id of this service.") from error
    if again != text:
        raise MalformedId("This is no id of this service.")
    return kind, key


def read_as(kind: Kind, text: str) -> Key:
    """What an id of one kind is of; raises MalformedId, also for an id of another kind."""
    found, key = read(text)
    if found is not kind:
        raise MalformedId(f"The id of a {kind} is expected; this is the id of a {found}.")
    return key


def decode_key(kind: Kind, text: str) -> Key:
    """As ``read_as``; raises the GraphQL error BAD_ID."""
    try:
        return read_as(kind, text)
    except MalformedId as error:
        raise request_error("BAD_ID", str(error)) from error


def decode(kind: Kind, text: str) -> UUID:
    """As ``read_as`` for what one UUID identifies; raises the GraphQL error BAD_ID."""
    key = decode_key(kind, text)
    assert isinstance(key, UUID)
    return key


def decode_obligation(text: str) -> ObligationKey:
    """As ``read_as`` for an obligation; raises the GraphQL error BAD_ID."""
    key = decode_key(Kind.OBLIGATION, text)
    assert isinstance(key, ObligationKey)
    return key


def optional(kind: Kind, text: str | None) -> UUID | None:
    """As ``decode``; None where the id was left out or is null."""
    if text is None or text is strawberry.UNSET:
        return None
    return decode(kind, text)


def _read_parts(kind: Kind, parts: list[str]) -> tuple[Key, str]:
    """The key and the id that it has; raises ValueError."""
    if kind is Kind.OBLIGATION:
        task, unit, day = parts
        owed = ObligationKey(UUID(task), UUID(unit), date.fromisoformat(day) if day else None)
        return owed, encode_obligation(owed)
    if kind is Kind.REPORT:
        directive, unit, report = parts
        handed_in = ReportRef(directive=UUID(directive), unit=UUID(unit), report=UUID(report))
        return handed_in, encode_report(handed_in)
    if kind is Kind.EXTENSION_REQUEST:
        directive, unit, request = parts
        asked = RequestRef(directive=UUID(directive), unit=UUID(unit), request=UUID(request))
        return asked, encode_request(asked)
    if kind is Kind.INVITATION:
        directive, invitation = parts
        invited = InvitationKey(UUID(directive), UUID(invitation))
        return invited, encode_invitation(invited)
    (only,) = parts
    return UUID(only), encode(kind, UUID(only))


def _pack(plain: str) -> strawberry.ID:
    return strawberry.ID(urlsafe_b64encode(plain.encode("ascii")).decode("ascii").rstrip("="))
