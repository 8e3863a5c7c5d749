"""A server of the test's own on a loopback port, whose read models are not there.

What these tests ask never reaches data. A field that does shows how faults are answered.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from api.graphql.runtime.context import Context
from api.graphql.runtime.limits import OperationLimits
from api.graphql.runtime.principal import Principal
from api.graphql.runtime.source import Source
from api.graphql.schema import SCHEMA
from api.graphql.service.reading import Lag
from api.http.app import Readiness, create_app
from api.http.auth import OwnTokens, issue_token
from api.http.connections import bounded
from api.http.face import PLAIN, Face
from api.http.files import Files
from cascade.clock import SteppedClock
from projections.query_args import Moment
from tests.office.serving import listening

START = datetime(2026, 1, 5, 1, tzinfo=UTC)


class Unwired:
    """Where a request's source belongs; but for the moment, whatever is asked of it is a fault.

    ``Query.log.head`` waits for ever, and tells whether it was cancelled.
    """

    def __init__(self) -> None:
        self.waits_cancelled = 0

    @property
    def services(self) -> "Unwired":
        return self

    @property
    def log(self) -> "Unwired":
        return self

    async def live(self) -> Moment:
        return Moment(0, START)

    async def head(self) -> None:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            self.waits_cancelled += 1
            raise

    def __getattr__(self, name: str) -> object:
        raise RuntimeError(f"secret of the inside: {name}")


@dataclass
class Served:
    """A running server: where it is, its clock, its key, and how far its read models came."""

    url: str
    clock: SteppedClock
    key: Ed25519PrivateKey
    source: Unwired
    readiness: Readiness

    def token(self, subject: str = "an", ttl: timedelta = timedelta(hours=1)) -> str:
        return issue_token(self.key, subject, ttl, self.clock)

    def headers(self, **more: str) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token()}", **more}


@asynccontextmanager
async def serving(
    limits: OperationLimits, files: Files | None = None, face: Face = PLAIN
) -> AsyncIterator[Served]:
    clock, key, source = SteppedClock(START), Ed25519PrivateKey.generate(), Unwired()

    @asynccontextmanager
    async def contexts(principal: Principal, correlation_id: UUID) -> AsyncIterator[Context]:
        yield Context(cast(Source, source), correlation_id, limits)

    served = Served("", clock, key, source, Readiness(Lag(0, 0, 0.0)))

    async def readiness() -> Readiness:
        return served.readiness

    verifier = OwnTokens(key.public_key(), clock)
    kept = files or cast(Files, source)
    app = create_app(SCHEMA, contexts, limits, verifier, readiness, kept, face=face)
    sized = {"ws_max_size": 2 * limits.body_bytes, **bounded()}
    async with listening(app, **sized) as served.url:
        yield served
