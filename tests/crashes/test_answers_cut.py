"""A connection that is cut between COMMIT and its answer: the command is answered all the same."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import pytest

from cascade.clock import Clock
from cascade.database import Database, Endpoint
from cascade.directive.commands import (
    TaskInput,
)
from cascade.engine import (
    Engine,
    Outcome,
    Request,
    open_engine,
)
from cascade.execution.commands import SubmitReport
from cascade.log import Log
from projections.engine.notifier import ProjectionNotifier
from projections.engine.projector import Projector
from projections.engine.rebuilding import rebuild
from tests.crashes.soundness import sound
from tests.harness.builders import issuing, under
from tests.harness.nation import Nation
from tests.log.test_doubt import CuttingProxy

CUTS = 10
ARRIVAL_SECONDS = 20.0
Sent = tuple[object, Request]


@asynccontextmanager
async def engine_behind(
    database: Database, endpoint: Endpoint, clock: Clock
) -> AsyncIterator[Engine]:
    """One more process's engine; what it writes goes through ``endpoint``."""
    async with Log(database.pool, endpoint.connect, clock) as log:
        yield open_engine(log, clock)


@pytest.mark.parametrize("foretold", [True, False])
async def test_a_command_whose_commit_was_not_answered_is_answered(
    nation: Nation, database: Database, proxy: tuple[CuttingProxy, Endpoint], foretold: bool
) -> None:
    """By the function that writes a foretold batch, and by COMMIT where others moved the head."""
    cutter, endpoint = proxy
    answered: list[tuple[Sent, Outcome]] = []
    async with engine_behind(database, endpoint, nation.clock) as engine:
        for number in range(CUTS):
            issued = await _issued(nation, f"{foretold}/{number}")
            if not foretold:  # the other engine moved the head; this one has yet to find out
                cutter.arm(b"COMMIT")
            else:
                await engine.execute(*_acknowledging(nation, issued, "B31"))
                cutter.arm(b"cut here")
            sent = _burst(nation, issued)
            outcomes = await asyncio.gather(*(engine.execute(*each) for each in sent))
            answered += zip(sent, outcomes, strict=True)
            assert cutter.cuts == number + 1
        await _still_stand(engine, database, answered)
    async with engine_behind(database, database.endpoint, nation.clock) as another:
        await _still_stand(another, database, answered)
    await _rebuilds_the_same(nation, database)


async def _issued(nation: Nation, key: str) -> UUID:
    everyone = under(nation.units["C"], "branch")
    tasks = (TaskInput(key="1", text="Do it"), TaskInput(key="2", text="Report it"))
    issue = issuing(nation.units["C"], everyone, tasks=tasks)
    outcome = await nation.do(issue, by="issuer-C", key=key)
    return UUID(outcome.answer["directive"])


def _acknowledging(nation: Nation, issued: UUID, code: str) -> Sent:
    request = Request(f"officer-{code}", f"acknowledge {issued}", uuid4())
    return nation.acknowledging(issued, code, "1"), request


def _burst(nation: Nation, issued: UUID) -> list[Sent]:
    """What six branches and an issuer do at once."""
    sent: list[Sent] = []
    for code in ("B11", "B12", "B21", "B22"):
        sent.append(_acknowledging(nation, issued, code))
        report = SubmitReport(obligation=nation.owed(issued, code, "2"), text="cut here")
        sent.append((report, Request(f"officer-{code}", f"report {issued}", uuid4())))
    ward = nation.units["W1"]
    ours = issuing(ward, under(ward), subject="cut here")
    sent.append((ours, Request("issuer-W1", f"issue {issued}", uuid4())))
    return sent


async def _still_stand(
    engine: Engine, database: Database, answered: list[tuple[Sent, Outcome]]
) -> None:
    """Every answer is in the log; the same keys again answer the same and change nothing."""
    async with database.pool.acquire() as connection:
        before = await sound(connection)
        for (_, request), outcome in answered:
            remembered = before.keys[request.principal, request.key]
            assert remembered.positions[-1] == outcome.position
            assert remembered.answer == outcome.answer
        again = await asyncio.gather(*(engine.execute(*sent) for sent, _ in answered))
        assert again == [outcome for _, outcome in answered]
        assert await sound(connection) == before


async def _rebuilds_the_same(nation: Nation, database: Database) -> None:
    async with Projector(database, nation.log), ProjectionNotifier(database) as notifier:
        position = (await nation.log.head()).position
        assert await notifier.wait_for(position, ARRIVAL_SECONDS)
        rebuilt = await rebuild(database, nation.log)
    assert rebuilt.position == position
    assert rebuilt.rows["report"] == CUTS * 4
