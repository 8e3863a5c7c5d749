"""What is stored is canonical, and comes back equal and of the same types."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent

from cascade.events import Event, next_place
from cascade.log import EventClassRefused, EventMapper, EventUnreadable, canonical_json
from tests.log.samples import (
    NOON,
    Assembled,
    Colour,
    Measured,
    Noted,
    Part,
    noted,
    sample_mapper,
)

STREAM = UUID("6b1d5c0e-5f0f-5a58-9c1c-0b6a4f7a2d11")
OTHER = UUID("11111111-2222-3333-4444-555555555555")

FIRST = next_place(STREAM, 0, NOON)
ASSEMBLED = Assembled(
    **FIRST,
    colour=Colour.BLUE,
    parts=(Part(1, "Hòa", (OTHER,)), Part(2)),
    day=date(2026, 1, 5),
    at=NOON.astimezone(timezone(timedelta(hours=7))),
    whole=None,
)


def test_the_state_is_canonical_json() -> None:
    stored = sample_mapper().to_stored_event(ASSEMBLED)
    assert stored.topic == "sample.Assembled"
    assert stored.state.decode() == (
        '{"at":"2026-01-05T05:00:00Z","colour":"BLUE","day":"2026-01-05","parts":'
        '[{"a":"Hòa","b":1,"ids":["11111111-2222-3333-4444-555555555555"]},'
        '{"a":null,"b":2,"ids":[]}],"timestamp":"2026-01-05T05:00:00Z","whole":null}'
    )


def test_an_event_comes_back_with_its_types() -> None:
    mapper = sample_mapper()
    restored = mapper.to_domain_event(mapper.to_stored_event(ASSEMBLED))
    assert restored == ASSEMBLED
    assert isinstance(restored, Assembled)
    assert isinstance(restored.parts, tuple)
    assert isinstance(restored.parts[0], Part)
    assert isinstance(restored.colour, Colour)
    assert restored.timestamp.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "state",
    [
        b'{"centimetres":3,"pairs":[[1,"x"]],"timestamp":"2026-01-05T05:00:00Z"}',
        b'{"class_version":2,"millimetres":30,"pairs":[[1,"x"]],'
        b'"timestamp":"2026-01-05T05:00:00Z"}',
        b'{"class_version":3,"millimetres":30,"parts":[{"b":1,"a":"x"}],'
        b'"timestamp":"2026-01-05T05:00:00Z"}',
    ],
)
def test_every_old_version_loads(state: bytes) -> None:
    event = sample_mapper().to_domain_event(StoredEvent(STREAM, 1, "sample.Measured", state))
    assert event == Measured(**FIRST, millimetres=30, parts=(Part(1, "x"),))


def test_the_version_is_stored_from_the_second_on() -> None:
    mapper = sample_mapper()
    assert b"class_version" not in mapper.to_stored_event(noted(STREAM, 1)).state
    measured = mapper.to_stored_event(Measured(**FIRST, millimetres=1, parts=()))
    assert measured.state.startswith(b'{"class_version":3,')


@pytest.mark.parametrize(
    ("topic", "state"),
    [
        ("sample.Unknown", b"{}"),
        ("os:system", b"{}"),
        ("sample.Noted", b"not json"),
        ("sample.Noted", b'{"timestamp":"2026-01-05T05:00:00Z"}'),
    ],
)
def test_what_does_not_load_says_where_it_is(topic: str, state: bytes) -> None:
    with pytest.raises(EventUnreadable, match=topic):
        sample_mapper().to_domain_event(StoredEvent(STREAM, 1, topic, state))


def test_a_class_without_its_own_topic_is_refused() -> None:
    heir: Any = type("Heir", (Noted,), {"__module__": __name__})
    with pytest.raises(EventClassRefused, match="no TOPIC of its own"):
        EventMapper([heir])
    with pytest.raises(EventClassRefused, match="not a known event class"):
        sample_mapper().to_stored_event(heir(**FIRST, text="x"))


def test_two_classes_with_one_topic_are_refused() -> None:
    twin: type[Event] = type("Twin", (Event,), {"TOPIC": "sample.Noted", "__module__": __name__})
    with pytest.raises(EventClassRefused, match="share"):
        EventMapper([Noted, twin])


def test_the_whole_domain_can_be_stored() -> None:
    classes = EventMapper().classes
    assert "cascade.organisation.OrganisationFounded" in classes
    assert all(topic.startswith("cascade.") for topic in classes)


def test_an_instant_without_offset_is_refused() -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical_json({"at": datetime(2026, 1, 5)})  # noqa: DTZ001


def test_sets_are_sorted_and_strange_values_refused() -> None:
    assert canonical_json({"b": frozenset({"y", "x"}), "a": 1}) == b'{"a":1,"b":["x","y"]}'
    with pytest.raises(TypeError):
        canonical_json(object())
    assert canonical_json(datetime(2026, 1, 5, tzinfo=UTC)) == b'"2026-01-05T00:00:00Z"'
