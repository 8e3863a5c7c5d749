"""The first chapter, told to a fresh server through HTTP: every fact that the demo checks holds."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from api.demo.facts import Facts
from api.demo.hosting import hosted
from api.demo.showing import Stage
from api.demo.story import BEGIN, COORDINATOR, LEAD, Story
from api.demo.ward_chapter import WardChapter
from api.settings import read_settings

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("shared_by", [LEAD, COORDINATOR])
async def test_every_fact_of_the_story_holds(tmp_path: Path, shared_by: str) -> None:
    """The quota of two offices is met by the lead's 1, and as well by the coordinator's."""
    printed = io.StringIO()
    stage, facts = Stage(Console(file=printed, width=100)), Facts()
    async with hosted(read_settings(), tmp_path, BEGIN) as server:
        await WardChapter(Story(server.client, server.at), stage, facts).run(shared_by)
    assert facts.wrong == []
    assert len(facts.all) >= 37
    assert max(map(len, printed.getvalue().splitlines())) <= 100


async def test_told_twice_the_story_changes_nothing(tmp_path: Path) -> None:
    async with hosted(read_settings(), tmp_path, BEGIN) as server:
        await Story(server.client, server.at).tell()
        head = await server.deployment.log.head()
        await Story(server.client, server.at).tell()
        assert (await server.deployment.log.head()).position == head.position
