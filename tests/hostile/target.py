"""``python -m tests.hostile.target FOLDER``: a server with the story told, until its input ends.

A process of its own, so that what the campaign measures is the server and not itself. It says where
it is in one line of JSON.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from api.cli.running import log_to_stderr
from api.demo.hosting import hosted
from api.demo.story import BEGIN, INSPECTOR, Story, subjects
from api.settings import read_settings
from tests.demo.questions import WHAT_IS_THERE, Told, told_of


@dataclass(frozen=True, slots=True)
class Target:
    """Where the server is, tokens by subject, and what may be asked about."""

    url: str
    tokens: dict[str, str]
    told: Told


@contextmanager
def started(folder: Path) -> Iterator[Target]:
    """The server in another process, and its log beside its data."""
    command = [sys.executable, "-m", "tests.hostile.target", str(folder / "data")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
        )
        with process:
            assert process.stdout is not None
            line = process.stdout.readline()
            try:
                if not line:
                    raise RuntimeError((folder / "log").read_text()[-2_000:])
                yield _target(line)
            finally:
                assert process.stdin is not None
                process.stdin.close()


def _target(line: bytes) -> Target:
    sent = orjson.loads(line)
    told = sent["told"]
    units = tuple((unit, code) for unit, code in told["units"])
    directives, obligations, tasks = (
        tuple(told[name]) for name in ("directives", "obligations", "tasks")
    )
    return Target(
        sent["url"], sent["tokens"], Told(units, directives, obligations, tasks, told["head"])
    )


async def _serve(folder: Path) -> None:
    settings = read_settings()
    log_to_stderr(settings)
    async with hosted(settings, folder, BEGIN) as server:
        await Story(server.client, server.at).tell()
        token_of = server.client._token_of
        body = orjson.dumps({"query": WHAT_IS_THERE})
        answer = await asyncio.to_thread(server.client._post, token_of(INSPECTOR), body)
        target = Target(
            f"http://{server.client._place}",
            {subject: token_of(subject) for subject in subjects()},
            told_of(answer["data"]),
        )
        sys.stdout.buffer.write(orjson.dumps(asdict(target)) + b"\n")
        sys.stdout.buffer.flush()
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
