"""What a server answers over HTTP and GraphQL: how soon, how many a second beside what is written
by hand, and what it takes to start and to run.
"""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from bench.lived.asking import taken
from bench.lived.http import Client, NotServed, Process, rate, serving
from bench.measuring import Machine, Row, faster

PAGE: Final = """
query($code: String!) { unit(by: {code: $code}) { obligations(first: 50) {
  edges { cursor node {
    id dueAt status timeliness
    task { key text kind }
    directive { subject issuedOn number { text } }
    bearer { code name }
  } }
  pageInfo { hasNextPage endCursor }
} } }
"""
MEDIAN_MILLISECONDS: Final = 20.0
P99_MILLISECONDS: Final = 70.0
MEGABYTES: Final = 600.0
START_SECONDS: Final = 5.0
RAW: Final = 0.5
ROUNDS: Final = 3
SECONDS: Final = 5.0


async def measure(
    server: Process,
    environment: Mapping[str, str],
    branches: Sequence[tuple[str, str]],
    machine: Machine,
) -> list[Row]:
    """The rows of reading over HTTP; ``branches`` are ids and codes of those who are asked for."""
    token = token_of("inspector", environment)
    requests = [("/graphql", _request(code)) for _, code in branches]
    async with Client(server.port, token) as client:
        answers = await _answers(client, branches)

        async def ask(request: tuple[str, bytes]) -> None:
            if (await client.post(*request))[0] != 200:
                raise NotServed

        page = await taken(ask, requests)
    ours, by_hand = await _beside(server, token, environment, answers, machine)
    return [
        page.row("inbox over GraphQL, 50 with task, directive, bearer", P99_MILLISECONDS),
        Row("  its median", page.median, "ms", goal=f"≤ {MEDIAN_MILLISECONDS:.0f} ms",
            reached=page.median <= MEDIAN_MILLISECONDS),
        faster("  beside the same SQL and JSON by hand", ours, by_hand, "answers/s",
               at_least=RAW, goal=f"≥ {RAW} ×"),
    ]  # fmt: skip


@asynccontextmanager
async def server_of(environment: Mapping[str, str]) -> AsyncIterator[Process]:
    """`cascade serve` on a nation."""
    async with serving(
        "api.cli", lambda port: ["serve", "--port", str(port)], environment, "/readyz"
    ) as server:
        yield server


async def _beside(
    server: Process,
    token: str,
    environment: Mapping[str, str],
    answers: Sequence[Mapping[str, Any]],
    machine: Machine,
) -> tuple[list[float], list[float]]:
    """Answers a second, round by round: the server's, and those written by hand."""
    sample = Path(environment["CASCADE_DATA_DIR"]).with_suffix(".inboxes.json")
    sample.write_text(json.dumps(answers))
    codes = [each["code"] for each in answers]
    ours, by_hand = [], []
    async with serving(
        "bench.lived.raw", lambda port: [str(sample), str(port)], environment, f"/{codes[0]}"
    ) as raw:
        for _ in range(ROUNDS):
            machine.probe()
            asked = [(f"/{code}", None) for code in codes]
            by_hand.append(await rate(raw.port, None, asked, SECONDS))
            posted = [("/graphql", _request(code)) for code in codes]
            ours.append(await rate(server.port, token, posted, SECONDS))
    return ours, by_hand


def of_process(server: Process) -> list[Row]:
    """What a server takes to start and, by now, to run."""
    megabytes = server.memory_bytes / 1e6
    return [
        Row("server: start until ready", server.ready_seconds, "s", goal=f"≤ {START_SECONDS:.0f} s",
            reached=server.ready_seconds <= START_SECONDS),
        Row("server: its memory, at the end", megabytes, "MB", goal=f"≤ {MEGABYTES:.0f} MB",
            reached=megabytes <= MEGABYTES),
    ]  # fmt: skip


def _request(code: str) -> bytes:
    return json.dumps({"query": PAGE, "variables": {"code": code}}).encode()


async def _answers(client: Client, branches: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """What the server says, for who is to say the same."""
    found = []
    for unit, code in branches:
        status, body = await client.post("/graphql", _request(code))
        answer = json.loads(body)
        if status != 200 or "errors" in answer:
            raise NotServed(body.decode())
        found.append({"unit": unit, "code": code, "answer": answer})
    return found


def token_of(subject: str, environment: Mapping[str, str]) -> str:
    """A bearer token, as `cascade token` gives it."""
    command = [sys.executable, "-m", "api.cli", "token", subject]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)
    return done.stdout.strip()
