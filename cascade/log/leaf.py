"""The bytes of an event that its leaf hash covers. Frozen: see docs/leaf-encoding.md.

Changing anything here would break every proof given out. A new encoding gets a new first byte.
"""

from datetime import UTC, datetime, timedelta
from struct import Struct
from typing import Final
from uuid import UUID

ENCODING: Final = 1

# encoding, position, stream id, stream version, recorded_at, correlation id, causation position
_FIXED: Final = Struct(">BQ16sQq16sQ")
_LENGTH: Final = Struct(">I")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def microseconds(instant: datetime) -> int:
    """Whole microseconds since 1970-01-01T00:00:00Z of an aware instant."""
    return (instant - _EPOCH) // _MICROSECOND


def encode_tail(topic: str, actor: str, state: bytes) -> bytes:
    """The part that is known before the event has its position."""
    topic_bytes, actor_bytes = topic.encode(), actor.encode()
    return b"".join(
        (
            _LENGTH.pack(len(topic_bytes)),
            topic_bytes,
            _LENGTH.pack(len(actor_bytes)),
            actor_bytes,
            _LENGTH.pack(len(state)),
            state,
        )
    )


def encode_leaf(
    position: int,
    stream_id: UUID,
    stream_version: int,
    recorded_at_microseconds: int,
    correlation_id: UUID,
    causation_position: int | None,
    tail: bytes,
) -> bytes:
    """The leaf of an event; ``tail`` comes from ``encode_tail``."""
    fixed = _FIXED.pack(
        ENCODING,
        position,
        stream_id.bytes,
        stream_version,
        recorded_at_microseconds,
        correlation_id.bytes,
        causation_position or 0,
    )
    return fixed + tail
