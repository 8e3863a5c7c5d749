"""One operation for one principal, whichever way it came in."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Final, TypeAlias
from uuid import UUID

import structlog
from graphql import OperationType

from api.graphql.runtime.context import Context
from api.graphql.runtime.executing import (
    Answer,
    Executor,
    Operation,
    Prepared,
    RequestRefused,
    refusal,
)
from api.graphql.runtime.faults import UNAVAILABLE
from api.graphql.runtime.principal import Principal
from api.http.auth import Verifier
from api.http.documents import NONE, Documents
from api.http.metrics import Metrics
from api.http.requests import refused
from cascade.database import is_loss

ContextFactory: TypeAlias = Callable[[Principal, UUID], AbstractAsyncContextManager[Context]]
"""From principal and correlation id to the context of one request; leaving it ends its reading."""


SOCKETS_OF_ONE: Final = 20
"""Connections of one subject: pages that somebody has open, an integration's workers."""


class Sockets:
    """How many connections each subject has, of those that were initialised."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    def take(self, subject: str) -> bool:
        """Whether the subject may have one more; then it has."""
        if self._open[subject] >= SOCKETS_OF_ONE:
            return False
        self._open[subject] += 1
        return True

    def give_back(self, subject: str) -> None:
        self._open[subject] -= 1
        if not self._open[subject]:
            del self._open[subject]


STREAMS: Final = 200
"""Subscriptions of all subjects in one process; each looks again whenever anything is recorded."""
STREAMS_OF_ONE: Final = 20


class Streams:
    """Subscriptions under way, of each subject and of all, and whether the server is to end."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self.stopping: Final = asyncio.Event()

    def take(self, subject: str) -> bool:
        """Whether the subject may have one more; then it has."""
        if self._open.total() >= STREAMS or self._open[subject] >= STREAMS_OF_ONE:
            return False
        self._open[subject] += 1
        return True

    def give_back(self, subject: str) -> None:
        self._open[subject] -= 1
        if not self._open[subject]:
            del self._open[subject]

    def stop(self) -> None:
        """End all of them within a second; whoever follows comes back with its last cursor."""
        self.stopping.set()


@dataclass(slots=True)
class Service:
    """What the endpoints share."""

    engine: Executor
    contexts: ContextFactory
    verifier: Verifier
    metrics: Metrics = field(default_factory=Metrics)
    sockets: Sockets = field(default_factory=Sockets)
    streams: Streams = field(default_factory=Streams)
    documents: Documents = NONE

    async def answer(
        self,
        operation: Operation,
        principal: Principal,
        correlation_id: UUID,
        *,
        reading_only: bool = False,
    ) -> Answer:
        """Never raises: what is refused, and what goes wrong, is an answer as well.

        With ``reading_only`` all but queries are refused with status 405.
        """
        kind = "unknown"
        try:
            prepared = await self.engine.prepared(operation)
            kind = prepared.kind.value
            if reading_only and prepared.kind is not OperationType.QUERY:
                raise refused(405, "METHOD_NOT_ALLOWED", f"A {kind} must be sent by POST.")
            answer = await self._run(prepared, principal, correlation_id)
        except RequestRefused as refusing:
            answer = refusal(refusing.errors, correlation_id, status=refusing.status)
        except Exception as error:
            told = fault(error, correlation_id)
            answer = refusal(told.errors, correlation_id, status=told.status)
        outcome = "refused" if not answer.ran else "errors" if "errors" in answer.body else "ok"
        self.metrics.operations.labels(kind, outcome).inc()
        return answer

    async def _run(self, prepared: Prepared, principal: Principal, correlation_id: UUID) -> Answer:
        started = time.perf_counter()
        try:
            async with self.contexts(principal, correlation_id) as context:
                return await self.engine.run(prepared, context)
        finally:
            seconds = time.perf_counter() - started
            self.metrics.seconds.labels(prepared.kind.value).observe(seconds)


def fault(error: Exception, correlation_id: UUID) -> RequestRefused:
    """What is told of an exception that is nobody's to read; it is logged."""
    log = structlog.get_logger().bind(correlation_id=str(correlation_id))
    if is_loss(error):
        log.warning("database lost", error=repr(error))
        return refused(503, "DATABASE_UNAVAILABLE", UNAVAILABLE)
    log.error("fault outside of resolvers", exc_info=error)
    return refused(500, "INTERNAL", f"Something went wrong. Its id is {correlation_id}.")
