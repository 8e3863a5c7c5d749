"""The whole engine in one process over an emptied database, but for HTTP."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from api.services import Services
from cascade.database import Database
from tests.harness.fixtures import database, ground
from tests.office.office import Office
from tests.office.serving import found, services_over
from tests.office.story import establish_the_province, issue_411, issue_433, relay_by_w2

__all__ = ["database", "founded", "ground", "half_told", "office", "services", "told"]


@pytest.fixture
async def services(database: Database) -> AsyncIterator[Services]:
    async with services_over(database) as services:
        yield services


@pytest.fixture
async def founded(services: Services) -> Office:
    """The root unit C, and "an", its administrator."""
    return await found(services)


@pytest.fixture
async def office(founded: Office) -> Office:
    """A province in which nothing was issued yet."""
    await establish_the_province(founded)
    return founded


@pytest.fixture
async def half_told(office: Office) -> Office:
    """The province where W2 let the days go by in which 433 was to be passed on."""
    await issue_433(office)
    await issue_411(office)
    office.clock.step(timedelta(days=30))
    return office


@pytest.fixture
async def told(office: Office) -> Office:
    """The province once 433 has gone down on both ways."""
    await issue_433(office)
    await issue_411(office)
    await relay_by_w2(office)
    return office
