"""Global ids: opaque to callers, stable for ever. base64url of the kind and what identifies it, and
of the moment where that is another one than the present: decision 60.
"""

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
from api.graphql.runtime.instants import instant_of, microseconds
from api.graphql.runtime.past import PastMoment
from cascade.execution.commands import ReportRef, RequestRef
from projections.query_args import Moment, ObligationKey


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


UNVARYING: Final = frozenset({Kind.ATTACHMENT})
"""What is the same at every moment and leads nowhere: its ids bear none."""


class MalformedId(ValueError):
    """The text is no id that this service gave out, or it is of another kind."""


class OfAnotherMoment(ValueError):
    """The id is of something as it was, where the present is meant."""


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
AT: Final = "@"
"""Before the moment of an id; no part has it."""
# Looked up once: a page has hundreds of ids.
_PARTS_OF: Final = {of: attrgetter(*(each.name for each in fields(of))) for of in PARTS.values()}
_READERS: Final = {
    kind: {name: UUID if hint is UUID else _day for name, hint in get_type_hints(of).items()}
    for kind, of in PARTS.items()
}


def encode(kind: Kind, key: Key, at: Moment | None = None) -> strawberry.ID:
    """The id of what ``key`` identifies: the same whenever it is read at the present, and another
    one for each other moment at which it may vary.
    """
    parts = (key,) if isinstance(key, UUID) else _PARTS_OF[type(key)](key)
    plain = ":".join([kind, *["" if part is None else str(part) for part in parts]])
    if isinstance(at, PastMoment) and kind not in UNVARYING:
        plain += f"{AT}{at.position}:{microseconds(at.clock)}"
    return _written(plain)


def read(text: str) -> tuple[Kind, Key, PastMoment | None]:
    """What an id is of, and as of when if not of the present; raises MalformedId.

    Only the exact text that was given out is taken.
    """
    try:
        thing, _, moment = _plain(text).partition(AT)
        kind = Kind(thing.partition(":")[0])
        key = _read_parts(kind, thing.split(":")[1:])
        at = _read_moment(*moment.split(":")) if moment else None
    except (NotBase64, ValueError, TypeError, OverflowError) as error:
        raise MalformedId("This is no id of this service.") from error
    if encode(kind, key, at) != text:
        raise MalformedId("This is no id of this service.")
    return kind, key, at


def live(text: str) -> strawberry.ID:
    """Of the id of something at any moment, that of the same at the present."""
    return _written(_plain(text).partition(AT)[0])


def read_as(kind: Kind, text: str) -> Key:
    """What an id of that kind is of, where what is done is done to the present; raises MalformedId,
    and OfAnotherMoment for the id of something as it was.
    """
    key, at = _of_kind(kind, text)
    if at is not None:
        raise OfAnotherMoment(
            f"This is a {kind} as it was at position {at.position}. What is done is done to it as "
            "it is now: look at it, and send its liveId."
        )
    return key


def decode_key(kind: Kind, text: str) -> Key:
    """What an id of that kind is of, at whatever moment; raises the GraphQL error BAD_ID."""
    try:
        return _of_kind(kind, text)[0]
    except MalformedId as error:
        raise request_error("BAD_ID", str(error)) from error


def moment_of(text: str) -> PastMoment | None:
    """As of when the id is, if not of the present; raises MalformedId."""
    return read(text)[2]


def decode(kind: Kind, text: str) -> UUID:
    """As ``decode_key`` for what one UUID identifies."""
    key = decode_key(kind, text)
    assert isinstance(key, UUID)
    return key


def decode_obligation(text: str) -> ObligationKey:
    """As ``decode_key`` for an obligation."""
    key = decode_key(Kind.OBLIGATION, text)
    assert isinstance(key, ObligationKey)
    return key


def optional(kind: Kind, text: str | None) -> UUID | None:
    """As ``decode``; None where the id was left out or is null."""
    if text is None or text is strawberry.UNSET:
        return None
    return decode(kind, text)


def _of_kind(kind: Kind, text: str) -> tuple[Key, PastMoment | None]:
    """Raises MalformedId."""
    found, key, at = read(text)
    if found is not kind:
        raise MalformedId(f"The id of a {kind} is expected; this is the id of a {found}.")
    return key, at


def _read_parts(kind: Kind, parts: list[str]) -> Key:
    """Raises ValueError."""
    if kind not in PARTS:
        (only,) = parts
        return UUID(only)
    named = zip(_READERS[kind].items(), parts, strict=True)
    key: Key = PARTS[kind](**{name: reader(part) for (name, reader), part in named})
    return key


def _read_moment(position: str, clock: str) -> PastMoment:
    """Raises ValueError and OverflowError."""
    if int(position) < 0:
        raise ValueError("no position of a log is negative")
    return PastMoment(int(position), instant_of(int(clock)))


def _plain(text: str) -> str:
    """Raises ValueError."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")


def _written(plain: str) -> strawberry.ID:
    return strawberry.ID(urlsafe_b64encode(plain.encode("ascii")).decode("ascii").rstrip("="))
