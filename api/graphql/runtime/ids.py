"""Global ids: opaque to callers, stable for ever. base64url of the kind and what identifies it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Annotated, Final, TypeAlias, get_type_hints
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
    WEBHOOK = "webhook"


# Types of the fields of inputs: to the schema each is ID, to ``to_command`` an id of its kind.
UnitId = Annotated[strawberry.ID, Kind.UNIT]
DirectiveId = Annotated[strawberry.ID, Kind.DIRECTIVE]
TaskId = Annotated[strawberry.ID, Kind.TASK]
ObligationId = Annotated[strawberry.ID, Kind.OBLIGATION]
ReportId = Annotated[strawberry.ID, Kind.REPORT]
CitationId = Annotated[strawberry.ID, Kind.CITATION]
AttachmentId = Annotated[strawberry.ID, Kind.ATTACHMENT]
InvitationId = Annotated[strawberry.ID, Kind.INVITATION]
ExtensionRequestId = Annotated[strawberry.ID, Kind.EXTENSION_REQUEST]
RecordedReportId = Annotated[strawberry.ID, Kind.RECORDED_REPORT]
ScheduledChangeId = Annotated[strawberry.ID, Kind.SCHEDULED_CHANGE]
WebhookId = Annotated[strawberry.ID, Kind.WEBHOOK]


class MalformedId(ValueError):
    """The text is no id that this service gave out, or it is of another kind."""


@dataclass(frozen=True, slots=True)
class InvitationKey:
    """An invitation, and the directive in whose stream it stands."""

    directive_id: UUID
    invitation_id: UUID


@dataclass(frozen=True, slots=True)
class WebhookKey:
    """A webhook, and the unit in whose stream it stands."""

    unit_id: UUID
    webhook_id: UUID


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


Key: TypeAlias = UUID | ObligationKey | ReportRef | RequestRef | InvitationKey | WebhookKey
"""What an id is of, by its kind."""
PARTS: Final[dict[Kind, type]] = {
    Kind.OBLIGATION: ObligationKey,
    Kind.REPORT: ReportRef,
    Kind.EXTENSION_REQUEST: RequestRef,
    Kind.INVITATION: InvitationKey,
    Kind.WEBHOOK: WebhookKey,
}
"""What is identified by several things; its fields are the parts of its id, in their order.

Each leads back to the stream in which it stands, without a look at any read model.
"""
# Looked up once: a page has hundreds of ids.
_PARTS_OF: Final = {of: attrgetter(*(each.name for each in fields(of))) for of in PARTS.values()}
_READERS: Final = {
    kind: {name: UUID if hint is UUID else _day for name, hint in get_type_hints(of).items()}
    for kind, of in PARTS.items()
}


def encode(kind: Kind, key: Key) -> strawberry.ID:
    """The id of what ``key`` identifies: the same at every moment."""
    parts = (key,) if isinstance(key, UUID) else _PARTS_OF[type(key)](key)
    plain = ":".join([kind, *["" if part is None else str(part) for part in parts]])
    return strawberry.ID(urlsafe_b64encode(plain.encode("ascii")).decode("ascii").rstrip("="))


def read(text: str) -> tuple[Kind, Key]:
    """What an id is of; raises MalformedId. Only the exact text that was given out is taken."""
    try:
        plain = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
        kind = Kind(plain.partition(":")[0])
        key = _read_parts(kind, plain.split(":")[1:])
    except (NotBase64, ValueError) as error:
        raise MalformedId("This is no id of this service.") from error
    if encode(kind, key) != text:
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


def _read_parts(kind: Kind, parts: list[str]) -> Key:
    """Raises ValueError."""
    if kind not in PARTS:
        (only,) = parts
        return UUID(only)
    named = zip(_READERS[kind].items(), parts, strict=True)
    key: Key = PARTS[kind](**{name: reader(part) for (name, reader), part in named})
    return key
