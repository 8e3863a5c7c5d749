"""The application's rights in the log are what it needs and no more: every table, every verb."""

from __future__ import annotations

from typing import Final

import asyncpg
import pytest

from cascade.database import Endpoints
from cascade.log import Log
from tests.log.samples import command

VERBS: Final = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
STATEMENTS: Final = {
    "INSERT": "INSERT INTO {table} SELECT * FROM {table}",
    "UPDATE": "UPDATE {table} SET {column} = {column}",
    "DELETE": "DELETE FROM {table}",
    "TRUNCATE": "TRUNCATE {table} CASCADE",
}
# Beyond reading. The rest is written by functions of the owner.
GRANTED: Final = {
    "upload": {"INSERT", "DELETE"},
    "upload_part": {"INSERT"},
    "webhook_progress": {"INSERT", "UPDATE", "DELETE"},
}
FUNCTIONS: Final = {"append", "events_of", "make_partitions", "partition_size"}

TABLES: Final = """
    SELECT c.relname AS name, c.oid,
           (SELECT attname FROM pg_attribute WHERE attrelid = c.oid AND attnum = 1) AS "column"
      FROM pg_class c
     WHERE c.relnamespace = 'cascade_log'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
"""


async def test_every_table_is_granted_as_much_as_is_needed(
    connection: asyncpg.Connection,
) -> None:
    found = {
        table["name"]: {
            verb
            for verb in VERBS
            if verb != "SELECT"
            and await connection.fetchval(
                "SELECT has_table_privilege($1::oid, $2)", table["oid"], verb
            )
        }
        for table in await connection.fetch(TABLES)
    }
    assert found.keys() >= {"event", "event_000000", "stream", "log_head", "content", "migration"}
    assert {name: verbs for name, verbs in found.items() if verbs} == GRANTED


async def test_one_column_may_be_updated_and_only_to_what_it_is(
    log: Log, connection: asyncpg.Connection
) -> None:
    await log.append(command())
    columns = await connection.fetch(
        "SELECT table_name, column_name FROM information_schema.column_privileges"
        " WHERE table_schema = 'cascade_log' AND privilege_type = 'UPDATE'"
        " AND table_name <> ALL ($1)",
        [table for table, verbs in GRANTED.items() if "UPDATE" in verbs],
    )
    assert [tuple(row) for row in columns] == [("log_head", "only_row")]
    for value, refusal in (
        ("true", asyncpg.InsufficientPrivilegeError),
        ("false", asyncpg.CheckViolationError),
    ):
        with pytest.raises(refusal):
            await connection.execute(f"UPDATE cascade_log.log_head SET only_row = {value}")


async def test_every_forbidden_verb_is_refused(log: Log, connection: asyncpg.Connection) -> None:
    await log.append(command())
    for table in await connection.fetch(TABLES):
        for verb, statement in STATEMENTS.items():
            if verb in GRANTED.get(table["name"], ()):
                continue
            text = statement.format(table=f"cascade_log.{table['name']}", column=table["column"])
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(text)


async def test_functions_that_may_be_called_are_these(connection: asyncpg.Connection) -> None:
    names = await connection.fetch(
        "SELECT DISTINCT proname FROM pg_proc WHERE pronamespace = 'cascade_log'::regnamespace"
        " AND has_function_privilege(oid, 'EXECUTE')"
    )
    assert {row["proname"] for row in names} == FUNCTIONS


HEAD: Final = "UPDATE cascade_log.log_head SET "
ONE_MORE: Final = (
    "INSERT INTO cascade_log.event SELECT position + {ahead}, stream_id, {version}, topic, state,"
    " recorded_at, actor, correlation_id, causation_position, leaf_hash FROM cascade_log.event"
    " WHERE position = 1; "
)
ADVANCED: Final = HEAD + "position = 2; "
STREAM: Final = "UPDATE cascade_log.stream SET version = 2; "

UNJUSTIFIED: Final = {
    "on the spot": HEAD + "position = position",
    "another frontier": HEAD + "frontier = decode(repeat('ff', 32), 'hex')",
    "another instant": HEAD + "recorded_at = recorded_at + interval '1 h'",
    "without an event": ADVANCED,
    "past the event": ONE_MORE.format(ahead=2, version=2) + STREAM + ADVANCED,
    "its stream left behind": ONE_MORE.format(ahead=1, version=2) + ADVANCED,
    "a version left out": ONE_MORE.format(ahead=1, version=3) + STREAM + ADVANCED,
    "a frontier of another size": ONE_MORE.format(ahead=1, version=2)
    + STREAM
    + HEAD
    + "position = 2, frontier = frontier || frontier",
    "its event undated": ONE_MORE.format(ahead=1, version=2)
    + STREAM
    + HEAD
    + "position = 2, recorded_at = recorded_at + interval '1 h'",
    "a stream that stays": "UPDATE cascade_log.stream SET version = version",
    "a stream that goes back": STREAM + "UPDATE cascade_log.stream SET version = 1",
}


@pytest.mark.parametrize("name", UNJUSTIFIED)
async def test_the_head_moves_only_with_its_events_whoever_moves_it(
    log: Log, endpoints: Endpoints, name: str
) -> None:
    """Also where the application owns the tables, as with one DATABASE_URL for everything."""
    await log.append(command())
    before = await log.head()
    owner: asyncpg.Connection = await endpoints.superuser.connect()
    await owner.execute("SET ROLE cascade_owner")
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match=r"justify|cannot go back"):
            await owner.execute(UNJUSTIFIED[name])
        assert await log.head() == before
        justified = ONE_MORE.format(ahead=1, version=2) + STREAM + ADVANCED
        await owner.execute(justified)
    finally:
        await owner.close()
    assert (await log.head()).position == 2
