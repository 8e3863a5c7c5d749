"""Reads an operation out of an HTTP request; every way of being ill-formed has its status."""

import asyncio
import re
from dataclasses import replace
from typing import Any, Final
from uuid import UUID, uuid4

import orjson
from starlette.datastructures import Headers
from starlette.requests import Request

from api.graphql.runtime.errors import request_error
from api.graphql.runtime.executing import Operation, RequestRefused
from api.graphql.runtime.failing import OnError
from api.http.documents import Documents
from api.http.media import is_json

_LENGTH: Final = re.compile("[0-9]{1,18}")
CORRELATION_HEADER: Final = "x-request-id"
COST_HEADER: Final = "graphql-cost"
"""``report`` asks for what the answer cost, as Hot Chocolate's servers have it."""
BODY_SECONDS: Final = 40.0
"""512 KB over a line of 100 kbit/s."""
DRAINED_BYTES: Final = 4 * 1024 * 1024
"""Of a body that is too large this much is read and dropped: a client that is still sending when
the connection closes may never see the answer."""


async def read_operation(request: Request, body_bytes: int, documents: Documents) -> Operation:
    """The operation of a GET, a HEAD or a POST; raises RequestRefused: 400, 413 or 415."""
    operation = await _operation(request, body_bytes, documents)
    return replace(operation, tells_cost=_tells_cost(request.headers.get(COST_HEADER)))


def _tells_cost(wanted: str | None) -> bool:
    """Raises RequestRefused for a word that is not known."""
    if wanted not in (None, "report"):
        raise refused(400, "BAD_REQUEST", f"{COST_HEADER} is report.")
    return wanted is not None


async def _operation(request: Request, body_bytes: int, documents: Documents) -> Operation:
    if request.method != "POST":
        return _of_query_string(request, documents)
    if not is_json(request.headers.get("content-type")):
        raise refused(415, "BAD_REQUEST", "The body must be application/json in UTF-8.")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise refused(415, "BAD_REQUEST", "The body must not be compressed.")
    body = await _body(request, body_bytes)
    try:
        sent = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise refused(400, "BAD_REQUEST", "The body is no JSON.") from error
    if not isinstance(sent, dict):
        raise refused(400, "BAD_REQUEST", "The body must be one JSON object; no batches.")
    return operation_of(sent, documents)


def operation_of(sent: dict[str, Any], documents: Documents) -> Operation:
    """The operation of a decoded JSON object; raises RequestRefused with status 400."""
    query, name = documents.text_of(sent), sent.get("operationName")
    variables, extensions = sent.get("variables"), sent.get("extensions")
    if name is not None and not isinstance(name, str):
        raise refused(400, "BAD_REQUEST", "operationName must be a text.")
    if variables is not None and not isinstance(variables, dict):
        raise refused(400, "BAD_REQUEST", "variables must be a JSON object.")
    if extensions is not None and not isinstance(extensions, dict):
        raise refused(400, "BAD_REQUEST", "extensions must be a JSON object.")
    return Operation(query, variables or {}, name or None, _on_error(sent.get("onError")))


def _on_error(wanted: object) -> OnError:
    """Raises RequestRefused for what is none of the three."""
    try:
        return OnError.PROPAGATE if wanted in (None, "") else OnError(str(wanted))
    except ValueError as error:
        raise refused(400, "BAD_REQUEST", "onError is PROPAGATE, NULL or HALT.") from error


def correlation_id_of(sent: str | None) -> UUID:
    """The caller's own where it is a UUID, else a new one."""
    try:
        return UUID(sent) if sent else uuid4()
    except ValueError:
        return uuid4()


def refused(status: int, code: str, message: str) -> RequestRefused:
    return RequestRefused([request_error(code, message)], status=status)


def _of_query_string(request: Request, documents: Documents) -> Operation:
    sent: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if name in sent:
            try:
                # An empty text is as good as none (GraphQL over HTTP, GET).
                sent[name] = orjson.loads(sent[name]) if sent[name] else None
            except orjson.JSONDecodeError as error:
                raise refused(400, "BAD_REQUEST", f"{name} must be JSON.") from error
    return operation_of(sent, documents)


def told_length(headers: Headers) -> int | None:
    """What Content-Length says; null where it is no number that a length can have."""
    written = headers.get("content-length", "")
    return int(written) if _LENGTH.fullmatch(written) else None


async def _body(request: Request, body_bytes: int) -> bytes:
    """Counted while it comes in: a body without length, or with a false one, is cut off as well."""
    told = told_length(request.headers) or 0
    body = bytearray()
    read = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                read += len(chunk)
                if max(read, told) <= body_bytes:
                    body += chunk
                elif max(read, told) > DRAINED_BYTES:
                    break
    except TimeoutError as error:
        raise refused(408, "TOO_SLOW", "The body took too long to arrive.") from error
    if max(read, told) > body_bytes:
        raise refused(413, "BODY_TOO_LARGE", f"A body has {body_bytes} bytes at the most.")
    return bytes(body)
