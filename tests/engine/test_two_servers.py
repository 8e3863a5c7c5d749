"""Two servers on one log: what one of them still believes is neither recorded on nor refused by."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import pytest

from cascade.access.commands import RevokeRole
from cascade.database import Database
from cascade.engine import HANDLERS, Engine
from cascade.enums import Role
from cascade.execution.commands import SubmitReport
from cascade.log import Log, RecordedEvent
from cascade.organisation.commands import NewUnit, RenameUnit
from tests.harness.builders import accepting
from tests.harness.nation import Nation

WRITERS = 2
"""Connections that a log opens for writing, before that by which it listens."""


class Counted:
    """A log that counts how often a command asked it for streams."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self.reads = 0

    async def read_streams(self, after_versions: Mapping[UUID, int]) -> Sequence[RecordedEvent]:
        self.reads += 1
        return await self._log.read_streams(after_versions)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)


class Connecting:
    """Opens connections for writing, and none to listen by where it is ``deaf``."""

    def __init__(self, database: Database, deaf: bool) -> None:
        self._database = database
        self._left = WRITERS if deaf else None

    async def __call__(self) -> Any:
        if self._left == 0:
            raise OSError("nobody is heard")
        if self._left is not None:
            self._left -= 1
        return await self._database.connect()


@asynccontextmanager
async def server(nation: Nation, database: Database, *, deaf: bool) -> AsyncIterator[Nation]:
    """One more server on the nation's log; a ``deaf`` one never hears of what others record."""
    async with Log(database.pool, Connecting(database, deaf), nation.clock) as log:
        counted: Any = Counted(log)
        engine = Engine(counted, nation.clock, HANDLERS)
        yield Nation(engine, counted, nation.clock, nation.units, nation.keys)


@pytest.fixture(params=[True, False], ids=["deaf", "following"])
async def other(
    nation: Nation, database: Database, request: pytest.FixtureRequest
) -> AsyncIterator[Nation]:
    async with server(nation, database, deaf=request.param) as other:
        yield other


def reporting(nation: Nation, directive: UUID, code: str) -> SubmitReport:
    return SubmitReport(obligation=nation.owed(directive, code), text="Đã làm")


async def test_a_grant_revoked_elsewhere_is_acted_on_no_more(nation: Nation, other: Nation) -> None:
    directive = await nation.issued()
    await other.do(other.acknowledging(directive, "W1"), "officer-W1")
    await nation.do(RevokeRole("officer-W1", nation.units["W1"], Role.OFFICER))
    refused = await other.refused(reporting(other, directive, "W1"), "officer-W1")
    assert refused == ["OBLIGATION_NOT_FOUND"]
    assert (await other.engine.access("officer-W1")).grants == {}


async def test_a_grant_given_elsewhere_is_acted_on_at_once(nation: Nation, other: Nation) -> None:
    directive = await nation.issued()
    refused = await other.refused(reporting(other, directive, "W1"), "mai")
    assert refused == ["OBLIGATION_NOT_FOUND"]
    await nation.grant("mai", "W1", Role.OFFICER)
    assert (await other.do(reporting(other, directive, "W1"), "mai")).position


async def test_what_was_done_here_and_undone_elsewhere_is_not_taken_for_done(
    nation: Nation, other: Nation
) -> None:
    await other.grant("mai", "W1", Role.OFFICER)
    await nation.do(RevokeRole("mai", nation.units["W1"], Role.OFFICER))
    await other.grant("mai", "W1", Role.OFFICER)
    assert len((await nation.engine.access("mai")).grants) == 1


async def test_what_ended_elsewhere_refuses_and_what_began_there_does_not(
    nation: Nation, other: Nation
) -> None:
    directive = await nation.issued()
    await other.do(other.acknowledging(directive, "W1"), "officer-W1")
    report = await nation.reported(directive, "W1")
    await nation.do(accepting(report), "issuer-D1")
    again = await other.refused(reporting(other, directive, "W1"), "officer-W1")
    assert again == ["ALREADY_FULFILLED"]
    ward = nation.units["W1"]
    new = NewUnit(code="N", name="Chi bộ mới", kind="cell", level="branch", parent=ward)
    await nation.establish(new)
    assert (await other.do(RenameUnit(unit=nation.units["N"], name="Mới"))).position


async def test_a_decision_on_what_moved_on_elsewhere_is_made_again(
    nation: Nation, other: Nation
) -> None:
    await other.issued()
    for server in (nation, nation, other, nation, other, other):
        await server.issued()
    series = (await other.engine.session("").series([(nation.units["D1"], "CV")])).popitem()[1]
    assert [taken.number.sequence for taken in series.known] == list(range(1, 8))


async def test_a_key_used_at_both_is_carried_out_once(nation: Nation, other: Nation) -> None:
    command = nation.issuing()
    await other.issued()
    first = await nation.do(command, "issuer-D1", "once")
    assert await other.do(command, "issuer-D1", "once") == first
    done = await asyncio.gather(
        *(server.do(command, "issuer-D1", "twice") for server in (nation, other, nation, other))
    )
    assert len({outcome.position for outcome in done}) == 1


async def test_both_at_once_give_each_number_once(nation: Nation, other: Nation) -> None:
    servers = (nation, other)
    await asyncio.gather(*(servers[n % 2].issued() for n in range(24)))
    series = (await nation.engine.session("").series([(nation.units["D1"], "CV")])).popitem()[1]
    assert [taken.number.sequence for taken in series.known] == list(range(1, 25))


async def test_what_is_in_memory_is_not_asked_for(nation: Nation, database: Database) -> None:
    """The unit that acts has acted on the directive before: everything is known and followed."""
    directive = await nation.issued()
    async with server(nation, database, deaf=False) as other:
        await other.do(other.acknowledging(directive, "W1"), "officer-W1")
        counted: Any = other.log
        counted.reads = 0
        await other.do(reporting(other, directive, "W1"), "officer-W1")
        assert counted.reads == 0
        await other.do(other.acknowledging(directive, "W2"), "officer-W2")
        assert counted.reads <= 2, "who acts, and what the unit did with the directive"


async def test_what_was_recorded_elsewhere_is_followed(nation: Nation, database: Database) -> None:
    directive = await nation.issued()
    async with server(nation, database, deaf=False) as other:
        await other.do(other.acknowledging(directive, "W1"), "officer-W1")
        report = await nation.reported(directive, "W1")
        await nation.do(RenameUnit(unit=nation.units["W1"], name="Đảng ủy phường Một"))
        head = await nation.log.head()
        assert await other.log.wait_beyond(head.position - 1, 5) == head.position
        counted: Any = other.log
        counted.reads = 0
        await other.do(accepting(report), "issuer-D1")
        assert counted.reads == 1, "who decides; what was reported is known"


async def test_many_that_want_something_share_a_read(nation: Nation, database: Database) -> None:
    directive = await nation.issued()
    codes = ("W1", "W2", "B11", "B12", "B21", "B22")
    async with server(nation, database, deaf=False) as other:
        await other.do(other.acknowledging(directive, "W1"), "officer-W1")
        counted: Any = other.log
        counted.reads = 0
        await asyncio.gather(
            *(other.do(reporting(other, directive, code), f"officer-{code}") for code in codes)
        )
        assert counted.reads <= 4
