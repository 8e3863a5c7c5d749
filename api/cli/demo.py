"""`cascade demo`: the ward's story, a nation and a reorganisation, each from a fresh server."""

import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

from api.cli.ending import Interrupted
from api.cli.errors import in_one_line
from api.cli.printing import complain, to_stdout
from api.cli.running import log_to_stderr, quiet, run
from api.demo.client import DemoFailed
from api.demo.facts import Facts
from api.demo.hosting import hosted
from api.demo.nation_chapter import BEGIN as NATION_BEGINS
from api.demo.nation_chapter import NationChapter
from api.demo.reorganisation_chapter import BEGIN as REORGANISATION_BEGINS
from api.demo.reorganisation_chapter import ReorganisationChapter
from api.demo.showing import Stage
from api.demo.story import BEGIN, Story
from api.demo.ward_chapter import WardChapter
from api.settings import Settings, read_settings

CHECK_FAILED = 1


def demo(
    chapter: Annotated[
        int | None, typer.Option(min=1, max=3, help="Only this one. [default: all]")
    ] = None,
) -> int:
    """Tell the ward letter's story, a nation's and a reorganisation's, through GraphQL over HTTP.

    Starts a fresh PostgreSQL and server in a temporary folder, whatever DATABASE_URL says, checks
    every fact that it shows, and ends with 1 where one is wrong. It leaves nothing behind.
    """
    settings = read_settings()
    log_to_stderr(quiet(settings))
    started = time.perf_counter()
    stage, facts = Stage(to_stdout()), Facts()
    stage.say("PostgreSQL and a server are started for each chapter, in a temporary folder.")
    try:
        run(_demo(settings, stage, facts, chapter))
    except DemoFailed as error:
        complain(in_one_line(error))
        return CHECK_FAILED
    except Interrupted:
        complain(f"broken off after {time.perf_counter() - started:.0f} s; nothing is left behind")
        raise
    stage.facts(facts)
    held = len(facts.all) - len(facts.wrong)
    told = "Three chapters were" if chapter is None else f"Chapter {chapter} was"
    stage.say(
        f"\n{told} told in {time.perf_counter() - started:.0f} s; nothing is left behind.\n"
        f"{held} of {len(facts.all)} facts hold."
    )
    return CHECK_FAILED if facts.wrong else 0


async def _demo(settings: Settings, stage: Stage, facts: Facts, chapter: int | None) -> None:
    with tempfile.TemporaryDirectory(prefix="cascade-demo-") as name:
        folder = Path(name)
        if chapter in (None, 1):
            async with hosted(settings, folder / "ward", BEGIN) as ward:
                await WardChapter(Story(ward.client, ward.at), stage, facts).run()
        if chapter in (None, 2):
            async with hosted(settings, folder / "nation", NATION_BEGINS) as nation:
                await NationChapter(nation.deployment, nation.client, stage, facts).run()
        if chapter in (None, 3):
            async with hosted(settings, folder / "country", REORGANISATION_BEGINS) as country:
                await ReorganisationChapter(country, stage, facts).run()
