"""Files before anything was projected, in a database of their own."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import aiohttp
import pytest

from api.graphql.runtime.ids import Kind, encode
from api.graphql.runtime.limits import OperationLimits
from api.http.engine_files import EngineFiles
from api.services import Services
from cascade.clock import SteppedClock
from cascade.database import Database
from cascade.engine import Request, open_engine
from cascade.log import Log
from cascade.organisation.commands import FoundOrganisation
from projections.engine.notifier import ProjectionNotifier
from tests.api.serving import serving
from tests.conftest import database as database
from tests.conftest import endpoints as endpoints
from tests.office.serving import LEVELS

pytestmark = pytest.mark.anyio


async def test_before_anything_is_projected_files_are_not_ready(database: Database) -> None:
    clock = SteppedClock(datetime(2026, 1, 5, tzinfo=UTC))
    async with (
        Log(database.pool, database.connect, clock) as log,
        ProjectionNotifier(database) as notifier,
    ):
        engine = open_engine(log, clock)
        founding = FoundOrganisation(
            time_zone="Asia/Ho_Chi_Minh",
            levels=LEVELS,
            root_code="C",
            root_name="Trung ương",
            root_symbol="TW",
            root_kind="committee",
            administrator="an",
        )
        await engine.execute(founding, Request("founder", "init", uuid4()))
        files = EngineFiles(Services(database.readers, log, engine, clock, notifier))
        async with serving(OperationLimits(), files) as served:
            url = f"{served.url}/attachments/{encode(Kind.ATTACHMENT, UUID(int=1))}"
            async with aiohttp.ClientSession() as session:
                answer = await session.get(url, headers=served.headers())
                assert answer.status == 503
                assert (await answer.json())["errors"][0]["extensions"]["code"] == "NOT_READY"
