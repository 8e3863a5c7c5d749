"""`cascade serve --demo`: the story in a fresh deployment, by its own clock, and its tokens."""

import re
from pathlib import Path

import pytest

from api.cli.composing import open_deployment, own_tokens, web_app
from api.cli.errors import CommandError
from api.cli.founding import found
from api.cli.serving import address_of, listening_socket, serving
from api.demo.client import Client
from api.demo.hosting import foundation
from api.demo.loading import load_sample
from api.demo.story import INSPECTOR, subjects
from api.settings import read_settings
from cascade.clock import SystemClock

pytestmark = pytest.mark.anyio


async def test_the_sample_is_loaded_once_and_its_tokens_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = read_settings().model_copy(update={"data_dir": tmp_path, "database_url": None})
    listening = listening_socket("127.0.0.1", 0)
    async with open_deployment(settings, SystemClock()) as deployment:
        app = web_app(deployment, own_tokens(settings))
        async with serving(app, listening, body_bytes=262_144, shutdown_seconds=1):
            await load_sample(deployment, address_of(listening))
            head = await deployment.log.head()
            printed = dict(re.findall(r"(?m)^(\S+)\n(ey\S+)$", capsys.readouterr().out))
            assert list(printed) == list(subjects())
            await load_sample(deployment, address_of(listening))
            assert await deployment.log.head() == head
            client = Client(address_of(listening), printed.__getitem__, head.position)
            counts = await client.ask(INSPECTOR, "Counts", code="TN")
            client.close()
            assert counts["progress"]["total"] == 118
    listening.close()


async def test_it_is_not_mixed_with_anything_else(tmp_path: Path) -> None:
    settings = read_settings().model_copy(update={"data_dir": tmp_path, "database_url": None})
    async with open_deployment(settings, SystemClock()) as deployment:
        await found(deployment.engine, foundation())
        with pytest.raises(CommandError, match="fresh deployment"):
            await load_sample(deployment, "http://127.0.0.1:1")
