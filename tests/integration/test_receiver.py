"""The reference receiver behind a line that fails a third of the time, and killed again and again,
ends holding what the lists answer.
"""

import asyncio
import os
import random
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from api.services import Services
from tests.integration.test_consumer import Consumer, things_happen
from tests.office.office import Office
from tests.webhooks.fixtures import SUBJECT, Post, over
from tests.webhooks.receiver import Answer, Receiver, Request, broken, receiving

pytestmark = pytest.mark.anyio

PROGRAM = Path(__file__).parents[2] / "samples" / "integration" / "receiver.py"
A_LONG_TIME = "1000000000"
"""The clock of the story is not that of the receiver."""
HAPPENINGS = 16


class Program:
    """The receiver, over one file and on one port."""

    def __init__(self, file: Path, secret: Callable[[], str]) -> None:
        self.file = file
        self.secret = secret
        self.port = 0
        self.process: asyncio.subprocess.Process | None = None

    async def start(self, *more: str) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(PROGRAM),
            str(self.file),
            *("--port", str(self.port), *(more or ("--tolerance", A_LONG_TIME))),
            env={"CASCADE_WEBHOOK_SECRET": self.secret(), "PATH": os.environ["PATH"]},
            stdout=asyncio.subprocess.PIPE,
        )
        assert self.process.stdout is not None
        said = (await self.process.stdout.readline()).decode()
        self.port = int(said.rstrip("/\n").rpartition(":")[2])

    async def kill(self) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()

    async def send(self, request: Request) -> int:
        """The status; the same request as it came."""
        headers = {n: v for n, v in request.headers.items() if n.startswith(("webhook", "content"))}
        url = f"http://127.0.0.1:{self.port}/"
        async with (
            aiohttp.ClientSession() as session,
            session.post(url, data=request.body, headers=headers) as answer,
        ):
            return answer.status

    def rows(self) -> dict[str, tuple[Any, ...]]:
        database = sqlite3.connect(self.file)
        try:
            return {row[0]: row[1:] for row in database.execute("SELECT * FROM obligation")}
        finally:
            database.close()


class Line(Receiver):
    """Leads to the program, but for a third of the requests: these it answers itself, passes on
    and loses the answer of, or passes on twice.
    """

    def __init__(self, program: Program, draw: random.Random) -> None:
        super().__init__()
        self.program = program
        self.draw = draw
        self.failed = 0

    async def answer_to(self, request: Request) -> Answer:
        if self.draw.random() >= 1 / 3:
            return f"{await self.program.send(request)} Told"
        self.failed += 1
        match self.draw.randrange(3):
            case 0:
                return "503 Service Unavailable"
            case 1:
                await self.program.send(request)
                return broken
            case _:
                await self.program.send(request)
                await self.program.send(request)
                return "502 Bad Gateway"


@asynccontextmanager
async def sent_to(
    office: Office, services: Services, tmp_path: Path, draw: random.Random
) -> AsyncIterator[tuple[Post, Program, Line]]:
    """A webhook of T1 whose receiver is the program behind the line."""
    await office.grant(SUBJECT, "T1", "INTEGRATION")
    secrets: list[str] = []
    program = Program(tmp_path / "copy.sqlite", lambda: " ".join(secrets))
    async with receiving(Line(program, draw)) as line:
        post = over(office, services, line)
        await post.create()
        secrets.append((await post.seen())["secret"])
        await program.start()
        try:
            assert isinstance(line, Line)
            yield post, program, line
        finally:
            await program.kill()


async def test_failing_a_third_of_the_time_it_ends_holding_what_the_lists_answer(
    told: Office, services: Services, tmp_path: Path
) -> None:
    draw = random.Random(17)
    async with sent_to(told, services, tmp_path, draw) as (post, program, line):
        for number in range(HAPPENINGS):
            await things_happen(told, draw, number)
            if number % 4 == 3:
                await program.kill()
                await program.start()
            await post.deliver_all()
        rows = program.rows()
        assert line.failed >= len(line.requests) / 5
    assert rows
    assert rows == await Consumer(told, "", tmp_path).listed()


async def test_what_is_not_signed_is_not_looked_at(
    told: Office, services: Services, tmp_path: Path
) -> None:
    async with sent_to(told, services, tmp_path, random.Random(1)) as (post, program, line):
        await post.deliver_all()
        rows, sent = program.rows(), line.requests[-1]
        forged = sent.body.replace(b"PENDING", b"EXEMPTED")
        assert forged != sent.body
        assert await program.send(Request("POST", "/", sent.headers, forged)) == 401
        for header in ("webhook-id", "webhook-timestamp", "webhook-signature"):
            headers = {**sent.headers, header: "1"}
            assert await program.send(Request("POST", "/", headers, sent.body)) == 401
        await program.kill()
        await program.start("--tolerance", "300")
        assert await program.send(sent) == 401, "it is too old by now"
        assert program.rows() == rows


async def test_after_a_rotation_either_secret_will_do(
    told: Office, services: Services, tmp_path: Path
) -> None:
    async with sent_to(told, services, tmp_path, random.Random(2)) as (post, program, _):
        query = "mutation ($input: RotateWebhookSecretInput!) {"
        query += " rotateWebhookSecret(input: $input) { webhook { secret } } }"
        given = {"idempotencyKey": "rotated", "webhook": post.ids[0]}
        await told.asked(query, SUBJECT, input=given)
        await post.deliver_all()
        assert program.rows() == await Consumer(told, "", tmp_path).listed()
