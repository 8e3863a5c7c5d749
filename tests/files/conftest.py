"""The province of tests/office behind HTTP, and people who send and fetch files.

Tests of a module take turns in one database: what guards the bytes of files is at work in it.
"""

import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from api.app import wired_app
from api.http.auth import OwnTokens, issue_token
from api.services import Services
from cascade.database import Database, Endpoints, PostgresServer
from tests.harness.ground import Ground
from tests.office.conftest import founded, half_told, office, services, told
from tests.office.office import Office
from tests.office.serving import listening

__all__ = ["founded", "half_told", "office", "services", "told"]

_numbers = itertools.count(1)


@pytest.fixture(scope="module")
async def ground(postgres: PostgresServer) -> AsyncIterator[Ground]:
    name = f"guarded_{next(_numbers)}"
    endpoints = await postgres.create_database(name, template="cascade")
    async with Ground.of(endpoints, guarded=True) as ground:
        yield ground
    await postgres.drop_database(name)


@pytest.fixture
async def endpoints(ground: Ground) -> Endpoints:
    """Ways into an empty database."""
    await ground.empty()
    return ground.endpoints


@pytest.fixture
def database(endpoints: Endpoints, ground: Ground) -> Database:
    return ground.database


@dataclass(frozen=True)
class Answer:
    """What came back. ``code`` is that of the first error of a JSON answer."""

    status: int
    headers: Any
    body: bytes
    json: Any = field(default=None)

    @property
    def code(self) -> str:
        return str(self.json["errors"][0]["extensions"]["code"])


@dataclass
class Desk:
    """Sends and fetches files as anybody of the office."""

    url: str
    office: Office
    key: Ed25519PrivateKey

    def headers(self, by: str, **more: str) -> dict[str, str]:
        token = issue_token(self.key, by, timedelta(hours=1), self.office.clock)
        return {"authorization": f"Bearer {token}", **more}

    async def send(self, method: str, path: str, **more: Any) -> Answer:
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, f"{self.url}{path}", **more) as response,
        ):
            is_json = response.content_type == "application/json"
            body = await response.read()
            json = await response.json() if is_json and body else None
            return Answer(response.status, response.headers, body, json)

    async def put(
        self, by: str, data: Any = b"%PDF-1.7 ...", name: str | None = "bao-cao.pdf", **headers: str
    ) -> Answer:
        names = {each.replace("_", "-"): value for each, value in headers.items()}
        sent = {"content-type": "application/pdf", **names}
        # The client warns of large bytes: it would send them in one go.
        data = BytesIO(data) if isinstance(data, bytes) else data
        params = {"name": name} if name is not None else {}
        return await self.send(
            "PUT", "/blobs", data=data, params=params, headers=self.headers(by, **sent)
        )

    async def upload(self, by: str, data: bytes = b"%PDF-1.7 ...", name: str = "a.pdf") -> str:
        answer = await self.put(by, data, name)
        assert answer.status == 201, answer.body
        return str(answer.json["id"])

    async def get(self, by: str, file_id: str, method: str = "GET", **headers: str) -> Answer:
        path = f"/attachments/{file_id}"
        names = {each.replace("_", "-"): value for each, value in headers.items()}
        return await self.send(method, path, headers=self.headers(by, **names))


@pytest.fixture
async def desk(services: Services, told: Office) -> AsyncIterator[Desk]:
    key = Ed25519PrivateKey.generate()
    app = wired_app(services, OwnTokens(key.public_key(), services.clock))
    async with listening(app) as url:
        yield Desk(url, told, key)
