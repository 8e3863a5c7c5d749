"""The same over a real connection: tokens, GraphQL's media type, readiness."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from api.app import wired_app
from api.http.auth import OwnTokens, issue_token
from api.services import Services
from tests.office.office import Office
from tests.office.serving import listening

pytestmark = pytest.mark.anyio

KEY = Ed25519PrivateKey.generate()


@pytest.fixture
async def url(services: Services) -> AsyncIterator[str]:
    app = wired_app(services, OwnTokens(KEY.public_key(), services.clock))
    async with listening(app) as url:
        yield url


async def asked(url: str, office: Office, subject: str, name: str, **variables: Any) -> Any:
    token = issue_token(KEY, subject, timedelta(hours=1), office.clock)
    body = {"query": office.operations[name], "operationName": name, "variables": variables}
    headers = {
        "authorization": f"Bearer {token}",
        "accept": "application/graphql-response+json",
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}/graphql", json=body, headers=headers) as response,
    ):
        assert response.status == 200
        answer = await response.json(content_type=None)
    assert "errors" not in answer
    return answer["data"]


async def test_a_unit_reads_and_acts(url: str, told: Office) -> None:
    who = await asked(url, told, "officer-B11", "Who")
    assert who["viewer"]["grants"][0]["unit"]["code"] == "B11"
    inbox = await asked(url, told, "officer-B11", "Inbox", unit={"code": "B11"})
    (owed,) = [edge["node"]["id"] for edge in inbox["unit"]["obligations"]["edges"]]
    command = {"idempotencyKey": "1", "obligations": [owed]}
    done = await asked(url, told, "officer-B11", "Acknowledge", input=command)
    assert done["acknowledge"]["outcomes"][0]["obligation"]["status"] == "ACKNOWLEDGED"
    again = await asked(url, told, "officer-B11", "Acknowledge", input=command)
    assert again["acknowledge"]["position"] == done["acknowledge"]["position"]


async def test_many_at_once(url: str, told: Office) -> None:
    """More requests than connections: each gets its turn and gives its connection back."""
    answers = await asyncio.gather(
        *(asked(url, told, "reader-T1", "Overdue", unit={"code": "T1"}) for _ in range(40))
    )
    assert len({answer["unit"]["progress"]["total"] for answer in answers}) == 1


async def test_it_is_ready_and_measured(url: str, told: Office) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{url}/readyz") as response:
            assert response.status == 200
            assert (await response.json())["lagEvents"] == 0
        async with session.get(f"{url}/metrics") as response:
            assert "cascade_lag_events 0.0" in await response.text()
