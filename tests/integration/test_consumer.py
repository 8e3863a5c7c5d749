"""The reference consumer, killed again and again while things happen, holds what the lists answer.

``CASCADE_KILLS=50`` kills it so often: `make kills`.
"""

import asyncio
import os
import random
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from api.app import wired_app
from api.http.auth import OwnTokens, issue_token
from api.services import Services
from tests.office.office import Office
from tests.office.serving import listening

pytestmark = pytest.mark.anyio

KEY = Ed25519PrivateKey.generate()
PROGRAM = Path(__file__).parents[2] / "samples" / "integration" / "consumer.py"
KILLS = int(os.environ.get("CASCADE_KILLS", "5"))
SUBJECT = "system-T1"
LISTED = """
query ($unit: ID!, $after: String) {
  unit(by: {id: $unit}) { subtreeObligations(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { node { id status timeliness dueAt bearer { code } task { key text }
                   directive { number { text } } } }
  } }
}
"""


@pytest.fixture
async def url(services: Services) -> AsyncIterator[str]:
    app = wired_app(services, OwnTokens(KEY.public_key(), services.clock))
    async with listening(app) as url:
        yield url


class Consumer:
    """The program, over one file."""

    def __init__(self, office: Office, url: str, file: Path) -> None:
        self.office = office
        self.url = url
        self.file = file

    async def start(self, *more: str) -> asyncio.subprocess.Process:
        token = issue_token(KEY, SUBJECT, timedelta(days=365), self.office.clock)
        under = self.office.units["T1"]
        return await asyncio.create_subprocess_exec(
            sys.executable,
            str(PROGRAM),
            self.url,
            str(self.file),
            *("--under", under, "--first", "3", "--pause", "0.05", *more),
            env={"CASCADE_TOKEN": token, "PATH": os.environ["PATH"]},
            stderr=asyncio.subprocess.PIPE,
        )

    async def catch_up(self) -> None:
        process = await self.start("--once")
        _, said = await process.communicate()
        assert process.returncode == 0, said.decode()

    def rows(self) -> dict[str, tuple[Any, ...]]:
        """What the copy holds, by id."""
        database = sqlite3.connect(self.file)
        try:
            return {row[0]: row[1:] for row in database.execute("SELECT * FROM obligation")}
        finally:
            database.close()

    async def listed(self) -> dict[str, tuple[Any, ...]]:
        """The same by the lists."""
        found: dict[str, tuple[Any, ...]] = {}
        after = None
        while True:
            unit = self.office.units["T1"]
            data = await self.office.asked(LISTED, SUBJECT, unit=unit, after=after)
            page = data["unit"]["subtreeObligations"]
            for edge in page["edges"]:
                node = edge["node"]
                found[node["id"]] = (
                    *(node["status"], node["timeliness"], node["dueAt"], node["bearer"]["code"]),
                    *(node["directive"]["number"]["text"], node["task"]["key"]),
                    node["task"]["text"],
                )
            if not page["pageInfo"]["hasNextPage"]:
                return found
            after = page["pageInfo"]["endCursor"]


async def things_happen(office: Office, draw: random.Random, number: int) -> None:
    """One of what changes many obligations, few, or whose they are."""
    match number % 4:
        case 0:
            await office.issue(
                "issuer-W1",
                "W1",
                f"{412 + number // 4}-CV/ĐU",
                subject="Về việc rà soát",
                audience={"groups": [{"under": office.units["W1"], "levels": ["branch"]}]},
                tasks=[{"key": "1", "text": "Báo cáo.", "due": {"workingDaysAfterReceipt": 2}}],
            )
        case 1:
            code = draw.choice(["B11", "B12"])
            inbox = await office.inbox(code, f"officer-{code}")
            owed = [node["id"] for node in inbox.values() if node["status"] == "PENDING"]
            if owed:
                await office.done("Acknowledge", f"officer-{code}", obligations=owed[:1])
        case 2:
            office.clock.step(timedelta(days=draw.choice([1, 3])))
        case _:
            clearance = "OPEN" if number % 8 < 4 else "INTERNAL"
            await office.grant(SUBJECT, "W1", "READER", clearance)


async def test_killed_again_and_again_it_holds_what_the_lists_answer(
    url: str, told: Office, tmp_path: Path
) -> None:
    await told.grant(SUBJECT, "T1", "INTEGRATION")
    consumer, draw = Consumer(told, url, tmp_path / "copy.sqlite"), random.Random(14)
    for number in range(KILLS):
        process = await consumer.start()
        await things_happen(told, draw, number)
        await asyncio.sleep(draw.uniform(0.05, 1.0))
        process.send_signal(signal.SIGKILL)
        await process.wait()
        assert process.returncode == -signal.SIGKILL
    await consumer.catch_up()
    rows = consumer.rows()
    assert rows
    assert rows == await consumer.listed()


async def test_after_other_grants_it_begins_anew(url: str, told: Office, tmp_path: Path) -> None:
    consumer = Consumer(told, url, tmp_path / "copy.sqlite")
    await told.grant(SUBJECT, "W1", "INTEGRATION")
    await consumer.catch_up()
    of_ward = consumer.rows()
    await told.grant(SUBJECT, "T1", "INTEGRATION")
    await consumer.catch_up()
    assert of_ward.items() < consumer.rows().items()
    assert consumer.rows() == await consumer.listed()


async def test_what_no_attempt_mends_ends_it_with_the_code(
    url: str, told: Office, tmp_path: Path
) -> None:
    consumer = Consumer(told, url, tmp_path / "copy.sqlite")
    consumer.office.units["T1"] = "no id"
    process = await consumer.start()
    _, said = await process.communicate()
    assert process.returncode == 1
    assert said.decode().startswith("BAD_ID")
