"""What an operator and a caller are told of an event that cannot be projected."""

import asyncio
import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.cli.main import status_of
from cascade.clock import SystemClock
from cascade.database import Database
from cascade.database.joining import joined
from cascade.events import next_place
from cascade.identifiers import ORGANISATION
from cascade.log import Append, Log
from cascade.organisation.events import OrganisationFounded, UnitsEstablished
from tests.cli.test_main import COMMAND
from tests.poison import too_wide

HEADER = "code,name,kind,level,parent_code\n"


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("CASCADE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CASCADE_LOG_FORMAT", "json")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path / "data"


async def poison(folder: Path) -> int:
    """Past every decision, into the log; where it is now."""
    async with (
        joined(url=None, data_dir=folder) as database,
        Log(database.pool, database.connect, SystemClock()) as log,
    ):
        (founded,) = [recorded.event for recorded in await log.read(0, 1)]
        assert isinstance(founded, OrganisationFounded)
        unit = too_wide(founded.root.unit_id, founded.levels[1].key)
        now = SystemClock().now()
        event = UnitsEstablished(
            **next_place(ORGANISATION, 1, now),
            units=(unit,),
            valid_from=None,
        )
        appended = await log.append(
            Append(
                principal="nobody",
                key="poison",
                digest=bytes(32),
                correlation_id=uuid4(),
                expected={ORGANISATION: 1},
                events=[event],
            )
        )
        return appended.positions[-1]


async def mend(folder: Path) -> None:
    async with joined(url=None, data_dir=folder) as database:
        await _without_indexes(database)


async def _without_indexes(database: Database) -> None:
    async with database.pool.acquire() as connection:
        for index in ("unit_version_code", "unit_version_parent"):
            await connection.execute(f"DROP INDEX read_model.{index}")


@contextmanager
def serving() -> Iterator[str]:
    """The address of a server that runs meanwhile."""
    with subprocess.Popen([*COMMAND, "serve", "--port", "0"], stderr=subprocess.PIPE) as server:
        assert server.stderr is not None
        lines = (json.loads(line) for line in server.stderr)
        try:
            yield next(line["address"] for line in lines if line["event"] == "serving")
        finally:
            server.send_signal(signal.SIGTERM)
            server.stderr.read()


def aliased(address: str, token: str) -> dict[str, Any]:
    """The payload of a mutation."""
    with httpx.Client(headers={"authorization": f"Bearer {token}"}, timeout=30) as client:

        def asked(query: str, **variables: Any) -> dict[str, Any]:
            body = {"query": query, "variables": variables}
            data: dict[str, Any] = client.post(address, json=body).json()["data"]
            return data

        root = asked('{ unit(by: {code: "TW"}) { id } }')["unit"]["id"]
        mutation = """
            mutation ($input: AddAliasInput!) {
                addAlias(input: $input) { position userErrors { code message } }
            }
        """
        given = {"idempotencyKey": str(uuid4()), "unit": root, "name": "Trung ương Hội"}
        payload: dict[str, Any] = asked(mutation, input=given)["addAlias"]
        return payload


class Told:
    """What the command line answers, run in this process."""

    def __init__(self, capfd: pytest.CaptureFixture[str]) -> None:
        self._capfd = capfd

    def done(self, *arguments: str) -> str:
        self._capfd.readouterr()
        assert status_of(arguments) == 0
        return " ".join(self._capfd.readouterr().out.split())

    def failed(self, *arguments: str) -> str:
        self._capfd.readouterr()
        assert status_of(arguments) == 2
        printed = self._capfd.readouterr()
        assert (printed.out, printed.err.count("\n")) == ("", 1)
        return printed.err


@pytest.fixture
def told(capfd: pytest.CaptureFixture[str]) -> Told:
    return Told(capfd)


def test_before_the_first_server_nothing_is_projected(folder: Path, told: Told) -> None:
    told.done("init")
    status = told.done("status")
    assert "nothing is projected yet: `cascade serve` does it" in status
    assert "parked" not in status


def test_who_asks_is_told_where_and_why(folder: Path, told: Told) -> None:
    assert "Founded" in told.done("init")
    at = asyncio.run(poison(folder))
    token = told.done("token", "administrator")
    with serving() as address:
        while "parked" not in (status := told.done("status")):
            pass
        assert f"stand still before event {at} ({UnitsEstablished.TOPIC})" in status
        assert "cascade projection resume" in status
        ready = httpx.get(address.replace("/graphql", "/readyz"))
        assert ready.status_code == 503
        assert ready.json()["trouble"] == (
            f"parked at {at} ({UnitsEstablished.TOPIC}): ProgramLimitExceededError"
        )
        payload = aliased(address, token)
        (error,) = payload["userErrors"]
        assert (payload["position"], error["code"]) == (at + 1, "READ_MODEL_BEHIND")
        assert f"position {at}" in error["message"]
        for command in ("resume", "rebuild"):
            assert f"before event {at} (" in told.failed("projection", command)
        file = folder.parent / "units.csv"
        file.write_text(HEADER + "A,Tỉnh A,committee,province,TW\n", "utf-8")
        assert f"before event {at} (" in told.failed("units", "import", str(file))
        asyncio.run(mend(folder))
        assert "Resumed: the read models are at position" in told.done("projection", "resume")
        assert "nothing to resume" in told.done("projection", "resume")
        assert httpx.get(address.replace("/graphql", "/readyz")).status_code == 200
        # It lays every index anew, and so meets the event, while what was mended serves.
        assert f"event {at} (" in told.failed("projection", "rebuild")
        assert "parked" not in told.done("status")
