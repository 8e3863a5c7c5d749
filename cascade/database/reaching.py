"""Entering the server behind a DATABASE_URL, and why not, in words an operator can act on.

Every message names the variable and the host, and never a password.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import parse_qs, urlsplit

import asyncpg
from asyncpg import Connection, Record

from cascade.database.endpoints import Endpoint
from cascade.database.errors import AddressUnusable, DatabaseUnreachable

VARIABLE: Final = "DATABASE_URL"
SCHEMES: Final = {"postgresql", "postgres"}
FORM: Final = "postgresql://user:password@host:5432/database"
ENCODE: Final = (
    "Write the characters # / ? @ : % of a user or password as %23 %2F %3F %40 %3A %25, as in "
    + FORM
)
HIGHEST_PORT: Final = 65_535

_PLACE: Final = re.compile(r"(\[[0-9a-fA-F:.%]+\]|[^:\[\]]*)(?::([0-9]{1,5}))?")

_NOT_POSTGRES: Final = (
    asyncpg.ConnectionDoesNotExistError,
    asyncpg.ProtocolViolationError,
    asyncpg.InternalClientError,
    ConnectionResetError,
)


def place_of(url: str) -> str:
    """Host, port and database of a URL, as they may be shown; raises AddressUnusable."""
    try:
        parts = urlsplit(url)
        options = parse_qs(parts.query)
    except ValueError as error:
        raise AddressUnusable(f"{VARIABLE} is no address: {error}. {ENCODE}.") from None
    if parts.scheme not in SCHEMES:
        raise AddressUnusable(f"{VARIABLE} does not begin with postgresql://: write {FORM}.")
    hosts = parts.netloc.rpartition("@")[2]
    readable = all(map(_is_place, hosts.split(",")))
    if parts.fragment or "#" in url or not readable or "@" in parts.path + parts.query:
        raise AddressUnusable(f"{VARIABLE} cannot be taken apart. {ENCODE}.")
    hosts = hosts or ",".join(options.get("host", ["the default socket"]))
    return f"{hosts}{parts.path}"


def _is_place(text: str) -> bool:
    match = _PLACE.fullmatch(text)
    return match is not None and int(match[2] or 0) <= HIGHEST_PORT


async def enter(url: str) -> Connection[Record]:
    """A first connection; raises AddressUnusable, DatabaseUnreachable."""
    with explained(url):
        return await Endpoint(dsn=url).connect()


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Says in one line what stands in the way of whoever enters; raises DatabaseUnreachable."""
    place = place_of(url)
    try:
        yield
    except asyncpg.ClientConfigurationError as error:
        raise AddressUnusable(f"{VARIABLE} ({place}) cannot be used: {error}.") from None
    except (
        OSError,
        ValueError,
        OverflowError,
        asyncpg.PostgresError,
        asyncpg.InterfaceError,
    ) as error:
        raise DatabaseUnreachable(f"{VARIABLE} names {place}, but {_reason(error)}") from error


def _reason(error: Exception) -> str:
    """What is wrong and what to do, to be read after "but"."""
    said = " ".join(str(error).split())
    match error:
        case ConnectionRefusedError() | FileNotFoundError():
            return "nothing listens there. Start PostgreSQL there, or correct host and port."
        case socket.gaierror():
            return "no host of that name is known. Correct the host."
        case TimeoutError():
            return "no PostgreSQL answers there. Correct host and port, or open the way to it."
        case ConnectionError() if "rejected SSL" in said:
            return (
                "what listens there offers no TLS, or is no PostgreSQL. Correct host and port; "
                "for a PostgreSQL without TLS leave sslmode out."
            )
        case _ if isinstance(error, _NOT_POSTGRES):
            return "what listens there does not speak PostgreSQL. Correct host and port."
        case asyncpg.InvalidPasswordError():
            return f"it lets nobody in with this user and password ({said}). Correct them."
        case asyncpg.InvalidAuthorizationSpecificationError():
            return f"it does not let this user in ({said}). Correct the user, or its pg_hba.conf."
        case asyncpg.InvalidCatalogNameError():
            return f"it has no such database ({said}). Create it, or correct the name."
        case asyncpg.InsufficientPrivilegeError():
            return (
                f"the user has too few rights ({said}). "
                "Let it own the database, or GRANT CREATE ON DATABASE to it."
            )
        case asyncpg.DiskFullError():
            return "its disk is full. Make room there."
        case _:
            return f"it cannot be used: {said or type(error).__name__}."
