"""What every domain event is. Only plain values may be in an event: they are stored for ever."""

from dataclasses import dataclass
from datetime import datetime
from inspect import signature
from typing import Any, ClassVar, TypedDict, dataclass_transform
from uuid import UUID

from eventsourcing.domain import DomainEvent, MetaDomainEvent


@dataclass_transform(frozen_default=True, kw_only_default=True)
class EventClass(MetaDomainEvent):
    """Makes every class of events a frozen dataclass that is built by keyword only: of twenty
    fields in a row, two of the same type would be swapped unseen.
    """

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> Any:
        # The library's own metaclass would make it a dataclass that takes its fields by position.
        made: Any = super(MetaDomainEvent, cls).__new__(cls, name, bases, namespace)
        made = dataclass(frozen=True, kw_only=True)(made)
        made.__signature__ = signature(made.__init__)
        return made


class Event(DomainEvent, metaclass=EventClass):
    """A fact of one stream.

    ``originator_id`` is the stream, ``originator_version`` its place there (1 for the first),
    ``timestamp`` the instant at which it was decided. The log adds position, recording time
    and actor. Subclasses pin ``TOPIC``: it is stored, so it never changes; a changed shape raises
    ``class_version`` and adds an upcaster.
    """

    TOPIC: ClassVar[str] = "cascade.Event"

    originator_id: UUID
    originator_version: int
    timestamp: datetime


class Place(TypedDict):
    """What every event begins with: where it stands in its stream, and when it was decided."""

    originator_id: UUID
    originator_version: int
    timestamp: datetime


def next_place(stream_id: UUID, version: int, now: datetime) -> Place:
    """The place of the next event of a stream that is at this version."""
    return {"originator_id": stream_id, "originator_version": version + 1, "timestamp": now}
