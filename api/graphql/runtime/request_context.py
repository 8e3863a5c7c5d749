"""The context of one request: who asks, through what it reads, through what it acts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from api.graphql.runtime.context import Context
from api.graphql.runtime.principal import Principal
from api.graphql.runtime.request_reader import RequestReader, Source
from api.http.serving import ContextFactory
from api.services import Services


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
            engine=services.engine,
            limits=services.limits,
        )
        try:
            yield context
        finally:
            await context.close()
            await source.end()

    return open_context
