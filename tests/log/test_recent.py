"""The log's end as one process knows it."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from cascade.log import recent
from cascade.log.recent import Recent, RecentEvent
from tests.log.conftest import OpenLog
from tests.log.samples import command, sample_mapper

NOW = datetime(2026, 1, 5, tzinfo=UTC)
MAPPER = sample_mapper()


def event(position: int, state: bytes = b"{}") -> RecentEvent:
    cause, leaf = None, bytes(32)
    row = (position, UUID(int=1), position, "sample", state, NOW, "an", UUID(int=2), cause, leaf)
    return RecentEvent(row, MAPPER)


def known(of: Recent, position: int) -> list[int] | None:
    events = of.after(position)
    return None if events is None else [each.position for each in events]


def test_nothing_is_told_beyond_a_gap() -> None:
    end = Recent()
    end.begin(10)
    end.add([event(13), event(11)])
    assert (end.position, known(end, 10)) == (11, [11])
    end.add([event(12), event(11), event(13)])
    assert (end.position, known(end, 11)) == (13, [12, 13])


def test_what_was_let_go_or_never_there_is_told_apart_from_nothing_new() -> None:
    end = Recent()
    end.begin(10)
    end.add([event(11)])
    assert known(end, 11) == []
    assert known(end, 9) is None
    assert known(end, 12) is None


@pytest.mark.parametrize("bound", ["events", "bytes"])
def test_it_is_bounded_by_number_and_by_bytes(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if bound == "events":
        monkeypatch.setattr(recent, "RECENT_EVENTS", 3)
    else:
        monkeypatch.setattr(recent, "RECENT_BYTES", 30)
    end = Recent()
    end.add(event(position, b"0123456789") for position in range(1, 9))
    assert known(end, 4) is None
    assert known(end, 5) == [6, 7, 8]
    end.add(event(position, b"0123456789") for position in range(20, 30))
    assert (end.position, known(end, 29)) == (29, []), "nobody filled the gap"


async def test_own_events_and_those_of_others_are_at_hand_as_they_were_stored(
    open_log: OpenLog,
) -> None:
    async with open_log() as one, open_log() as other:
        stream = uuid4()
        await one.append(command(stream, texts=["1", "2"]))
        assert await other.wait_beyond(1, 5) == 2
        await other.append(command(stream, 2))
        assert await one.wait_beyond(2, 5) == 3
        stored = await one.read(0)
        assert one.recent.page(0, 5) == other.recent.page(0, 5) == stored
        assert one.recent.page(1, 1) == stored[1:2]


async def test_what_a_log_that_was_opened_later_holds_begins_there(open_log: OpenLog) -> None:
    async with open_log() as one:
        await one.append(command())
        async with open_log() as other:
            assert other.recent.after(0) is None
            assert other.recent.after(1) == []
