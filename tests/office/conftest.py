"""The whole engine in one process over a fresh database, but for HTTP."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from api.graphql.runtime import ids
from api.graphql.runtime.executing import Engine
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.limits import OperationLimits
from api.graphql.runtime.request_context import context_factory
from api.graphql.schema import SCHEMA
from api.services import Services
from cascade.clock import SteppedClock
from cascade.database import Database
from cascade.engine import Request, open_engine
from cascade.log import Log
from cascade.organisation.commands import FoundOrganisation
from cascade.organisation.events import LevelRecord
from projections.engine.notifier import ProjectionNotifier
from projections.engine.projector import Projector
from tests.harness.fixtures import database, ground
from tests.office.office import Office
from tests.office.story import establish_the_province, issue_411, issue_433, relay_by_w2

__all__ = ["database", "founded", "ground", "half_told", "office", "services", "told"]

START = datetime(2026, 1, 5, 2, tzinfo=UTC)
LEVELS = tuple(
    LevelRecord(rank=rank, key=key, name=name)
    for rank, (key, name) in enumerate(
        {"centre": "Trung ương", "province": "Tỉnh", "ward": "Phường", "branch": "Chi bộ"}.items(),
        1,
    )
)


@pytest.fixture
async def services(database: Database) -> AsyncIterator[Services]:
    """Over an empty database."""
    clock = SteppedClock(START)
    async with (
        Log(database.pool, database.connect, clock) as log,
        Projector(database, log),
        ProjectionNotifier(database) as notifier,
    ):
        yield Services(
            readers=database.readers,
            log=log,
            engine=open_engine(log, clock),
            clock=clock,
            notifier=notifier,
        )


@pytest.fixture
async def founded(services: Services) -> Office:
    """The root unit C, and "an", its administrator."""
    limits = OperationLimits()
    clock = services.clock
    assert isinstance(clock, SteppedClock)
    office = Office(Engine(SCHEMA, limits), context_factory(services), clock)
    founding = FoundOrganisation(
        time_zone="Asia/Ho_Chi_Minh",
        levels=LEVELS,
        root_code="C",
        root_name="Trung ương",
        root_symbol="TW",
        root_kind="committee",
        administrator="an",
    )
    outcome = await services.engine.execute(founding, Request("founder", "init", uuid4()))
    root = UUID(outcome.answer["units"][0])
    office.units["C"] = ids.encode(Kind.UNIT, root)
    return office


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
