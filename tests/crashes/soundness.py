"""Whether a log is whole: no position missing, every hash as its event says, every key in place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from cascade.log import rows
from cascade.log.leaf import encode_leaf, encode_tail, microseconds
from cascade.log.merkle import Frontier, leaf_hash
from cascade.log.records import KeyRecord
from cascade.log.statements import statements

MANY = 1_000_000
ALL_KEYS = """
    SELECT key, principal, digest, first_position, event_count, answer, recorded_at
    FROM cascade_log.idempotency_key ORDER BY first_position
"""
STREAMS = "SELECT id, version FROM cascade_log.stream"


@dataclass(frozen=True)
class Sound:
    """A log that was found whole: where it ends, and what it remembers by (principal, key)."""

    position: int
    root_hash: bytes
    keys: dict[tuple[str, str], KeyRecord]


async def sound(connection: Any) -> Sound:
    """The log as it is now, all of it looked at."""
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        head = rows.log_end(await statements.head(connection))
        events = await connection.fetch(statements.page.sql, 0, MANY)
        streams = dict(await connection.fetch(STREAMS))
        keys = [rows.key_record(row) for row in await connection.fetch(ALL_KEYS)]
    positions = [event["position"] for event in events]
    assert positions == list(range(1, head.position + 1))
    assert _root(events) == head.frontier.root()
    assert _last_versions(events) == streams
    instants: list[datetime] = [event["recorded_at"] for event in events]
    assert all(earlier <= later for earlier, later in pairwise(instants))
    # Every event came by exactly one key.
    assert [position for key in keys for position in key.positions] == positions
    by_key = {(key.principal, key.key): key for key in keys}
    return Sound(head.position, head.frontier.root(), by_key)


def _root(events: list[Any]) -> bytes:
    frontier = Frontier()
    for event in events:
        tail = encode_tail(event["topic"], event["actor"], event["state"])
        leaf = encode_leaf(
            event["position"],
            event["stream_id"],
            event["stream_version"],
            microseconds(event["recorded_at"]),
            event["correlation_id"],
            event["causation_position"],
            tail,
        )
        assert leaf_hash(leaf) == event["leaf_hash"], event["position"]
        frontier.append(leaf_hash(leaf))
    return frontier.root()


def _last_versions(events: list[Any]) -> dict[Any, int]:
    versions: dict[Any, int] = {}
    for event in events:
        stream_id = event["stream_id"]
        assert event["stream_version"] == versions.get(stream_id, 0) + 1, event["position"]
        versions[stream_id] = event["stream_version"]
    return versions
