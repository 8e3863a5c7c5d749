"""Every event ever stored loads: see tests/golden."""

import re

import orjson
import pytest

from cascade.log import EventMapper
from tests.golden.files import FOLDER, load, path_of, version_of

MAPPER = EventMapper()
VERSIONS = [
    (topic, version)
    for topic, event_class in MAPPER.classes.items()
    for version in range(1, version_of(event_class) + 1)
]


@pytest.mark.parametrize(("topic", "version"), VERSIONS)
def test_every_version_loads_to_an_equal_state(topic: str, version: int) -> None:
    assert path_of(topic, version).exists(), "python -m tests.golden --write"
    event = load(topic, version, MAPPER)
    assert type(event) is MAPPER.classes[topic]
    stored = MAPPER.to_stored_event(event)
    assert MAPPER.to_domain_event(stored) == event
    if version == version_of(type(event)):
        # Shown as values first: a difference of bytes is hard to read.
        golden = path_of(topic, version).read_bytes().rstrip(b"\n")
        assert orjson.loads(stored.state) == orjson.loads(golden)
        assert stored.state == golden


def test_no_stored_topic_was_forgotten() -> None:
    """A class that is gone still has events somewhere."""
    stems = {path.name.removesuffix(".json") for path in FOLDER.glob("*.json")}
    known = {re.sub(r"\.v\d+$", "", stem) for stem in stems}
    assert known - set(MAPPER.classes) == set()


def test_no_version_is_of_the_future() -> None:
    stems = {path.name.removesuffix(".json") for path in FOLDER.glob("*.json")}
    assert stems == {f"{topic}.v{version}" for topic, version in VERSIONS}
