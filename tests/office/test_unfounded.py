"""A server without an organisation says so, whatever it is asked; what is about itself answers."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import aiohttp
import pytest

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.http.auth import issue_token
from api.services import Services
from tests.office.office import Office
from tests.office.test_over_http import KEY
from tests.office.test_over_http import url as url

UNIT = ids.encode(Kind.UNIT, UUID(int=9))
NEEDS_ONE = (
    "{ viewer { subject } }",
    "{ levels { key } }",
    '{ unit(by: {code: "C"}) { name } }',
    "{ units(first: 1) { totalCount } }",
    "{ directives(first: 1) { totalCount } }",
    "{ auditTrail(first: 1) { edges { cursor } } }",
    "{ units(first: 1, asOf: {position: 0}) { totalCount } }",
    'mutation { renameUnit(input: {idempotencyKey: "1", unit: "UNIT", name: "X"})'
    " { userErrors { code } } }",
    'mutation { announceHoliday(input: {idempotencyKey: "2", stated: "X", daysOff: []})'
    " { userErrors { code } } }",
)


async def asked(url: str, services: Services, query: str) -> Any:
    token = issue_token(KEY, "an", timedelta(hours=1), services.clock)
    headers = {"authorization": f"Bearer {token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}/graphql", json={"query": query}, headers=headers) as response,
    ):
        return await response.json(content_type=None)


@pytest.mark.parametrize("query", NEEDS_ONE)
async def test_what_needs_an_organisation_says_that_there_is_none(
    url: str, services: Services, query: str
) -> None:
    answer = await asked(url, services, query.replace("UNIT", UNIT))
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "NO_ORGANISATION"
    assert "cascade init" in error["message"]


async def test_what_is_about_the_service_answers(url: str, services: Services) -> None:
    answer = await asked(url, services, "{ service { version } }")
    assert answer["data"]["service"]["version"]
    async with aiohttp.ClientSession() as session, session.get(f"{url}/healthz") as response:
        assert response.status == 200


async def test_founded_it_answers(url: str, services: Services, founded: Office) -> None:
    answer = await asked(url, services, "{ units(first: 1, asOf: {atLeast: 1}) { totalCount } }")
    assert answer == {"data": {"units": {"totalCount": 1}}}
