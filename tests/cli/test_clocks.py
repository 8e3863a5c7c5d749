"""A wrong clock records nothing and says so; a log that ends in the future is named."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest
from pydantic import SecretStr

from api.cli.composing import Deployment, open_deployment, own_tokens, web_app
from api.cli.founding import found
from api.cli.standing import standing_now
from api.http.auth import issue_token
from api.settings import Settings, read_settings
from cascade.clock import SteppedClock, SystemClock
from cascade.database import Endpoints
from cascade.engine import Request
from cascade.log.watch import ClocksDisagree, LogInTheFuture
from cascade.organisation.commands import AddAlias
from tests.cli.foundation import FOUNDATION

pytestmark = pytest.mark.anyio

YEARS = timedelta(days=5 * 365)
SECOND = timedelta(seconds=1)
ADD_ALIAS = """
mutation ($unit: ID!, $key: String!) {
  addAlias(input: {idempotencyKey: $key, unit: $unit, name: "Ban Chap hanh"}) { position }
}
"""


class WallClock(SystemClock):
    """The machine's, as far off as somebody has set it."""

    def __init__(self) -> None:
        self.off = timedelta()

    def now(self) -> datetime:
        return super().now() + self.off


@pytest.fixture
def settings(empty_endpoints: Endpoints, tmp_path: Path) -> Settings:
    way = empty_endpoints.superuser
    url = (
        f"postgresql://{way.user}:{quote(way.password or '')}@/{way.database}"
        f"?host={quote(way.host or '')}&port={way.port}"
    )
    return read_settings().model_copy(
        update={"database_url": SecretStr(url), "data_dir": tmp_path / "data"}
    )


@pytest.fixture
def clock() -> WallClock:
    return WallClock()


@pytest.fixture
async def deployment(settings: Settings, clock: WallClock) -> AsyncIterator[Deployment]:
    async with open_deployment(settings, clock) as deployment:
        await found(deployment.engine, FOUNDATION)
        await deployment.following.laid()
        head = await deployment.log.head()
        assert await deployment.following.notifier.wait_for(head.position, 20)
        yield deployment


async def record(deployment: Deployment, name: str) -> datetime:
    """Something, whatever it is; returns when it was recorded."""
    root_id = (await deployment.engine.organisation()).root_id
    assert root_id is not None
    request = Request("admin", name, uuid4())
    await deployment.engine.execute(AddAlias(root_id, name), request)
    return (await deployment.log.head()).recorded_at


async def ask(deployment: Deployment, path: str, **body: Any) -> httpx.Response:
    key = own_tokens(deployment.settings)
    token = issue_token(key, "admin", timedelta(hours=1), deployment.clock)
    transport = httpx.ASGITransport(web_app(deployment, key))
    headers = {"authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        if body:
            return await client.post(path, json=body, headers=headers)
        return await client.get(path)


@pytest.mark.parametrize("off", [YEARS, timedelta(hours=-3)])
async def test_a_wrong_clock_records_nothing_until_it_is_mended(
    deployment: Deployment, clock: WallClock, off: timedelta
) -> None:
    """It jumps while the server runs: nobody has to ask the database first."""
    await record(deployment, "one")
    head = await deployment.log.head()
    clock.off = off
    with pytest.raises(ClocksDisagree):
        await record(deployment, "two")
    assert await deployment.log.head() == head
    clock.off = timedelta()
    assert await record(deployment, "two") - head.recorded_at < timedelta(minutes=5)


async def test_whoever_asks_is_told(deployment: Deployment, clock: WallClock) -> None:
    found_ready = await ask(deployment, "/readyz")
    assert (found_ready.status_code, found_ready.json()["clockWarning"]) == (200, None)
    clock.off = timedelta(hours=-3)
    units = await ask(deployment, "/graphql", query="{ units(first: 1) { edges { node { id } } } }")
    unit = units.json()["data"]["units"]["edges"][0]["node"]["id"]
    variables = {"unit": unit, "key": "told"}
    refused = await ask(deployment, "/graphql", query=ADD_ALIAS, variables=variables)
    assert refused.json()["errors"][0]["extensions"]["code"] == "CLOCKS_DISAGREE"
    ready = await ask(deployment, "/readyz")
    assert ready.status_code == 503
    assert "3 hours behind its database's" in ready.json()["trouble"]
    metrics = (await ask(deployment, "/metrics")).text
    (offset,) = (
        float(line.split()[1])
        for line in metrics.splitlines()
        if line.startswith("cascade_clock_offset_seconds ")
    )
    assert -10_810 < offset < -10_790


async def test_a_wrong_clock_is_noticed_at_the_start(
    settings: Settings, deployment: Deployment
) -> None:
    wrong = WallClock()
    wrong.off = YEARS
    async with open_deployment(settings, wrong, beside=True, projecting=False) as other:
        with pytest.raises(ClocksDisagree, match="ahead of its database's"):
            await record(other, "two")


async def test_a_log_that_ends_in_the_future_is_named_and_not_continued(
    settings: Settings, deployment: Deployment
) -> None:
    """Both clocks had been wrong together: nothing was there to tell."""
    later = SteppedClock(SystemClock().now() + YEARS)
    async with open_deployment(settings, later, beside=True, projecting=False) as mistaken:
        wrong = await record(mistaken, "from the future")
    with pytest.raises(LogInTheFuture, match="ends 1825 days ahead of the clock"):
        await record(deployment, "two")
    told = await standing_now(settings)
    assert "ends 1825 days ahead of the clock" in (told.clock_warning or "")
    ready = await ask(deployment, "/readyz")
    assert (ready.status_code, ready.json()["clockWarning"]) == (200, told.clock_warning)
    accepting = settings.model_copy(update={"accept_future_log": True})
    async with open_deployment(accepting, SystemClock(), beside=True, projecting=False) as going_on:
        assert await record(going_on, "two") - wrong < SECOND
        assert "1825 days" in (going_on.log.clock_warning() or "")


async def test_a_log_that_ends_within_a_day_is_continued_and_warned_of(
    settings: Settings, deployment: Deployment
) -> None:
    later = SteppedClock(SystemClock().now() + timedelta(hours=3))
    async with open_deployment(settings, later, beside=True, projecting=False) as mistaken:
        ahead = await record(mistaken, "from the future")
    assert await record(deployment, "two") - ahead < SECOND
    told = await standing_now(settings)
    assert told.clock_warning == (
        "The log ends 3 hours ahead of the clock: all is judged by its end."
    )
