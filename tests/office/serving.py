"""The whole product over one database: its services, its root unit, and its address."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid4

import uvicorn

from api.graphql.runtime import ids
from api.graphql.runtime.executing import Executor
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
from tests.office.office import Office

START: Final = datetime(2026, 1, 5, 2, tzinfo=UTC)
LEVELS: Final = tuple(
    LevelRecord(rank=rank, key=key, name=name)
    for rank, (key, name) in enumerate(
        {"centre": "Trung ương", "province": "Tỉnh", "ward": "Phường", "branch": "Chi bộ"}.items(),
        1,
    )
)


# Parsed and validated documents, of which every test sends the same.
_KNOWN: Final = Executor(SCHEMA, OperationLimits())._kept


@asynccontextmanager
async def services_over(database: Database) -> AsyncIterator[Services]:
    """With a projector that follows the log, and a clock that stands still."""
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


async def found(services: Services) -> Office:
    """The root unit C, and "an", its administrator."""
    clock = services.clock
    assert isinstance(clock, SteppedClock)
    executor = Executor(SCHEMA, OperationLimits())
    executor._kept = _KNOWN
    office = Office(executor, context_factory(services), clock, services.engine)
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
    office.units["C"] = ids.encode(Kind.UNIT, UUID(outcome.answer["units"][0]))
    return office


@asynccontextmanager
async def listening(
    app: Any, send_buffer: int | None = None, **settings: Any
) -> AsyncIterator[str]:
    """The address of an application that listens on a loopback port of its own.

    ``send_buffer``: how many bytes the system keeps of what nobody reads, on each connection.
    """
    with socket.socket() as listener:
        if send_buffer is not None:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer)
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_config=None, ws="websockets-sansio", **settings)
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await task
