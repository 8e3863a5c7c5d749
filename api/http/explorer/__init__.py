"""What a browser is shown: a page that says what this is, and GraphiQL, whose files come along.

Nothing is fetched from another address, and nothing is kept in the browser. The files of others in
``static`` are as their authors built them, each with its licence beside it: GraphiQL 3.9.0, React
and React DOM 18.3.1, all MIT.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from ipaddress import ip_address
from typing import Final

import orjson
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from api.http.media import JSON
from cascade import __version__

MEDIA: Final = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
SAFE: Final = {
    "content-security-policy": "default-src 'none'; script-src 'self'; connect-src 'self'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}
"""The editor sets styles of its own; scripts are those of the package alone."""
HERE: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True)
class Person:
    """Whose token may be picked."""

    subject: str
    what: str
    token: str


@dataclass(frozen=True, slots=True)
class Example:
    """An operation that shows what somebody may ask."""

    name: str
    subject: str
    query: str


@dataclass(frozen=True, slots=True)
class Explorer:
    """What may be picked above the editor: nothing, unless the deployment is a sample's."""

    people: tuple[Person, ...] = ()
    examples: tuple[Example, ...] = ()


def wants_a_page(request: Request) -> bool:
    """Whether it is a browser that goes to an address, and no program that asks something."""
    accepted = request.headers.get("accept", "")
    return request.method in ("GET", "HEAD") and "text/html" in accepted and not request.url.query


def page() -> Response:
    """GraphiQL."""
    return _file("index.html")


def routes(explorer: Explorer | None, middleware: list[Middleware]) -> list[BaseRoute]:
    """What is shown at ``/``, and the files and the people of the explorer where there is one."""

    async def root(request: Request) -> Response:
        if wants_a_page(request):
            return Response(_welcome(explorer), headers=SAFE, media_type="text/html")
        told = {"name": "directive-cascade", "version": __version__, "graphql": "/graphql"}
        return Response(orjson.dumps(told), media_type=JSON)

    async def file(request: Request) -> Response:
        name = request.path_params["name"]
        return _file(name) if name in _static() else Response(status_code=404)

    async def people(request: Request) -> Response:
        told = explorer if explorer and _is_here(request) else Explorer()
        headers = {**SAFE, "cache-control": "no-store"}
        return Response(orjson.dumps(asdict(told)), headers=headers, media_type=JSON)

    shown: list[BaseRoute] = [Route("/", root, methods=["GET"])]
    if explorer is not None:
        shown += [
            Route("/explorer/people.json", people, methods=["GET"]),
            Route("/explorer/{name}", file, methods=["GET"], middleware=middleware),
        ]
    return shown


def _is_here(request: Request) -> bool:
    """Tokens are handed to browsers on this machine, and to no page that only bears another name
    for it.
    """
    host = request.headers.get("host", "")
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    client = request.client.host if request.client else ""
    try:
        return name in HERE and ip_address(client).is_loopback
    except ValueError:
        return False


@cache
def _static() -> Mapping[str, bytes]:
    """The files by their names."""
    folder = files(__name__) / "static"
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def _file(name: str) -> Response:
    kind = MEDIA[name.rpartition(".")[2]]
    return Response(_static()[name], headers={**SAFE, "content-type": kind})


def _welcome(explorer: Explorer | None) -> str:
    shown = "an explorer for browsers" if explorer else "there is no explorer here"
    return WELCOME.replace("VERSION", __version__).replace("EXPLORER", shown)


WELCOME: Final = (files(__name__) / "welcome.html").read_text("utf-8")
