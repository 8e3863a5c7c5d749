"""What reading answers about the told province."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from cascade.database import Database
from cascade.enums import Role
from cascade.identifiers import task_id
from projections.directives.reading import AmbiguousNumber
from projections.engine.pages import catch_up
from projections.query_args import (
    AuditFilter,
    DirectiveFilter,
    Moment,
    ObligationFilter,
    ObligationKey,
    ObligationOrder,
    Status,
    Timeliness,
    UnitFilter,
)
from projections.reader import PositionNotReached, Reader
from tests.harness.chronicle import Chronicle, known, tell
from tests.projections.asking import scope

EVERYTHING = ObligationFilter()

INSPECTOR = scope("C", Role.INSPECTOR)


@pytest.fixture
async def told(chronicle: Chronicle, database: Database) -> Chronicle:
    await tell(chronicle)
    connection = await database.connect()
    await catch_up(connection, chronicle.log)
    await connection.close()
    return chronicle


@pytest.fixture
async def reader(told: Chronicle, database: Database) -> AsyncIterator[Reader]:
    async with Reader(database.readers, told.log, told.clock) as reader:
        yield reader


async def test_moments(reader: Reader, told: Chronicle) -> None:
    assert await reader.live() == Moment(told.position, told.clock.now())
    first = await reader.at_position(1)
    assert first.clock == (await told.log.read(0, 1))[0].recorded_at
    assert await reader.at_instant(first.clock) == first
    assert await reader.at_instant(first.clock - timedelta(microseconds=1)) == Moment(
        0, first.clock - timedelta(microseconds=1)
    )
    with pytest.raises(PositionNotReached):
        await reader.at_position(told.position + 1)
    with pytest.raises(PositionNotReached):
        await reader.exactly(Moment(told.position + 1, first.clock))
    assert await reader.exactly(first) == first
    assert await reader.time_zone() == "Asia/Ho_Chi_Minh"
    assert [level.key for level in await reader.levels()] == [
        "centre",
        "province",
        "ward",
        "branch",
    ]


async def test_nothing_was_there_before_the_first_event(reader: Reader) -> None:
    empty = await reader.at_position(0)
    assert (await reader.units.page(UnitFilter(), 10, None, empty)).edges == ()
    assert (await reader.directives.page(DirectiveFilter(), 10, None, empty, INSPECTOR)).edges == ()
    counts = await reader.obligations.progress(None, None, EVERYTHING, empty, INSPECTOR)
    assert counts.total == 0


async def test_a_name_is_valid_from_its_day_whenever_it_was_recorded(
    reader: Reader, told: Chronicle
) -> None:
    head = told.position
    day = datetime(2026, 1, 6, tzinfo=UTC)
    before, on = Moment(head, day - timedelta(hours=8)), Moment(head, day - timedelta(hours=7))
    unknown = Moment(head - 1, day + timedelta(days=9))
    names = [
        (await reader.units.by_ids([known("W1")], moment))[known("W1")].name
        for moment in (before, on, unknown)
    ]
    assert names == ["Unit W1", "Renamed", "Unit W1"]
    first, second = (await reader.units.names([known("W1")], on))[known("W1")]
    assert (first.valid_from, first.valid_to) == (None, date(2026, 1, 5))
    assert (second.valid_from, second.valid_to) == (date(2026, 1, 6), None)


async def test_a_moved_unit_stands_where_it_stood_then(reader: Reader, told: Chronicle) -> None:
    now = await reader.live()
    moved = next(r.position for r in await told.log.read(0) if "Moved" in r.event.TOPIC)
    then = Moment(moved - 1, now.clock)
    for moment, parent in ((then, "W1"), (now, "W2")):
        page = await reader.units.page(UnitFilter(under_id=known(parent)), 10, None, moment)
        assert known("B3") in {edge.node.unit_id for edge in page.edges}
        unit = (await reader.units.by_ids([known("B3")], moment))[known("B3")]
        assert unit.ancestor_ids == (known("C"), known("P1"), known(parent))


async def test_units_come_by_code_page_by_page(reader: Reader) -> None:
    now = await reader.live()
    codes, after = [], None
    while True:
        page = await reader.units.page(UnitFilter(), 2, after, now)
        codes += [edge.node.code for edge in page.edges]
        if not page.has_next:
            break
        after = page.edges[-1].key
    assert codes == ["B1", "B2", "B3", "B4", "C", "P1", "P2", "W1", "W2"]
    assert await reader.units.count(UnitFilter(level="ward"), now) == 2
    assert [
        e.node.code for e in (await reader.units.children(known("P1"), 9, None, now)).edges
    ] == [
        "W1",
        "W2",
    ]


async def test_a_window_falls_due_by_its_last_dating(reader: Reader, told: Chronicle) -> None:
    now = await reader.live()
    key = ObligationKey(task_id(known("D1"), "window"), known("B2"))
    owed = (await reader.obligations.by_keys([key], now, INSPECTOR))[key]
    assert owed.due_at == datetime(2026, 1, 20, 16, 59, 59, 999999, tzinfo=UTC)
    (window,) = (await reader.directives.windows([known("D1")], now))[known("D1")]
    assert (window.from_day, window.to_day) == (date(2026, 1, 20), date(2026, 1, 20))
    tasks = (await reader.tasks.of_directives([known("D1")], now))[known("D1")]
    assert [task.due.kind for task in tasks] == ["ABSENT", "WINDOW", "ABSENT"]
    issued = Moment(7, now.clock)
    assert (await reader.obligations.by_keys([key], issued, INSPECTOR))[key].due_at is None
    (_, task, _) = (await reader.tasks.of_directives([known("D1")], issued))[known("D1")]
    assert task.due.kind == "WINDOW_NOT_DATED"


async def test_sharers_are_fulfilled_together(reader: Reader) -> None:
    now = await reader.live()
    keys = [ObligationKey(task_id(known("D1"), "shared"), known(unit)) for unit in ("B1", "B2")]
    owed = await reader.obligations.by_keys(keys, now, INSPECTOR)
    assert {(o.status, o.timeliness, o.quota_met) for o in owed.values()} == {
        (Status.FULFILLED, Timeliness.UNDATED, True)
    }
    assert {o.reported_towards_quota for o in owed.values()} == {2.0}
    reports = await reader.reports.of_obligations(keys, now)
    assert [[r.text for r in reports[key]] for key in keys] == [["r1"], ["r3", "r2"]]


async def test_the_recipient_of_reports_sees_them_wherever_they_are_borne(reader: Reader) -> None:
    now, recipient = await reader.live(), scope("W2")
    page = await reader.obligations.routed_to(known("W2"), EVERYTHING, 10, None, now, recipient)
    assert {edge.node.key.unit_id for edge in page.edges} == {known("B1"), known("B2")}
    assert await reader.obligations.count_routed_to(known("W2"), EVERYTHING, now, recipient) == 2


async def test_why_an_obligation_stands_as_it_does(reader: Reader) -> None:
    now = await reader.live()
    key = ObligationKey(task_id(known("D1"), "shared"), known("B1"))
    because = await reader.obligations.because(key, now, INSPECTOR)
    assert [row.type for row in because] == [
        "DirectiveIssued",
        "ReportSubmitted",
        "ReportAccepted",
        "ReportAccepted",
    ]
    assert because[1].summary == "Unit B1 reported on task shared of D1-CV/P1, 1."
    assert {row.actor for row in because} == {"somebody"}
    of_others = await reader.obligations.because(key, now, scope("B1"))
    assert {row.actor for row in of_others} == {None}
    assert await reader.obligations.because(key, now, scope("B4")) == ()


async def test_the_policy_that_asks_is_among_the_reasons(reader: Reader) -> None:
    now = await reader.live()
    key = ObligationKey(task_id(known("D1"), "@policy-acknowledge"), known("B1"))
    because = await reader.obligations.because(key, now, INSPECTOR)
    assert [row.type for row in because] == [
        "PolicySet",
        "DirectiveIssued",
        "ObligationAcknowledged",
    ]


async def test_numbers(reader: Reader, told: Chronicle, database: Database) -> None:
    now = await reader.live()
    issuer = known("P1")
    found = await reader.directives.by_number("9 – CV/P1", issuer, None, now, INSPECTOR)
    assert found is not None
    assert found.directive_id == known("R")
    await told.note("R2", "P1", "W1", "9-CV/P1")
    connection = await database.connect()
    await catch_up(connection, told.log)
    await connection.close()
    async with Reader(database.readers, told.log, told.clock) as later:
        now = await later.live()
        with pytest.raises(AmbiguousNumber):
            await later.directives.by_number("9-CV/P1", issuer, None, now, INSPECTOR)
        day = date(2024, 1, 1)
        assert await later.directives.by_number("9-CV/P1", issuer, day, now, INSPECTOR) is None


async def test_a_cited_document_shows_its_card_and_no_more(reader: Reader) -> None:
    now = await reader.live()
    rows = await reader.directives.by_ids([known("R"), known("D1"), known("D3")], now, scope("B4"))
    assert {row.directive_id: row.whole for row in rows.values()} == {
        known("R"): False,
        known("D1"): True,
    }


async def test_the_trail_shows_of_many_units_those_inside(reader: Reader) -> None:
    now = await reader.live()
    inspector = scope("W2", Role.INSPECTOR)
    page = await reader.audit.page(
        AuditFilter(types=("UnitsEstablished",)), 10, None, now, inspector
    )
    assert [[unit["code"] for unit in edge.node.data["units"]] for edge in page.edges] == [
        ["W2"],
        ["B3", "B4"],
    ]
    assert all(edge.node.partial for edge in page.edges)
    nobody = await reader.audit.page(AuditFilter(), 10, None, now, scope("C"))
    assert nobody.edges == ()


async def test_the_trail_pages_both_ways(reader: Reader, told: Chronicle) -> None:
    now = await reader.live()
    for newest_first in (False, True):
        wanted = AuditFilter(under_id=known("C"), newest_first=newest_first)
        positions, after = [], None
        while True:
            page = await reader.audit.page(wanted, 4, after, now, INSPECTOR)
            positions += [edge.node.position for edge in page.edges]
            if not page.has_next:
                break
            after = page.edges[-1].key
        assert positions == sorted(positions, reverse=newest_first)
        assert positions[0] == (told.position if newest_first else 1)


async def test_lists_of_obligations_page_in_both_orders(reader: Reader) -> None:
    now = await reader.live()
    for order in ObligationOrder:
        keys, after = [], None
        while True:
            page = await reader.obligations.of_subtree(
                known("C"), EVERYTHING, order, 3, after, now, INSPECTOR
            )
            keys += [edge.node.key for edge in page.edges]
            if not page.has_next:
                break
            after = page.edges[-1].key
        total = await reader.obligations.count_of_subtree(known("C"), EVERYTHING, now, INSPECTOR)
        assert len(keys) == len(set(keys)) == total


async def test_a_read_that_fails_does_not_fail_the_others(reader: Reader) -> None:
    now = await reader.live()
    with pytest.raises(asyncpg.PostgresError):
        await reader.units.page(UnitFilter(level="nul\0"), 1, None, now)
    assert await reader.units.count(UnitFilter(), now) == 9
    assert await reader.live() == now


async def test_a_read_that_is_called_off_takes_nothing_with_it(reader: Reader) -> None:
    """As where the field beside it failed: its statement ends in an error that nobody sees."""

    async def called_off(connection: Any) -> None:
        with suppress(asyncpg.PostgresError):
            await connection.execute("SELECT 1 / 0")
        raise asyncio.CancelledError

    before = await reader.live()
    with pytest.raises(asyncio.CancelledError):
        await reader._session.row(called_off)
    assert len(await reader.levels()) == 4
    assert await reader.live() == before
