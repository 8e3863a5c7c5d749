"""The context of one request: who asks, and through what it reads."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from api.graphql.runtime.context import Context
from api.graphql.runtime.principal import Principal
from api.graphql.runtime.source import Source
from api.http.serving import ContextFactory
from api.services import Services


def context_factory(services: Services) -> ContextFactory:
    """What ``api.http.app.create_app`` asks for a context, once for each operation."""

    @asynccontextmanager
    async def open_context(principal: Principal, correlation_id: UUID) -> AsyncIterator[Context]:
        source = Source(services, principal)
        await source.begin()
        context = Context(source, correlation_id, services.limits)
        try:
            yield context
        finally:
            await context.close()
            await source.end()

    return open_context
