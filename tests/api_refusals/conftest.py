"""The whole engine behind a real HTTP server, with the story of 433 and 411 told."""

import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from api.app import wired_app
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.http.auth import OwnTokens, issue_token
from cascade.database import Database, PostgresServer
from cascade.log import Log
from tests.api_refusals.province import Province, settled_province
from tests.office.mutations import errors_of
from tests.office.office import Office
from tests.office.serving import listening
from tests.office.story import issue_411, issue_433, relay_by_w2

KEY = Ed25519PrivateKey.generate()
ACCEPTED = "application/graphql-response+json"


def nowhere(kind: Kind = Kind.UNIT) -> str:
    """The well-formed id of something that is not there."""
    return ids.encode(kind, UUID(int=9))


@dataclass
class Front:
    """Asks over HTTP. Whatever is expected to be refused must leave the log where it was."""

    url: str
    log: Log
    office: Office
    session: aiohttp.ClientSession

    async def post(self, by: str, body: object, /, **headers: str) -> tuple[int, dict[str, Any]]:
        """Status and answer of a body, JSON unless it is a file."""
        token = issue_token(KEY, by, timedelta(hours=1), self.office.clock)
        headers = {"authorization": f"Bearer {token}", "accept": ACCEPTED, **headers}
        sent: dict[str, Any] = {"data": body} if isinstance(body, BytesIO) else {"json": body}
        address = f"{self.url}/graphql"
        async with self.session.post(address, headers=headers, **sent) as response:
            return response.status, await response.json(content_type=None)

    async def ask(self, name: str, by: str, /, **variables: Any) -> tuple[int, dict[str, Any]]:
        query = self.office.operations[name]
        body = {"query": query, "operationName": name, "variables": variables}
        return await self.post(by, body)

    async def do(self, name: str, by: str, /, **input: Any) -> dict[str, Any]:
        """The payload of a mutation, under a key of its own unless one is given."""
        input.setdefault("idempotencyKey", str(uuid4()))
        status, answer = await self.ask(name, by, input=input)
        assert status == 200
        assert "errors" not in answer, answer["errors"]
        (payload,) = answer["data"].values()
        assert isinstance(payload, dict)
        return payload

    async def refused(self, name: str, by: str, /, **input: Any) -> list[str]:
        """What a mutation is refused for, each as ``CODE at its.field``; nothing is recorded."""
        before = await self.log.head()
        payload = await self.do(name, by, **input)
        assert await self.log.head() == before
        assert payload["position"] is None
        assert not any(outcome["done"] for outcome in payload.get("outcomes", ()))
        errors = errors_of(payload)
        assert errors
        return errors

    async def error(self, name: str, by: str, /, **variables: Any) -> tuple[int, str | None]:
        """Status and code of an operation that fails as a whole; nothing is recorded."""
        before = await self.log.head()
        status, answer = await self.ask(name, by, **variables)
        assert await self.log.head() == before
        assert not any((answer.get("data") or {}).values())
        (first, *_) = answer["errors"]
        assert first["message"]
        return status, first.get("extensions", {}).get("code")


@pytest.fixture(scope="module")
async def front(province: Province) -> AsyncIterator[Front]:
    office, services = province.office, province.services
    await issue_433(office)
    await issue_411(office)
    await relay_by_w2(office)
    app = wired_app(services, OwnTokens(KEY.public_key(), services.clock))
    async with listening(app) as url, aiohttp.ClientSession() as session:
        yield Front(url, services.log, office, session)


_provinces = itertools.count(1)


@pytest.fixture(scope="module")
async def province(postgres: PostgresServer) -> AsyncIterator[Province]:
    """One for all tests of a module."""
    name = f"province_{next(_provinces)}"
    endpoints = await postgres.create_database(name, template="cascade")
    async with (
        Database.at(endpoints.application) as database,
        settled_province(database) as province,
    ):
        yield province
    await postgres.drop_database(name)
