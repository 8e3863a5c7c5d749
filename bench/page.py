"""A page of 50 obligations over HTTP: by GraphQL, by a few lines that run the same statements, and
by the library's own execution.

All three are served by one process, in turns, on one database. What the few lines leave out is what
a service is for: who asks, what they may see, other questions than this one.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.app import wired_app
from api.cli.nation import NationSize
from api.cli.serving import listening_socket, serving
from api.graphql.runtime.executing import Executor, Operation
from api.graphql.runtime.principal import Principal
from api.graphql.runtime.request_context import context_factory
from api.graphql.schema import SCHEMA
from api.http.auth import OwnTokens, issue_token
from api.http.serving import Streams
from api.services import Services
from bench.letters import plain
from bench.measuring import Row, Surroundings, faster
from bench.nation import ADMINISTRATOR, ISSUER, Nation, loaded_nation
from bench.page_by_hand import by_hand
from cascade.access.commands import GrantRole
from cascade.directive.commands import AudienceInput, GroupInput
from cascade.enums import Classification, Role

SIZE: Final = NationSize(provinces=3, wards=20, branches=200)
BRANCH: Final = "g1-01-001-001"
OFFICER: Final = "officer"
LETTERS: Final = 20
"""Of three tasks each: more than a page."""
CLIENTS: Final = 4
REQUESTS: Final = 100
"""Of all clients together, in a round."""
OF_BY_HAND: Final = 0.5
OF_THE_LIBRARY: Final = 8.0
QUERY: Final = """query Inbox($unit: UnitBy!, $first: Int = 50) { unit(by: $unit) {
  obligations(orderBy: DUE_FIRST, first: $first) {
    pageInfo { hasNextPage endCursor }
    edges { cursor node { id status timeliness role dueAt opensAt
      bearer { code name }
      task { key number text kind origin }
      directive { id number { text } subject issuerNameThen issuedOn } } } } } }"""
VARIABLES: Final = {"unit": {"code": BRANCH}}

Handler = Callable[[Request], Awaitable[Response]]


async def measure(surroundings: Surroundings) -> list[Row]:
    """The rows "a page of 50 over HTTP"."""
    rates: dict[str, list[float]] = {"graphql": [], "by hand": [], "library": []}
    async with loaded_nation(surroundings, SIZE) as nation:
        await _letters(nation)
        async with _served(nation) as served:
            for _ in range(surroundings.rounds):
                for name, client in served.items():
                    rates[name].append(await client.rate())
                surroundings.machine.probe()
    return [
        faster(
            "a page of 50 over HTTP : the same statements by hand",
            *(rates["graphql"], rates["by hand"], "1/s"),
            at_least=OF_BY_HAND,
            goal=f"≥ {OF_BY_HAND} ×",
        ),
        faster(
            "a page of 50 over HTTP : the library's own execution",
            *(rates["graphql"], rates["library"], "1/s"),
            at_least=OF_THE_LIBRARY,
            goal=f"≥ {OF_THE_LIBRARY:.0f} ×",
        ),
    ]


async def _letters(nation: Nation) -> None:
    """So many that a branch owes more than a page, and somebody who may see it."""
    branch_id = (await nation.engine.organisation()).by_code(BRANCH)
    assert branch_id is not None
    grant = GrantRole(
        subject=OFFICER, unit=branch_id, role=Role.OFFICER, clearance=Classification.SECRET
    )
    await nation.do(grant, ADMINISTRATOR)
    everyone = AudienceInput(groups=(GroupInput(under=nation.root_id, levels=("branch",)),))
    for _ in range(LETTERS):
        await nation.do(plain(nation.root_id, everyone), ISSUER)


@dataclass(frozen=True, slots=True)
class _Client:
    """Asks for the page again and again, over connections that stay."""

    host: str
    port: int
    token: str

    async def rate(self) -> float:
        """Answers a second."""
        await self._some(CLIENTS)
        started = time.perf_counter()
        await asyncio.gather(*(self._some(REQUESTS // CLIENTS) for _ in range(CLIENTS)))
        return REQUESTS / (time.perf_counter() - started)

    async def _some(self, many: int) -> None:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        for _ in range(many):
            writer.write(self._request())
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            lines = head.decode().lower().split("\r\n")
            (length,) = (line.split(":")[1] for line in lines if line.startswith("content-length"))
            answer = await reader.readexactly(int(length))
            assert answer.count(b'"dueAt"') == 50, answer[:200]
        writer.close()
        await writer.wait_closed()

    def _request(self) -> bytes:
        body = json.dumps({"query": QUERY, "variables": VARIABLES}).encode()
        head = (
            f"POST /graphql HTTP/1.1\r\nhost: {self.host}\r\ncontent-length: {len(body)}\r\n"
            "content-type: application/json\r\naccept: application/graphql-response+json\r\n"
            f"authorization: Bearer {self.token}\r\n\r\n"
        )
        return head.encode() + body


@asynccontextmanager
async def _served(nation: Nation) -> AsyncIterator[dict[str, _Client]]:
    """The three of them, each on a port of its own."""
    services = Services(
        nation.database.readers, nation.log, nation.engine, nation.clock, nation.notifier
    )
    key = Ed25519PrivateKey.generate()
    token = issue_token(key, OFFICER, timedelta(hours=1), nation.clock)
    apps = {
        "graphql": wired_app(services, OwnTokens(key.public_key(), nation.clock)),
        "by hand": _alone(await by_hand(services, Operation(QUERY, VARIABLES, None), OFFICER)),
        "library": _alone(_by_the_library(services)),
    }
    async with AsyncExitStack() as stack:
        clients = {}
        for name, app in apps.items():
            listening = listening_socket("127.0.0.1", 0)
            stack.callback(listening.close)
            await stack.enter_async_context(
                serving(app, listening, body_bytes=65_536, shutdown_seconds=2)
            )
            host, port = listening.getsockname()[:2]
            clients[name] = _Client(host, port, token)
        yield clients


def _alone(handler: Handler) -> Starlette:
    app = Starlette(routes=[Route("/graphql", handler, methods=["POST"])])
    app.state.streams = Streams()
    return app


def _by_the_library(services: Services) -> Handler:
    """Without a plan; all else as the service does it."""
    engine = Executor(SCHEMA, services.limits, planned=False)
    contexts = context_factory(services)

    async def answer(request: Request) -> Response:
        sent: dict[str, Any] = orjson.loads(await request.body())
        prepared = await engine.prepared(Operation(sent["query"], sent["variables"], None))
        async with contexts(Principal(OFFICER), uuid4()) as context:
            answered = await engine.run(prepared, context)
        return Response(orjson.dumps(answered.body), media_type="application/json")

    return answer
