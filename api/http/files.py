"""Files over HTTP: uploaded by those who act for a unit, downloaded by those who see where it is.

PUT /blobs?name=...     201 {id, name, mediaType, size, sha256}
GET /attachments/{id}   the bytes, always as a download
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final, Protocol
from urllib.parse import quote
from uuid import UUID

import orjson
from graphql import GraphQLError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse

from api.graphql.runtime.executing import RequestRefused, refusal
from api.graphql.runtime.principal import Principal
from api.http.auth import Unauthenticated, Verifier, bearer, challenge
from api.http.digests import content_digest
from api.http.media import JSON
from api.http.metrics import Metrics
from api.http.receiving import Received, announced, receive
from api.http.requests import CORRELATION_HEADER, correlation_id_of, refused
from api.http.serving import fault
from cascade.access.refusals import NotPermitted
from cascade.files import DigestMismatch, EmptyFile, FileTooLarge, TooManyUnusedFiles
from cascade.refusals import Refusal, Refused

STATUSES: Final[dict[type[Refusal], int]] = {
    NotPermitted: 403,
    FileTooLarge: 413,
    EmptyFile: 422,
    DigestMismatch: 422,
    TooManyUnusedFiles: 429,
}
"""Of what is refused by a rule; 400 for all others."""
SAFE: Final = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cache-control": "private, no-cache",
    "vary": "authorization",
}
"""What somebody uploaded is never run, shown in place or kept for others."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An upload as it is answered; ``id`` is what a command names it by."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that the principal sees. ``parts`` are its bytes; null where they were erased."""

    name: str
    media_type: str
    size: int
    sha256: str
    parts: AsyncIterator[bytes] | None


class Files(Protocol):
    """What keeps files, and knows who may have them."""

    async def admit(self, principal: Principal) -> None:
        """Raises Refused where the principal may not upload."""
        ...

    async def keep(self, principal: Principal, received: Received) -> Kept: ...

    async def open(self, principal: Principal, id: str) -> Opened | None:
        """Null for what is not there, or not for this principal; raises GraphQLError NOT_READY."""
        ...


class FileEndpoints:
    """Answers JSON with ``errors``, as GraphQL does, wherever there is no file to answer."""

    def __init__(self, files: Files, verifier: Verifier, metrics: Metrics) -> None:
        self._files = files
        self._verifier = verifier
        self._metrics = metrics

    async def upload(self, request: Request) -> Response:
        """Keep the body under a name; nothing of it is seen by anybody until a command names it."""
        correlation_id = _correlation(request)
        try:
            principal = self._principal(request)
            await self._files.admit(principal)
            with await receive(request, announced(request)) as received:
                kept = await self._files.keep(principal, received)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception as error:
            return _failed(request, error, correlation_id)
        body = {
            "id": kept.id,
            "name": kept.name,
            "mediaType": kept.media_type,
            "size": kept.size,
            "sha256": kept.sha256,
        }
        return Response(
            orjson.dumps(body),
            status_code=201,
            media_type=JSON,
            headers={CORRELATION_HEADER: str(correlation_id), "cache-control": "no-store"},
        )

    async def download(self, request: Request) -> Response:
        """Stream a file, or tell that the caller's copy of it still holds."""
        correlation_id = _correlation(request)
        try:
            principal = self._principal(request)
            opened = await self._files.open(principal, request.path_params["id"])
            if opened is None:
                raise refused(404, "NOT_FOUND", "There is no such file.")
            if opened.parts is None:
                raise refused(410, "FILE_ERASED", "This file was erased.")
        except Exception as error:
            return _failed(request, error, correlation_id)
        headers = _file_headers(opened) | {CORRELATION_HEADER: str(correlation_id)}
        if _holds(request.headers.get("if-none-match"), headers["etag"]):
            del headers["content-length"]
            return Response(status_code=304, headers=headers)
        if request.method == "HEAD":
            return Response(headers=headers)
        return StreamingResponse(opened.parts, headers=headers)

    def _principal(self, request: Request) -> Principal:
        try:
            return self._verifier.verify(bearer(request.headers.getlist("authorization")))
        except Unauthenticated:
            self._metrics.unauthenticated.inc()
            raise


def _correlation(request: Request) -> UUID:
    return correlation_id_of(request.headers.get(CORRELATION_HEADER))


def _failed(request: Request, error: Exception, correlation_id: UUID) -> Response:
    headers = {CORRELATION_HEADER: str(correlation_id), "cache-control": "no-store"}
    if isinstance(error, Unauthenticated):
        headers["www-authenticate"] = challenge(request.headers.getlist("authorization"))
        told = refused(401, "UNAUTHENTICATED", str(error))
    elif isinstance(error, Refused):
        told = _by_rule(error)
    elif isinstance(error, GraphQLError):
        told = RequestRefused([error], status=503)
    else:
        told = error if isinstance(error, RequestRefused) else fault(error, correlation_id)
    if request.method == "PUT":
        # Of a body that was not read, the rest may still be on its way.
        headers["connection"] = "close"
    answer = refusal(told.errors, correlation_id, status=told.status)
    return Response(
        orjson.dumps(answer.body), status_code=told.status, media_type=JSON, headers=headers
    )


def _by_rule(error: Refused) -> RequestRefused:
    first = error.reasons[0]
    return refused(STATUSES.get(type(first), 400), first.code, str(first))


def _file_headers(opened: Opened) -> dict[str, str]:
    return {
        **SAFE,
        "content-type": opened.media_type,
        "content-length": str(opened.size),
        "content-disposition": disposition(opened.name),
        "content-digest": content_digest(opened.sha256),
        "etag": f'"{opened.sha256}"',
    }


def disposition(name: str) -> str:
    """RFC 6266: a download, under a name in ASCII for old readers and under the true one."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _holds(known: str | None, etag: str) -> bool:
    """Whether one of the caller's tags is the file's; weak ones count (RFC 9110, 13.1.2)."""
    tags = [tag.strip().removeprefix("W/") for tag in (known or "").split(",")]
    return etag in tags or "*" in tags
