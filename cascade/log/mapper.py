"""Events to canonical JSON and back into their classes."""

from collections.abc import Iterable
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import UUID

import orjson
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent, Transcoder

from cascade.events import Event
from cascade.log.errors import EventClassRefused, EventUnreadable
from cascade.log.topics import by_topic, domain_event_classes

if TYPE_CHECKING:
    from pydantic import TypeAdapter

# Left to themselves, orjson keeps the order of a dataclass's fields and an instant's own offset.
_OPTIONS: Final = (
    orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
)


def canonical_json(value: Any) -> bytes:
    """UTF-8, members sorted, no whitespace, instants in UTC; raises TypeError, ValueError."""
    return orjson.dumps(value, _plain, _OPTIONS)


def _plain(value: Any) -> Any:
    """What JSON has no notion of, in the form that docs/leaf-encoding.md promises."""
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"an instant without an offset cannot be stored: {value}")
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"a {type(value).__name__} cannot be stored")


class CanonicalTranscoder(Transcoder):
    """The transcoder of eventsourcing, on orjson."""

    def encode(self, obj: Any) -> bytes:
        return canonical_json(obj)

    def decode(self, data: bytes) -> Any:
        return orjson.loads(data)


class EventMapper(Mapper[UUID]):
    """Stores events under their topics and restores them with their types.

    eventsourcing's own mapper would resolve a topic by importing whatever it names, and leave
    tuples as lists and nested records as dicts. Upcasting works on the raw dict, before the types.
    """

    def __init__(self, classes: Iterable[type[Event]] | None = None) -> None:
        """Of the given classes, else of the whole domain; raises EventClassRefused."""
        super().__init__(CanonicalTranscoder())
        self.classes: Final = by_topic(domain_event_classes() if classes is None else classes)
        self._topics: Final = {c: topic for topic, c in self.classes.items()}

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """Raises EventClassRefused, and TypeError or ValueError for what JSON cannot hold."""
        event_class = type(domain_event)
        topic = self._topics.get(cast("type[Event]", event_class))
        if topic is None:
            raise EventClassRefused(f"{event_class.__qualname__} is not a known event class")
        state = dict(vars(domain_event))
        stream_id = state.pop("originator_id")
        version = state.pop("originator_version")
        class_version = getattr(event_class, "class_version", 1)
        if class_version > 1:
            state["class_version"] = class_version
        return StoredEvent(stream_id, version, topic, canonical_json(state))

    def to_domain_event(self, stored_event: StoredEvent) -> Event:
        """Raises EventUnreadable for an unknown topic or a state that its class does not take."""
        topic = stored_event.topic
        event_class = self.classes.get(topic)
        if event_class is None:
            raise EventUnreadable(f"no event class has the topic {topic!r}")
        try:
            state = orjson.loads(stored_event.state)
            self._upcast(event_class, state)
            state["originator_id"] = stored_event.originator_id
            state["originator_version"] = stored_event.originator_version
            return _adapter(event_class).validate_python(state)
        except (ValueError, KeyError, TypeError) as error:
            place = f"{stored_event.originator_id} version {stored_event.originator_version}"
            raise EventUnreadable(f"{topic} in stream {place}: {error}") from error

    @staticmethod
    def _upcast(event_class: type[Event], state: dict[str, Any]) -> None:
        stored_version = state.pop("class_version", 1)
        for version in range(stored_version, getattr(event_class, "class_version", 1)):
            getattr(event_class, f"upcast_v{version}_v{version + 1}")(state)


@cache
def _adapter(event_class: type[Event]) -> "TypeAdapter[Event]":
    """Built once in a process, at first use, and the library loaded then: both take their time."""
    from pydantic import TypeAdapter

    return TypeAdapter(event_class)
