"""By which clocks nothing is recorded."""

from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from cascade.log.watch import ClocksDisagree, ClockWatch, LogInTheFuture, told

NOON = datetime(2026, 1, 5, 5, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Machine:
    """A wall clock that anybody may set, and seconds that nobody does."""

    def __init__(self) -> None:
        self.shown = NOON
        self.seconds = 0.0
        self.watch = ClockWatch(self, monotonic=lambda: self.seconds)

    def now(self) -> datetime:
        return self.shown

    def pass_by(self, stretch: timedelta) -> None:
        self.shown += stretch
        self.seconds += stretch.total_seconds()

    def ask(self, database_now: datetime, takes_seconds: float = 0.0) -> None:
        asked_at = self.seconds
        self.pass_by(timedelta(seconds=takes_seconds))
        self.watch.read(database_now, asked_at)


@pytest.mark.parametrize("offset", [MINUTE + timedelta(seconds=1), 3 * HOUR, 1_800 * DAY])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_clock_that_is_off_by_more_than_a_minute_records_nothing(
    offset: timedelta, sign: int
) -> None:
    machine = Machine()
    machine.ask(NOON - sign * offset)
    side = "ahead of" if sign > 0 else "behind"
    with pytest.raises(ClocksDisagree, match=f"{told(offset)} {side} its database's"):
        machine.watch.check(NOON - 5_000 * DAY)
    machine.ask(NOON - sign * MINUTE)
    machine.watch.check(NOON - 5_000 * DAY)


def test_a_jump_is_noticed_before_the_database_is_asked_again() -> None:
    machine = Machine()
    machine.ask(NOON)
    machine.pass_by(HOUR)
    machine.watch.check(NOON)
    machine.shown += 1_800 * DAY
    with pytest.raises(ClocksDisagree):
        machine.watch.check(NOON)
    machine.shown -= 1_800 * DAY
    machine.watch.check(NOON)
    machine.shown -= 3 * HOUR
    with pytest.raises(ClocksDisagree):
        machine.watch.check(NOON)


def test_a_slow_answer_leaves_room_for_doubt() -> None:
    machine = Machine()
    machine.ask(NOON, takes_seconds=130)
    machine.watch.check(NOON)
    machine.ask(NOON)
    with pytest.raises(ClocksDisagree):
        machine.watch.check(NOON)


def test_before_the_database_was_asked_nothing_is_held_against_a_clock() -> None:
    machine = Machine()
    assert machine.watch.offset() == timedelta(0)
    machine.watch.check(NOON)


def test_a_log_that_ends_in_the_future_is_warned_of_and_beyond_a_day_not_continued() -> None:
    machine = Machine()
    machine.ask(NOON)
    assert machine.watch.warning(NOON + MINUTE) is None
    warned = machine.watch.warning(NOON + 3 * HOUR)
    assert warned == "The log ends 3 hours ahead of the clock: all is judged by its end."
    machine.watch.check(NOON + DAY)
    with pytest.raises(LogInTheFuture, match="ends 1800 days ahead of the clock, at 2030-12-10"):
        machine.watch.check(NOON + 1_800 * DAY)
    accepting = ClockWatch(machine, accepts_future=True, monotonic=lambda: machine.seconds)
    accepting.check(NOON + 1_800 * DAY)
    assert "1800 days ahead" in (accepting.warning(NOON + 1_800 * DAY) or "")


def test_both_clocks_that_jump_together_leave_a_line() -> None:
    machine = Machine()
    machine.ask(NOON)
    machine.shown += HOUR
    with capture_logs() as lines:
        machine.ask(NOON + HOUR)
    assert [(line["event"], line["seconds"]) for line in lines] == [("log.clock_jumped", 3_600)]
    machine.watch.check(NOON)


def test_what_changes_is_told_once() -> None:
    machine = Machine()
    with capture_logs() as lines:
        for shown in (NOON, NOON + HOUR, NOON + HOUR, NOON):
            machine.shown = shown
            machine.ask(NOON)
            machine.watch.tell(NOON)
    assert [line["event"] for line in lines] == ["log.clocks_wrong", "log.clocks_agree"]
