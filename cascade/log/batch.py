"""The columns of one batch, laid out for the statement that writes it. No database here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
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

    columns: dict[str, Any]
    answers: list[tuple[Pending, Appended]]
    end: LogEnd


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
    first_positions, answers, position = [], [], head.position
    for pending in accepted:
        count = len(pending.stored)
        first_positions.append(position + 1 if count else position)
        positions = tuple(range(position + 1, position + count + 1))
        answers.append(
            (
                pending,
                Appended(
                    positions=positions, recorded_at=recorded_at, answer=pending.command.answer
                ),
            )
        )
        position += count
    columns = {
        "expected_head": head.position,
        "expected_frontier": head.frontier.to_bytes(),
        "recorded_at": recorded_at,
        "frontier": frontier.to_bytes(),
        "leaf_hashes": leaf_hashes,
        "first_positions": first_positions,
        **_stream_columns(settlement),
        **_event_columns(accepted),
        **_key_columns(accepted),
        **_content_columns(accepted),
    }
    # A batch of commands without events leaves the head where and when it was.
    end = LogEnd(position, recorded_at, frontier) if leaf_hashes else head
    return Batch(columns, answers, end)


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


def _stream_columns(settlement: Settlement) -> dict[str, Any]:
    # PostgreSQL sorts UUIDs by their bytes, as Python does.
    found = ((s, v) for s, v in settlement.first_versions.items() if v > 0)
    present = sorted(found, key=lambda stream: stream[0].bytes)
    written = {s for pending in settlement.accepted for s in pending.written}
    return {
        "checked_ids": list(settlement.first_versions),
        "present_ids": [stream_id for stream_id, _ in present],
        "present_versions": [version for _, version in present],
        "written_ids": list(written),
        "written_versions": [settlement.last_versions[stream_id] for stream_id in written],
    }


def _event_columns(accepted: list[Pending]) -> dict[str, Any]:
    rows = [(pending.command, stored) for pending in accepted for stored in pending.stored]
    return {
        "stream_ids": [stored.originator_id for _, stored in rows],
        "stream_versions": [stored.originator_version for _, stored in rows],
        "topics": [stored.topic for _, stored in rows],
        "states": [stored.state for _, stored in rows],
        "actors": [command.principal for command, _ in rows],
        "correlation_ids": [command.correlation_id for command, _ in rows],
        "causations": [command.causation_position for command, _ in rows],
    }


def _key_columns(accepted: list[Pending]) -> dict[str, Any]:
    return {
        "keys": [pending.command.key for pending in accepted],
        "principals": [pending.command.principal for pending in accepted],
        "digests": [pending.command.digest for pending in accepted],
        "event_counts": [len(pending.stored) for pending in accepted],
        "answers": [pending.answer for pending in accepted],
    }


def _content_columns(accepted: list[Pending]) -> dict[str, Any]:
    contents = [content for pending in accepted for content in pending.command.content]
    return {
        "content_ids": [content.id for content in contents],
        "media_types": [content.media_type for content in contents],
        "salts": [content.salt for content in contents],
        "datas": [content.data for content in contents],
        "upload_ids": [id_ for pending in accepted for id_ in pending.command.upload_ids],
    }
