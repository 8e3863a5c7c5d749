"""A command on its way into the log, and which of a batch can go in together. No database here."""

from asyncio import Future
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, cast
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from cascade.log.errors import KeyReused, VersionConflict
from cascade.log.leaf import encode_tail
from cascade.log.mapper import EventMapper, canonical_json
from cascade.log.records import Append, Appended, KeyRecord

# What one transaction takes: more would keep the head locked for too long.
MAX_EVENTS: Final = 1_000
DIGEST_BYTES: Final = 32

KeyId = tuple[str, str]


@dataclass(slots=True, eq=False)
class Pending:
    """A command with all that could be computed before its positions are known."""

    command: Append
    stored: tuple[StoredEvent, ...]
    tails: tuple[bytes, ...]
    written: Mapping[UUID, int]
    answer: bytes
    outcome: "Future[Appended]"
    in_doubt: bool = False

    @property
    def key(self) -> KeyId:
        return self.command.principal, self.command.key

    @property
    def waits(self) -> bool:
        """Whether somebody still waits for an answer."""
        return not self.outcome.done()

    def succeed(self, appended: Appended) -> None:
        if self.waits:
            self.outcome.set_result(appended)

    def fail(self, error: BaseException) -> None:
        if self.waits:
            self.outcome.set_exception(error)


def prepare(command: Append, mapper: EventMapper, outcome: "Future[Appended]") -> Pending:
    """Check and encode a command; raises ValueError, TypeError for one that cannot be stored."""
    if len(command.events) > MAX_EVENTS:
        raise ValueError(
            f"a command appends at most {MAX_EVENTS} events, not {len(command.events)}"
        )
    if len(command.digest) != DIGEST_BYTES:
        raise ValueError(f"a digest has {DIGEST_BYTES} bytes, not {len(command.digest)}")
    stored = tuple(mapper.to_stored_event(event) for event in command.events)
    return Pending(
        command=command,
        stored=stored,
        tails=tuple(encode_tail(s.topic, command.principal, s.state) for s in stored),
        written=_final_versions(command.expected, stored),
        answer=canonical_json(command.answer),
        outcome=outcome,
    )


def _final_versions(expected: Mapping[UUID, int], stored: Sequence[StoredEvent]) -> dict[UUID, int]:
    """The version of each written stream after the command; raises ValueError on a gap."""
    versions: dict[UUID, int] = {}
    for event in stored:
        stream_id = cast("UUID", event.originator_id)
        before = versions.get(stream_id)
        if before is None:
            before = expected.get(stream_id)
            if before is None:
                raise ValueError(f"no version of the written stream {stream_id} is expected")
        if event.originator_version != before + 1:
            raise ValueError(
                f"version {event.originator_version} of {stream_id} does not follow {before}"
            )
        versions[stream_id] = before + 1
    return versions


@dataclass(slots=True)
class Settlement:
    """How a batch comes out: who goes in, and what the others will be told once it is in.

    ``first_versions`` are the versions that the accepted commands need to find, ``last_versions``
    those that they leave. The second use of a key is ``postponed`` to the next batch, which finds
    what the first one left.
    """

    accepted: list[Pending] = field(default_factory=list)
    first_versions: dict[UUID, int] = field(default_factory=dict)
    last_versions: dict[UUID, int] = field(default_factory=dict)
    replayed: list[tuple[Pending, Appended]] = field(default_factory=list)
    refused: list[tuple[Pending, Exception]] = field(default_factory=list)
    postponed: list[Pending] = field(default_factory=list)


def settle(
    batch: Sequence[Pending],
    versions: Mapping[UUID, int] | None = None,
    keys: Mapping[KeyId, KeyRecord] | None = None,
) -> Settlement:
    """Settle a batch in its order.

    With the streams' true ``versions`` (absent: it does not exist) and the ``keys`` in use, the
    result is final. Without, each stream is believed to be where its first command expects it.
    """
    result = Settlement()
    seen: set[KeyId] = set()
    for pending in batch:
        key = pending.key
        if key in seen:
            result.postponed.append(pending)
            continue
        seen.add(key)
        known = keys.get(key) if keys else None
        if known is not None:
            _settle_known(pending, known, result)
        elif moved := _moved(pending, result, versions):
            result.refused.append((pending, VersionConflict(moved)))
        else:
            _accept(pending, result)
    return result


def _settle_known(pending: Pending, known: KeyRecord, result: Settlement) -> None:
    """The key is in use: the same input is answered as before, another is refused."""
    if known.digest != pending.command.digest:
        result.refused.append((pending, KeyReused(*pending.key)))
        return
    replayed = not pending.in_doubt
    answer = Appended(
        positions=known.positions,
        recorded_at=known.recorded_at,
        answer=known.answer,
        replayed=replayed,
    )
    result.replayed.append((pending, answer))


def _moved(pending: Pending, result: Settlement, versions: Mapping[UUID, int] | None) -> list[UUID]:
    """The streams that are not where the command read them."""
    moved = []
    for stream_id, expected in pending.command.expected.items():
        found = result.last_versions.get(stream_id)
        if found is None:
            found = expected if versions is None else versions.get(stream_id, 0)
        if found != expected:
            moved.append(stream_id)
    return moved


def _accept(pending: Pending, result: Settlement) -> None:
    result.accepted.append(pending)
    for stream_id, expected in pending.command.expected.items():
        result.first_versions.setdefault(stream_id, expected)
        result.last_versions.setdefault(stream_id, expected)
    result.last_versions.update(pending.written)
