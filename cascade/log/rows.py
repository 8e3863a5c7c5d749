"""Rows of the log's tables as the records that the log hands out."""

from typing import Any, Final
from uuid import UUID

import orjson
from eventsourcing.persistence import StoredEvent

from cascade.content import Content
from cascade.log.batch import LogEnd
from cascade.log.mapper import EventMapper
from cascade.log.merkle import Frontier
from cascade.log.records import KeyRecord, RecordedEvent

EVENT_COLUMNS: Final = 10


def log_end(row: Any) -> LogEnd:
    """Of a row of log_head."""
    position = row["position"]
    return LogEnd(position, row["recorded_at"], Frontier.from_bytes(position, row["frontier"]))


def key_record(row: Any) -> KeyRecord:
    """Of a row of idempotency_key; a command's positions follow one another."""
    first = row["first_position"]
    return KeyRecord(
        principal=row["principal"],
        key=row["key"],
        digest=row["digest"],
        positions=tuple(range(first, first + row["event_count"])),
        recorded_at=row["recorded_at"],
        answer=orjson.loads(row["answer"]),
    )


def recorded_event(row: Any, mapper: EventMapper) -> RecordedEvent:
    """Of a row of event; raises EventUnreadable."""
    position, stream_id, version, topic, state, recorded_at, actor, correlation_id, cause, leaf = (
        row[:EVENT_COLUMNS]
    )
    # The driver's ids are a subclass of UUID, which JSON encoders refuse: none leaves the log.
    plain_id = UUID(int=stream_id.int)
    event = mapper.to_domain_event(StoredEvent(plain_id, version, topic, state))
    return RecordedEvent(
        position=position,
        recorded_at=recorded_at,
        actor=actor,
        correlation_id=correlation_id,
        causation_position=cause,
        leaf_hash=leaf,
        event=event,
        size=len(state),
    )


def content(row: Any) -> Content:
    """Of a row of content."""
    return Content(id=row["id"], media_type=row["media_type"], salt=row["salt"], data=row["data"])
