"""What every domain event is. Only plain values may be in an event: they are stored for ever."""

from typing import ClassVar, dataclass_transform

from eventsourcing.domain import DomainEvent


@dataclass_transform(frozen_default=True)
class Event(DomainEvent):
    """A fact of one stream.

    ``originator_id`` is the stream, ``originator_version`` its place there (1 for the first),
    ``timestamp`` the instant at which it was decided. The log adds position, recording time
    and actor. Subclasses pin ``TOPIC``: it is stored, so it never changes; a changed shape raises
    ``class_version`` and adds an upcaster.
    """

    TOPIC: ClassVar[str] = "cascade.Event"
