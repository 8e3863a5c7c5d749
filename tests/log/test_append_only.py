"""Nobody changes what was recorded, whatever role, table or statement."""

from __future__ import annotations

import asyncpg
import pytest

from cascade.database import Endpoints
from cascade.log import Log
from tests.log.samples import command

CHANGES = [
    "UPDATE {table} SET actor = 'another'",
    "UPDATE {table} SET actor = 'another' WHERE false",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "TRUNCATE {table} CASCADE",
    "MERGE INTO {table} USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
]
TABLES = ["cascade_log.event", "cascade_log.event_000000", "cascade_log.event_000001"]


@pytest.fixture
async def owner(endpoints: Endpoints) -> asyncpg.Connection:
    connection = await endpoints.superuser.connect()
    await connection.execute("SET ROLE cascade_owner")
    return connection


@pytest.mark.parametrize("table", TABLES)
async def test_events_cannot_be_changed(
    log: Log, connection: asyncpg.Connection, owner: asyncpg.Connection, table: str
) -> None:
    await log.append(command())
    statements = [change.format(table=table) for change in CHANGES]
    for statement in statements:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
            await owner.execute(statement)
    # Ordinary triggers sleep in a replication session.
    await owner.execute("RESET ROLE")
    await owner.execute("SET session_replication_role = replica")
    for statement in statements:
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
            await owner.execute(statement)
    await owner.close()
    assert len(await log.read(0)) == 1


BACKWARDS = [
    "UPDATE cascade_log.idempotency_key SET digest = digest",
    "DELETE FROM cascade_log.idempotency_key",
    "TRUNCATE cascade_log.idempotency_key",
    "DELETE FROM cascade_log.log_head",
    "TRUNCATE cascade_log.log_head",
    "UPDATE cascade_log.log_head SET position = 0",
    "UPDATE cascade_log.log_head SET recorded_at = recorded_at - interval '1 s'",
    "DELETE FROM cascade_log.stream",
    "TRUNCATE cascade_log.stream",
]


async def test_bookkeeping_only_moves_forward(
    log: Log, connection: asyncpg.Connection, owner: asyncpg.Connection
) -> None:
    await log.append(command())
    for statement in BACKWARDS:
        for someone in (connection, owner):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await someone.execute(statement)
    await owner.close()


async def test_the_application_owns_nothing_of_the_log(connection: asyncpg.Connection) -> None:
    assert await connection.fetchval("SELECT current_user") == "cascade_app"
    for statement in (
        "DROP TABLE cascade_log.event",
        "ALTER TABLE cascade_log.event DISABLE TRIGGER append_only",
        "CREATE TABLE cascade_log.mine ()",
        "SELECT cascade_log.make_append_only('cascade_log.content')",
        "SET session_replication_role = replica",
        "DELETE FROM cascade_log.migration",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)


async def test_partitions_are_made_ahead_with_their_triggers(
    log: Log, connection: asyncpg.Connection, owner: asyncpg.Connection
) -> None:
    size = await connection.fetchval("SELECT cascade_log.partition_size()")
    await owner.execute(JUMPED.format(size * 3 - 1))
    assert await connection.fetchval("SELECT cascade_log.make_partitions()") == size * 4
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
        await owner.execute("DELETE FROM cascade_log.event_000003")
    await owner.close()
    unguarded = await connection.fetch(
        """SELECT relid::text FROM pg_partition_tree('cascade_log.event')
           WHERE NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = relid
                             AND tgname = 'append_only' AND tgenabled = 'A')"""
    )
    assert unguarded == []


JUMPED = """
    ALTER TABLE cascade_log.log_head DISABLE TRIGGER head_moves_with_events;
    UPDATE cascade_log.log_head
       SET position = {0},
           frontier = decode(repeat('00', 32 * bit_count({0}::bigint::bit(64))::int), 'hex');
    ALTER TABLE cascade_log.log_head ENABLE ALWAYS TRIGGER head_moves_with_events;
"""
PARTITIONS = "SELECT count(*) FROM pg_partition_tree('cascade_log.event') WHERE isleaf"


async def test_the_log_runs_from_one_partition_into_the_next(
    log: Log, connection: asyncpg.Connection, owner: asyncpg.Connection
) -> None:
    """When half of the room ahead is used up more is made, without being asked."""
    size = await connection.fetchval("SELECT cascade_log.partition_size()")
    for head, partitions in ((size - 1, 2), (size + size // 2 - 1, 3), (size * 3 - 1, 4)):
        await owner.execute(JUMPED.format(head))
        appended = [await log.append(command(texts=["x", "y"])) for _ in range(2)]
        assert [a.positions[0] for a in appended] == [head + 1, head + 3]
        assert await connection.fetchval(PARTITIONS) >= partitions
    await owner.close()
    assert len(await log.read(0)) == 12
