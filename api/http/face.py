"""What a deployment decides of its HTTP face, and the middlewares that follow from it."""

from dataclasses import dataclass
from typing import Final

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from api.http.documents import NONE, Documents
from api.http.events import LAST_EVENT
from api.http.explorer import Explorer
from api.http.requests import CORRELATION_HEADER, COST_HEADER

SENT_HEADERS: Final = (
    *("authorization", "content-type", CORRELATION_HEADER, LAST_EVENT, COST_HEADER),
    *("content-disposition", "content-digest", "x-content-sha256"),
)
"""Beyond those that a browser lets pages of any origin send."""
READ_HEADERS: Final = (CORRELATION_HEADER, "www-authenticate", "content-disposition", "etag")
PREFLIGHT_SECONDS: Final = 600
"""Chromium keeps no answer for longer than two hours; whoever loses an origin waits this long."""
SMALL_BYTES: Final = 1_024
"""Less fits into one packet with its headers, compressed or not."""
COMPRESSION: Final = 5
"""Of nine: what more would save is not worth what it takes of the event loop."""


@dataclass(frozen=True, slots=True)
class Face:
    """Every default is that of a program that is only tried out."""

    origins: tuple[str, ...] = ()
    """Of pages that browsers let call this server; that of the server itself needs no mention."""
    documents: Documents = NONE
    explorer: Explorer | None = None
    """What browsers are shown that come to the API's address; null for none."""


PLAIN: Final = Face()


def across_origins(face: Face) -> list[Middleware]:
    """For the whole application. Tokens come in a header that pages set themselves, so nothing is
    allowed to browsers' own credentials, of which there are none.
    """
    if not face.origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=face.origins,
            allow_methods=("GET", "POST", "PUT"),
            allow_headers=SENT_HEADERS,
            expose_headers=READ_HEADERS,
            max_age=PREFLIGHT_SECONDS,
        )
    ]


def compressed() -> list[Middleware]:
    """For what is text. Server-sent events are left as they are by the middleware, for they would
    wait for more; a file's digest and ETag are those of its bytes, so files are, too.
    """
    return [Middleware(GZipMiddleware, minimum_size=SMALL_BYTES, compresslevel=COMPRESSION)]
