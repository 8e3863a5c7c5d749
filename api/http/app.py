"""The application: GraphQL, files, health, readiness and metrics."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson
import strawberry
from graphql import OperationType
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Lifespan
from starlette.websockets import WebSocket

from api.graphql.runtime.executing import Answer, Executor, Operation, RequestRefused, refusal
from api.graphql.runtime.limits import OperationLimits
from api.graphql.service.reading import Lag
from api.http import explorer
from api.http.auth import Unauthenticated, Verifier, bearer, challenge
from api.http.events import LAST_EVENT, EventResponse, events
from api.http.face import PLAIN, Face, across_origins, compressed
from api.http.files import FileEndpoints, Files
from api.http.media import (
    EVENT_STREAM,
    JSON,
    RESPONSE,
    answered_in,
    prefers_events,
    takes_events,
)
from api.http.requests import CORRELATION_HEADER, correlation_id_of, read_operation, refused
from api.http.serving import ContextFactory, Service
from api.http.socket import Socket

UNREADY_SECONDS: Final = 30.0
"""A read model this far behind serves answers that people would take for wrong."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """How far the server's clock is ahead of its database's, and the log's end of the clock."""

    offset_seconds: float = 0.0
    head_ahead_seconds: float = 0.0
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far the read models have come; ``trouble`` tells why requests should go elsewhere.

    ``lag`` is null where nobody can tell.
    """

    lag: Lag | None
    trouble: str | None = None
    clocks: Clocks = Clocks()


PARTIAL: Final = 294
"""Data and errors: "Partial Success", which GraphQL over HTTP gives its own media type alone."""

ReadinessCheck = Callable[[], Awaitable[Readiness]]


def create_app(
    schema: strawberry.Schema,
    contexts: ContextFactory,
    limits: OperationLimits,
    verifier: Verifier,
    readiness: ReadinessCheck,
    files: Files,
    lifespan: Lifespan[Starlette] | None = None,
    face: Face = PLAIN,
) -> Starlette:
    """The ASGI application. Run it with ``ws_max_size`` at ``limits.body_bytes``, too; before it is
    stopped, stop ``state.streams``.
    """
    service = Service(Executor(schema, limits), contexts, verifier, documents=face.documents)
    endpoints = _Endpoints(service, readiness, explored=face.explorer is not None)
    attached = FileEndpoints(files, verifier, service.metrics)
    routes = [
        *explorer.routes(face.explorer, compressed()),
        Route("/graphql", endpoints.graphql, methods=["GET", "POST"], middleware=compressed()),
        WebSocketRoute("/graphql", endpoints.socket),
        Route("/blobs", attached.upload, methods=["PUT"]),
        Route("/attachments/{id}", attached.download, methods=["GET"]),
        Route("/healthz", endpoints.health, methods=["GET"]),
        Route("/readyz", endpoints.ready, methods=["GET"]),
        Route("/metrics", endpoints.metrics, methods=["GET"]),
    ]
    app = Starlette(routes=routes, middleware=across_origins(face), lifespan=lifespan)
    app.state.streams = service.streams
    return app


class _Endpoints:
    def __init__(self, service: Service, readiness: ReadinessCheck, *, explored: bool) -> None:
        self._service = service
        self._explored = explored
        self._readiness = readiness

    async def graphql(self, request: Request) -> Response:
        """One operation. 401 comes first: whoever is unknown has no body of theirs read.

        Browsers that come without one are shown the explorer, where there is one.
        """
        if self._explored and explorer.wants_a_page(request):
            return explorer.page()
        correlation_id = correlation_id_of(request.headers.get(CORRELATION_HEADER))
        headers = {CORRELATION_HEADER: str(correlation_id), "cache-control": "no-store"}
        accepted = ", ".join(request.headers.getlist("accept"))
        streams, media = takes_events(accepted), answered_in(accepted)
        authorized = request.headers.getlist("authorization")
        try:
            principal = self._service.verifier.verify(bearer(authorized))
            if media is None and not streams:
                raise refused(406, "NOT_ACCEPTABLE", "Answers are GraphQL's JSON or plain JSON.")
            operation = await read_operation(
                request, self._service.engine.limits.body_bytes, self._service.documents
            )
        except Unauthenticated as error:
            self._service.metrics.unauthenticated.inc()
            headers["www-authenticate"] = challenge(authorized)
            unknown = refused(401, "UNAUTHENTICATED", str(error))
            answer = refusal(unknown.errors, correlation_id, status=401)
            return _response(answer, media or JSON, headers, keeps_status=True)
        except RequestRefused as refusing:
            answer = refusal(refusing.errors, correlation_id, status=refusing.status)
            if answer.status in (408, 413):
                headers["connection"] = "close"
            return _response(answer, media or JSON, headers, keeps_status=True)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is left to read it
        if streams and (prefers_events(accepted) or await self._follows(operation)):
            return await self._events(request, operation, correlation_id, headers)
        answer = await self._service.answer(
            operation, principal, correlation_id, reading_only=request.method != "POST"
        )
        if answer.status == 405:
            headers["allow"] = "POST"
        return _response(answer, media or JSON, headers, keeps_status=answer.status != 400)

    async def _follows(self, operation: Operation) -> bool:
        """Whether it is a subscription; what cannot run is none."""
        try:
            prepared = await self._service.engine.prepared(operation)
        except RequestRefused:
            return False
        return prepared.kind is OperationType.SUBSCRIPTION

    async def _events(
        self, request: Request, operation: Operation, correlation_id: UUID, headers: dict[str, str]
    ) -> Response:
        """What is wrong with the operation itself is an answer with its status, and no stream."""
        try:
            prepared = await self._service.engine.prepared(operation)
            if request.method != "POST" and prepared.kind is OperationType.MUTATION:
                raise refused(405, "METHOD_NOT_ALLOWED", "A mutation must be sent by POST.")
        except RequestRefused as refusing:
            answer = refusal(refusing.errors, correlation_id, status=refusing.status)
            return _response(answer, RESPONSE, headers, keeps_status=True)
        token = bearer(request.headers.getlist("authorization"))
        last = request.headers.get(LAST_EVENT)
        told = events(self._service, operation, prepared, token, correlation_id, last or None)
        # A proxy that keeps what it passes on until there is more of it tells nothing in time.
        headers["x-accel-buffering"] = "no"
        if request.method == "HEAD":  # what has no body would never end
            return Response(headers=headers, media_type=EVENT_STREAM)
        return EventResponse(told, headers=headers)

    async def socket(self, websocket: WebSocket) -> None:
        await Socket(self._service, websocket).serve()

    async def health(self, request: Request) -> Response:
        """The process answers."""
        return PlainTextResponse("ok\n")

    async def ready(self, request: Request) -> Response:
        """Requests may be sent here."""
        found = await self._readiness()
        lag, trouble = found.lag, found.trouble
        self._measure(found)
        if trouble is None and lag and lag.lag_seconds > UNREADY_SECONDS:
            trouble = "the read models are behind"
        body: dict[str, Any] = {
            "ready": trouble is None,
            "trouble": trouble,
            "lagEvents": lag and lag.lag_events,
            "lagSeconds": lag and lag.lag_seconds,
            "clockWarning": found.clocks.warning,
        }
        status = 200 if trouble is None else 503
        return Response(orjson.dumps(body), status_code=status, media_type=JSON)

    async def metrics(self, request: Request) -> Response:
        """For Prometheus."""
        self._measure(await self._readiness())
        body = generate_latest(self._service.metrics.registry)
        return Response(body, headers={"content-type": CONTENT_TYPE_LATEST})

    def _measure(self, found: Readiness) -> None:
        metrics, lag = self._service.metrics, found.lag
        metrics.clock_offset_seconds.set(found.clocks.offset_seconds)
        metrics.head_ahead_seconds.set(found.clocks.head_ahead_seconds)
        if lag is None:
            return
        metrics.lag_events.set(lag.lag_events)
        metrics.lag_seconds.set(lag.lag_seconds)


def _response(
    answer: Answer, media: str | None, headers: dict[str, str], *, keeps_status: bool
) -> Response:
    """In plain JSON a well-formed request is answered with 200, whatever became of it."""
    status = answer.status if keeps_status or media != JSON else 200
    if media == RESPONSE and answer.ran and "errors" in answer.body:
        status = PARTIAL
    return Response(
        orjson.dumps(answer.body),
        status_code=status,
        headers={**headers, "content-type": f"{media}; charset=utf-8"},
    )
