"""The second chapter, with a nation of a size for tests."""

import io
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from api.cli.nation import NationSize
from api.demo.client import Client, TooSlow
from api.demo.facts import Facts
from api.demo.hosting import hosted
from api.demo.nation_chapter import BEGIN, NationChapter
from api.demo.showing import Stage
from api.settings import read_settings

pytestmark = pytest.mark.anyio


async def test_every_fact_of_the_nation_holds(tmp_path: Path) -> None:
    printed = io.StringIO()
    stage, facts = Stage(Console(file=printed, width=100)), Facts()
    size = NationSize(provinces=3, wards=24, branches=2_000)
    async with hosted(read_settings(), tmp_path, BEGIN) as server:
        chapter = NationChapter(server.deployment, server.client, stage, facts, size)
        await chapter.run()
    assert facts.wrong == []
    assert len(facts.all) >= 8
    assert max(map(len, printed.getvalue().splitlines())) <= 100


async def test_a_slow_machine_asks_each_province_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Client.ask

    async def slow(self: Client, subject: str, operation: str, **variables: Any) -> Any:
        if operation == "ByChild":
            raise TooSlow("the deadline passed")
        return await ask(self, subject, operation, **variables)

    monkeypatch.setattr(Client, "ask", slow)
    await test_every_fact_of_the_nation_holds(tmp_path)
