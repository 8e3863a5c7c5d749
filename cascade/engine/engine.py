"""The path of a command: load what it reads, decide, append. The only way to record anything."""

import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final
from uuid import UUID, uuid4

import orjson

from cascade.access.state import Access
from cascade.clock import Clock
from cascade.engine.normal_texts import with_normal_texts
from cascade.engine.refusals import IdempotencyKeyReused, InvalidIdempotencyKey, TooBusy
from cascade.engine.session import Session
from cascade.engine.states import States
from cascade.engine.stream_locks import StreamLocks
from cascade.events import Event
from cascade.log import Append, KeyReused, Log, VersionConflict
from cascade.organisation.state import Organisation
from cascade.refusals import Refused
from cascade.text_rules import ForbiddenCharacter

ATTEMPTS: Final = 30
"""How often a command is decided again because what it read moved on: under a bulk import the tree
moves several times a second."""
KEY_CHARACTERS: Final = 200


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks, under which key of theirs, in which request."""

    principal: str
    key: str
    correlation_id: UUID


@dataclass(frozen=True, slots=True)
class Decision:
    """What a handler came to: events (none: nothing is left to do) and the ids to answer."""

    events: list[Event]
    answer: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """``position`` is that of the command's last event, null where nothing was left to do."""

    position: int | None
    answer: Mapping[str, Any]


class Unchecked(Exception):
    """The decision records nothing, so that no append checks what it rests on."""


class Overtaken(Exception):
    """What the decision rests on moved on. ``contended`` are those streams that it writes."""

    def __init__(self, contended: frozenset[UUID]) -> None:
        super().__init__("overtaken")
        self.contended = contended


Handler = Callable[[Any, Session], Awaitable[Decision]]
Handlers = Mapping[type, Handler]
"""By the type of the command that each carries out."""


class Engine:
    """Carries out commands. ``new_id`` and ``new_salt`` are injected so that runs can repeat."""

    def __init__(
        self,
        log: Log,
        clock: Clock,
        handlers: Handlers,
        new_id: Callable[[], UUID] = uuid4,
        new_salt: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self.log = log
        self.clock = clock
        self._handlers = handlers
        self._states = States(log)
        self._stream_locks = StreamLocks()
        self._new_id = new_id
        self._new_salt = new_salt

    async def execute(self, command: object, request: Request) -> Outcome:
        """Carry out a command once, however often it is sent under its key.

        Raises Refused with the reasons; nothing is recorded then. The log's LogUnavailable,
        ClockFault and AppendInDoubt pass through: the same key may be sent again.
        """
        if not (1 <= len(request.key) <= KEY_CHARACTERS and request.key.isprintable()):
            raise Refused(
                InvalidIdempotencyKey("A key has 1 to 200 printable characters.", "idempotency_key")
            )
        digest = _digest(command)
        contended: frozenset[UUID] = frozenset()
        fresh = False
        for _ in range(ATTEMPTS):
            try:
                async with self._stream_locks.on(contended):
                    session = self._session(request.principal, fresh=fresh)
                    return await self._attempt(command, request, digest, session)
            except Unchecked:
                fresh = True
            except Overtaken as overtaken:
                contended |= overtaken.contended
            except KeyReused as reused:
                raise Refused(_key_reused()) from reused
        raise Refused(TooBusy("Others kept changing what this rests on; send it again."))

    async def _attempt(
        self, command: object, request: Request, digest: bytes, session: Session
    ) -> Outcome:
        try:
            decision = await self._decide(command, session)
        except Refused:
            # The command may have been carried out before and be refused only by its own effect.
            if earlier := await self._earlier(request, digest):
                return earlier
            raise
        if not decision.events:
            return await self._earlier(request, digest) or Outcome(None, decision.answer)
        try:
            return await self._append(decision, session, request, digest)
        except VersionConflict as conflict:
            session.overtaken(conflict.stream_ids)
            written = {event.originator_id for event in decision.events}
            raise Overtaken(frozenset(written.intersection(conflict.stream_ids))) from conflict

    async def _decide(self, command: object, session: Session) -> Decision:
        """Raises Refused, and Unchecked where nothing is to be recorded on states that may lag:
        what is refused, or done already, is decided once more on fresh ones. So is what fails, for
        states of different moments may contradict each other.
        """
        try:
            normal = with_normal_texts(command)
            decision = await self._handlers[type(command)](normal, session)
        except Overtaken:
            raise
        except Exception as error:
            if not session.is_fresh:
                raise Unchecked from error
            self._require_unmoved(session)
            raise
        if not decision.events:
            if not session.is_fresh:
                raise Unchecked
            self._require_unmoved(session)
        return decision

    @staticmethod
    def _require_unmoved(session: Session) -> None:
        try:
            session.expected()
        except VersionConflict as conflict:
            raise Overtaken(frozenset()) from conflict

    async def _append(
        self, decision: Decision, session: Session, request: Request, digest: bytes
    ) -> Outcome:
        appended = await self.log.append(
            Append(
                principal=request.principal,
                key=request.key,
                digest=digest,
                correlation_id=request.correlation_id,
                expected=session.expected(),
                events=decision.events,
                answer=decision.answer,
                content=session.content,
                upload_ids=session.upload_ids,
            )
        )
        return Outcome(appended.positions[-1], appended.answer)

    async def _earlier(self, request: Request, digest: bytes) -> Outcome | None:
        record = await self.log.find_key(request.principal, request.key)
        if record is None:
            return None
        if record.digest != digest:
            raise Refused(_key_reused())
        return Outcome(record.positions[-1], record.answer)

    def session(self, principal: str) -> Session:
        """A look at the present states, for a principal."""
        return self._session(principal, fresh=True)

    def _session(self, principal: str, *, fresh: bool) -> Session:
        return Session(
            self._states,
            self.log.uploads,
            principal,
            self.now(),
            fresh=fresh,
            new_id=self._new_id,
            new_salt=self._new_salt,
        )

    def now(self) -> datetime:
        """The clock's, or the log's end where that is later, as what is recorded next would be."""
        return max(self.clock.now(), self.log.recorded_at)

    async def access(self, subject: str) -> Access:
        """A subject's grants as of now."""
        return await self.session(subject).start()

    async def organisation(self) -> Organisation:
        """The tree as of now; shared, not to be changed."""
        session = self.session("")
        await session.calendar()
        return session.organisation


def _digest(command: object) -> bytes:
    name = type(command).__name__.encode()
    try:
        words = orjson.dumps(command, _plain, orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:  # a lone surrogate: no text that UTF-8 can write
        reason = ForbiddenCharacter("A text holds a character that cannot be stored.")
        raise Refused(reason) from error
    return sha256(name + b"\0" + words).digest()


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"a {type(value).__name__} is in no command")


def _key_reused() -> IdempotencyKeyReused:
    return IdempotencyKeyReused("This key was used with another input.", "idempotency_key")
