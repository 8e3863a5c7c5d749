"""The context of one request: who asks, through what it reads, through what it acts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from api.graphql.context import Context
from api.graphql.principal import Principal
from api.http.serving import ContextFactory
from api.wiring.acting import EngineCommands
from api.wiring.reading import RequestReader, Source
from api.wiring.services import Services


def context_factory(services: Services) -> ContextFactory:
    """What ``api.http.app.create_app`` asks for a context, once for each operation."""

    @asynccontextmanager
    async def open_context(principal: Principal, correlation_id: UUID) -> AsyncIterator[Context]:
        source = Source(services, principal)
        await source.begin()
        reader = RequestReader(source)
        context = Context(
            principal=principal,
            clock=services.clock,
            zone=source.zone,
            correlation_id=correlation_id,
            reader=reader,
            commands=EngineCommands(
                services.engine, reader, principal, correlation_id, services.clock
            ),
            limits=services.limits,
        )
        try:
            yield context
        finally:
            await context.close()
            await source.end()

    return open_context
