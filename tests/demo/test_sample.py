"""`cascade serve --demo`: the story in a fresh deployment, by its own clock, and its tokens."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.cli.composing import Deployment, open_deployment, own_tokens, web_app
from api.cli.errors import CommandError
from api.cli.founding import found
from api.cli.serving import address_of, listening_socket, serving
from api.demo.client import Client
from api.demo.hosting import foundation, tokens
from api.demo.loading import load_sample, tell_tokens, variable
from api.demo.story import ADMINISTRATOR, INSPECTOR, LETTER, WARD, Story, nodes, subjects
from api.settings import Settings, read_settings
from cascade.clock import SystemClock
from cascade.log import Head

pytestmark = pytest.mark.anyio

EARLIER = {"recordedAt": "2026-01-18T12:00:00+07:00"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return deployed_in(tmp_path)


@pytest.fixture(scope="module")
async def loaded(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A deployment that the story was told to."""
    settings = deployed_in(tmp_path_factory.mktemp("sample"))
    await load_sample(settings)
    return settings


def deployed_in(folder: Path) -> Settings:
    return read_settings().model_copy(update={"data_dir": folder, "database_url": None})


async def test_the_past_of_the_sample_is_the_storys_and_its_tokens_work(
    loaded: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    async with served(loaded) as (deployment, address):
        tell_tokens(loaded, address, deployment.clock)
        told = dict(re.findall(r"(?m)^export (\w+)=(ey\S+)$", capsys.readouterr().out))
        assert list(told) == [variable(subject) for subject in subjects()]
        head = await deployment.log.head()
        client = Client(address, lambda subject: told[variable(subject)], head.position)
        now = await client.ask(INSPECTOR, "Counts", code="TN")
        then = await client.ask(INSPECTOR, "Counts", code="TN", asOf=EARLIER)
        letters = await client.ask(WARD, "Inbox", code="VX-VHXH", asOf=EARLIER)
        client.close()
    assert (now["progress"]["total"], now["progress"]["overdue"]) == (118, 3)
    assert (then["progress"]["total"], then["progress"]["overdue"]) == (118, 0)
    assert {owed["directive"]["number"]["text"] for owed in nodes(letters["obligations"])} == {
        LETTER
    }
    assert datetime(2026, 1, 23, tzinfo=UTC) < head.recorded_at < datetime(2026, 1, 24, tzinfo=UTC)


async def test_what_was_told_is_not_told_again_and_what_follows_is_of_today(
    loaded: Settings,
) -> None:
    told = await head_of(loaded)
    await load_sample(loaded)
    assert await head_of(loaded) == told
    before = datetime.now(UTC)
    async with served(loaded) as (deployment, address):
        client = Client(address, tokens(own_tokens(loaded), SystemClock()), told.position)
        unit = await client.ask(ADMINISTRATOR, "UnitByCode", code="VX")
        grant = {"subject": "reader.VX", "unit": unit["id"], "role": "READER"}
        await client.act(ADMINISTRATOR, "Grant", "a reader", grant)
        client.close()
        assert (await deployment.log.head()).recorded_at >= before
    await load_sample(loaded)


async def test_a_loading_that_was_broken_off_goes_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts = Story.acknowledge_letter

    async def breaks_off(self: Story) -> None:
        raise ConnectionError("broken off")

    monkeypatch.setattr(Story, "acknowledge_letter", breaks_off)
    with pytest.raises(ConnectionError):
        await load_sample(settings)
    monkeypatch.setattr(Story, "acknowledge_letter", acts)
    await load_sample(settings)
    assert (await head_of(settings)).recorded_at > datetime(2026, 1, 23, tzinfo=UTC)


async def test_it_is_not_mixed_with_anything_else(settings: Settings) -> None:
    async with open_deployment(settings, SystemClock()) as deployment:
        await found(deployment.engine, foundation())
    with pytest.raises(CommandError, match="fresh deployment"):
        await load_sample(settings)


async def head_of(settings: Settings) -> Head:
    async with open_deployment(settings, SystemClock(), projecting=False) as deployment:
        return await deployment.log.head()


@asynccontextmanager
async def served(settings: Settings) -> AsyncIterator[tuple[Deployment, str]]:
    """As `cascade serve` does it: by the true clock."""
    listening = listening_socket("127.0.0.1", 0)
    try:
        async with open_deployment(settings, SystemClock()) as deployment:
            await deployment.following.laid()
            app = web_app(deployment, own_tokens(settings))
            async with serving(app, listening, body_bytes=262_144, shutdown_seconds=1):
                yield deployment, address_of(listening)
    finally:
        listening.close()
