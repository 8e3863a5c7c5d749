"""The golden files: their names, and the states in them."""

from pathlib import Path
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from cascade.events import Event
from cascade.log import EventMapper
from tests.golden.instances import instance

FOLDER = Path(__file__).parent
STREAM = UUID("0b0e4a52-6a6c-5c3e-8f5c-3f7a5d1c9e12")


def path_of(topic: str, version: int) -> Path:
    return FOLDER / f"{topic}.v{version}.json"


def version_of(event_class: type[Event]) -> int:
    return int(getattr(event_class, "class_version", 1))


def state_now(event_class: type[Event], mapper: EventMapper) -> bytes:
    """What the class's sample is stored as today."""
    return mapper.to_stored_event(instance(event_class)).state


def load(topic: str, version: int, mapper: EventMapper) -> Event:
    state = path_of(topic, version).read_bytes().rstrip(b"\n")
    return mapper.to_domain_event(StoredEvent(STREAM, 1, topic, state))


def write_missing(mapper: EventMapper) -> list[Path]:
    """Add the files of classes whose present version has none."""
    written = []
    for topic, event_class in mapper.classes.items():
        path = path_of(topic, version_of(event_class))
        if not path.exists():
            path.write_bytes(state_now(event_class, mapper) + b"\n")
            written.append(path)
    return written
