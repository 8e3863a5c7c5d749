"""The program over a PostgreSQL that is not ours: one address for everything."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from api.cli.composing import open_deployment
from api.cli.founding import found
from api.settings import read_settings
from cascade.clock import SystemClock
from cascade.database import Endpoints
from tests.cli.foundation import FOUNDATION
from tests.external import url_of

pytestmark = pytest.mark.anyio


async def test_a_database_url_serves_as_well(empty_endpoints: Endpoints, tmp_path: Path) -> None:
    settings = read_settings().model_copy(
        update={
            "database_url": SecretStr(url_of(empty_endpoints.application)),
            "data_dir": tmp_path / "data",
        }
    )
    async with open_deployment(settings, SystemClock()) as deployment:
        assert deployment.database.postgres is None
        await found(deployment.engine, FOUNDATION)
        head = await deployment.log.head()
        assert await deployment.following.notifier.wait_for(head.position, 20)
        assert await deployment.projected_to() == head.position
    async with open_deployment(settings, SystemClock(), beside=True, projecting=False) as again:
        assert (await again.log.head()).position == head.position
