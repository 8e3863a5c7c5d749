"""What the application may do in the database, and how its readers read."""

import asyncpg
import pytest

from cascade.database import Database, Endpoints


async def test_the_application_makes_its_own_schemas(database: Database) -> None:
    await database.pool.execute("CREATE SCHEMA read_model")


async def test_the_application_cannot_become_the_owner(database: Database) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await database.pool.execute("SET ROLE cascade_owner")


async def test_the_application_cannot_change_the_ledger(database: Database) -> None:
    for statement in (
        "DELETE FROM cascade_log.migration",
        "UPDATE cascade_log.migration SET sha256 = ''",
        "CREATE TABLE cascade_log.intruder ()",
        "DROP SCHEMA cascade_log CASCADE",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await database.pool.execute(statement)


async def test_the_owner_cannot_log_in(endpoints: Endpoints) -> None:
    connection = await endpoints.superuser.connect()
    query = "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'cascade_owner'"
    assert await connection.fetchval(query) is False
    await connection.close()


async def test_readers_read_one_moment_and_never_write(database: Database) -> None:
    await database.pool.execute("CREATE SCHEMA read_model; CREATE TABLE read_model.unit ()")
    for setting, expected in (
        ("transaction_isolation", "repeatable read"),
        ("plan_cache_mode", "force_custom_plan"),
        ("statement_timeout", "10s"),
    ):
        assert await database.readers.fetchval(f"SHOW {setting}") == expected
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        await database.readers.execute("INSERT INTO read_model.unit DEFAULT VALUES")


async def test_settings_survive_the_transactions_of_a_pooled_connection(database: Database) -> None:
    async with database.readers.acquire() as connection, connection.transaction():
        await connection.execute("SET LOCAL statement_timeout = 0")
    assert await database.readers.fetchval("SHOW statement_timeout") == "10s"
