"""The third chapter, as the demo tells it."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from api.demo.facts import Facts
from api.demo.hosting import hosted
from api.demo.reorganisation_chapter import BEGIN, ReorganisationChapter
from api.demo.showing import Stage
from api.settings import read_settings

pytestmark = pytest.mark.anyio


async def test_every_fact_of_the_reorganisation_holds(tmp_path: Path) -> None:
    printed = io.StringIO()
    stage, facts = Stage(Console(file=printed, width=100)), Facts()
    async with hosted(read_settings(), tmp_path, BEGIN) as server:
        await ReorganisationChapter(server, stage, facts).run()
    assert facts.wrong == []
    assert len(facts.all) >= 6
    assert max(map(len, printed.getvalue().splitlines())) <= 100
