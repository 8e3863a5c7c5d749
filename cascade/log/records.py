"""What goes into the log and what comes out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from cascade.content import Content
from cascade.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Append:
    """One command's whole effect, appended altogether or not at all.

    ``key`` is the principal's name for the command and ``digest`` the SHA-256 (32 bytes) of its
    input. ``expected`` has the version of every stream that the decision read or writes, 0 where
    it does not exist; events of a stream follow on from there without a gap. ``answer`` is what
    the same key will be answered again: JSON values. ``upload_ids`` are the files that the events
    name: from then on they are not pruned.
    """

    principal: str
    key: str
    digest: bytes
    correlation_id: UUID
    expected: Mapping[UUID, int]
    events: Sequence[Event]
    answer: Mapping[str, Any] = field(default_factory=dict)
    content: Sequence[Content] = ()
    upload_ids: Sequence[UUID] = ()
    causation_position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """Where a command's events are; ``replayed`` if an earlier use of its key put them there."""

    positions: tuple[int, ...]
    recorded_at: datetime
    answer: Mapping[str, Any]
    replayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRecord:
    """What the log remembers of a command by its key."""

    principal: str
    key: str
    digest: bytes
    positions: tuple[int, ...]
    recorded_at: datetime
    answer: Mapping[str, Any]

    def replay(self) -> Appended:
        """The answer to the same command again."""
        return Appended(
            positions=self.positions,
            recorded_at=self.recorded_at,
            answer=self.answer,
            replayed=True,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEvent:
    """An event in its place: ``recorded_at`` never runs backwards, ``actor`` is a subject."""

    position: int
    recorded_at: datetime
    actor: str
    correlation_id: UUID
    causation_position: int | None
    leaf_hash: bytes
    event: Event
    size: int = 0
    """Of its state as it is stored, in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The log's end: ``position`` 0 while it is empty, ``root_hash`` of the tree over it all."""

    position: int
    recorded_at: datetime
    root_hash: bytes
