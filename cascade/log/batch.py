"""The rows of one batch, laid out for the statement that writes it. No database here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from cascade.log.leaf import encode_leaf, microseconds
from cascade.log.merkle import Frontier, leaf_hash
from cascade.log.pending import Pending, Settlement
from cascade.log.records import Appended


@dataclass(frozen=True, slots=True)
class LogEnd:
    """The head as the writer knows it."""

    position: int
    recorded_at: datetime
    frontier: Frontier


@dataclass(frozen=True, slots=True)
class Batch:
    """What is written, what is answered once it is, and where the log then ends."""

    rows: dict[str, Any]
    answers: list[tuple[Pending, Appended]]
    end: LogEnd

    def stored(self) -> list[tuple[Any, ...]]:
        """The events with their places, in the columns of a page of the log."""
        head: NewHead = self.rows["head"]
        first = head.expected_position + 1
        return [
            (
                position,
                event.stream_id,
                event.stream_version,
                event.topic,
                event.state,
                head.recorded_at,
                event.actor,
                event.correlation_id,
                event.causation_position,
                event.leaf_hash,
            )
            for position, event in enumerate(self.rows["events"], first)
        ]


class NewHead(NamedTuple):
    """Where the batch goes, and where the log ends after it; as the type of that name in SQL."""

    expected_position: int
    expected_frontier: bytes
    recorded_at: datetime
    frontier: bytes


class NewEvent(NamedTuple):
    """An event without its position, which the head gives; as the type of that name in SQL."""

    stream_id: UUID
    stream_version: int
    topic: str
    state: bytes
    actor: str
    correlation_id: UUID
    causation_position: int | None
    leaf_hash: bytes


class NewKey(NamedTuple):
    """What a key is remembered by; as the type of that name in SQL."""

    key: str
    principal: str
    digest: bytes
    first_position: int
    event_count: int
    answer: bytes


def lay_out(settlement: Settlement, head: LogEnd, now: datetime) -> Batch:
    """Give the accepted commands their positions after ``head``, and hash their leaves.

    ``now`` is the clock's; what is recorded is the greater of it and the head's, so that recorded
    time never runs backwards.
    """
    recorded_at = max(now, head.recorded_at)
    accepted = settlement.accepted
    leaf_hashes = _hash_leaves(accepted, head.position, recorded_at)
    frontier = head.frontier.copy()
    frontier.extend(leaf_hashes)
    keys, answers, position = [], [], head.position
    for pending in accepted:
        command, count = pending.command, len(pending.stored)
        first_position = position + 1 if count else position
        keys.append(
            NewKey(
                key=command.key,
                principal=command.principal,
                digest=command.digest,
                first_position=first_position,
                event_count=count,
                answer=pending.answer,
            )
        )
        positions = tuple(range(position + 1, position + count + 1))
        answered = Appended(positions=positions, recorded_at=recorded_at, answer=command.answer)
        answers.append((pending, answered))
        position += count
    rows = {
        "head": NewHead(head.position, head.frontier.to_bytes(), recorded_at, frontier.to_bytes()),
        "checked": list(settlement.first_versions.items()),
        "written": [
            (stream_id, settlement.last_versions[stream_id])
            for stream_id in {s for pending in accepted for s in pending.written}
        ],
        "events": _events(accepted, leaf_hashes),
        "keys": keys,
        "contents": [
            (content.id, content.media_type, content.salt, content.data)
            for pending in accepted
            for content in pending.command.content
        ],
        "uploads": [id_ for pending in accepted for id_ in pending.command.upload_ids],
    }
    # A batch of commands without events leaves the head where and when it was.
    end = LogEnd(position, recorded_at, frontier) if leaf_hashes else head
    return Batch(rows, answers, end)


def _hash_leaves(accepted: list[Pending], position: int, recorded_at: datetime) -> list[bytes]:
    instant = microseconds(recorded_at)
    hashes = []
    for pending in accepted:
        command = pending.command
        correlation_id, causation = command.correlation_id, command.causation_position
        for stored, tail in zip(pending.stored, pending.tails, strict=True):
            position += 1
            leaf = encode_leaf(
                position,
                cast("UUID", stored.originator_id),
                stored.originator_version,
                instant,
                correlation_id,
                causation,
                tail,
            )
            hashes.append(leaf_hash(leaf))
    return hashes


def _events(accepted: list[Pending], leaf_hashes: list[bytes]) -> list[NewEvent]:
    stored = ((pending.command, event) for pending in accepted for event in pending.stored)
    return [
        NewEvent(
            stream_id=cast("UUID", event.originator_id),
            stream_version=event.originator_version,
            topic=event.topic,
            state=event.state,
            actor=command.principal,
            correlation_id=command.correlation_id,
            causation_position=command.causation_position,
            leaf_hash=leaf_hash,
        )
        for (command, event), leaf_hash in zip(stored, leaf_hashes, strict=True)
    ]
