"""The way out: to addresses that are allowed, and to nowhere else whatever they answer.

"Server side request forgery" of Standard Webhooks. A name is resolved once, what it leads to is
looked at, and the connection goes to the very addresses that were looked at: a name service that
answers otherwise the next time changes nothing. Redirects are not followed, and no answer is read
beyond its head.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from api.webhooks.allowed import Admission, AllowedHosts
from cascade import __version__
from cascade.refusals import Refused
from cascade.webhooks.addresses import Origin
from cascade.webhooks.refusals import (
    WebhookAddressNotAllowed,
    WebhookAddressRedirects,
    WebhookAddressResolvesInward,
    WebhookAddressUnknown,
)
from projections.webhooks.rows import WebhookFailureKind

CONNECT_SECONDS: Final = 5.0
ANSWER_SECONDS: Final = 15.0
"""For all of it: "Request timeouts" of Standard Webhooks recommends 15 to 30."""
LOOK_SECONDS: Final = 3.0
"""For the one look at an address that somebody wants to use, who waits for it."""
AGENT: Final = f"directive-cascade/{__version__}"
NAT64: Final = IPv6Network("64:ff9b::/96")

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a host; raises OSError where it has none."""


class Undeliverable(Exception):
    """Why a message was not taken, in words for its owner."""

    def __init__(
        self, kind: WebhookFailureKind, told: str, *, gone: bool = False,
        asked: timedelta | None = None,
    ) -> None:  # fmt: skip
        super().__init__(told)
        self.kind = kind
        self.gone = gone
        """It wants no more at all."""
        self.asked = asked
        """It wants to be left alone for so long."""


NAME_THREADS: Final = ThreadPoolExecutor(8, thread_name_prefix="webhook-names")
"""Of their own: a name service that hangs must not take the threads that requests are read in."""


async def resolved(host: str, port: int) -> Sequence[str]:
    """By the name service of this machine."""
    look_up = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(NAME_THREADS, look_up)
    return [str(address[4][0]) for address in found]


@dataclass(frozen=True, slots=True)
class Outward:
    """What may be reached, by the deployment's list."""

    allowed: AllowedHosts
    resolve: Resolve = resolved
    connect_seconds: float = CONNECT_SECONDS
    answer_seconds: float = ANSWER_SECONDS

    async def require_usable(self, address: str) -> None:
        """Raises Refused for an address that is not allowed, is unknown, lies inward, or redirects.

        One that does not answer may do so later. Looked at with OPTIONS, as "HTTP 1.1 Web Hooks for
        Event Delivery" of CloudEvents has it (4, "Abuse Protection"); nothing is told by it.
        """
        try:
            status, _ = await self._ask("OPTIONS", address, "", {}, LOOK_SECONDS)
        except Undeliverable as error:
            if error.kind is WebhookFailureKind.NOT_ALLOWED:
                raise Refused(WebhookAddressNotAllowed(str(error), "address")) from error
            if error.kind is WebhookFailureKind.RESOLVES_INWARD:
                raise Refused(WebhookAddressResolvesInward(str(error), "address")) from error
            return
        except _Unknown as error:
            raise Refused(WebhookAddressUnknown(str(error), "address")) from error
        if is_redirect(status):
            reason = f"The address answers {status}, a redirect. Give the one that it leads to."
            raise Refused(WebhookAddressRedirects(reason, "address"))

    async def post(self, address: str, body: str, headers: Mapping[str, str]) -> None:
        """Raises Undeliverable unless the receiver took it, with a status of 2xx."""
        try:
            status, asked = await self._ask("POST", address, body, headers, self.answer_seconds)
        except _Unknown as error:
            raise Undeliverable(WebhookFailureKind.UNREACHABLE, str(error)) from error
        if is_redirect(status):
            told = f"The receiver answered {status}, a redirect, and none is followed."
            raise Undeliverable(WebhookFailureKind.REDIRECTS, told)
        if not 200 <= status < 300:
            told = f"The receiver answered {status}."
            gone = status == 410
            raise Undeliverable(WebhookFailureKind.ANSWERED, told, gone=gone, asked=asked)

    async def _ask(
        self, method: str, address: str, body: str, headers: Mapping[str, str], seconds: float
    ) -> tuple[int, timedelta | None]:
        """The status, and how long the receiver wants to be left alone. Raises Undeliverable."""
        try:
            async with asyncio.timeout(seconds), await self._session(address) as session:
                asking = session.request(
                    method,
                    URL(address, encoded=True),
                    data=body.encode(),
                    headers={"User-Agent": AGENT, **headers},
                    allow_redirects=False,
                )
                async with asking as answer:
                    found = answer.status, _retry_after(answer.headers.get("Retry-After"))
                    answer.close()
                    return found
        except TimeoutError as error:
            told = f"The receiver did not answer within {seconds:g} seconds."
            raise Undeliverable(WebhookFailureKind.TIMED_OUT, told) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            told = f"The receiver could not be reached: {type(error).__name__}."
            raise Undeliverable(WebhookFailureKind.UNREACHABLE, told) from error

    async def _session(self, address: str) -> aiohttp.ClientSession:
        origin = Origin.of(address)
        assert origin is not None, "no other address is recorded"
        found = await self._looked_up(origin)
        connector = aiohttp.TCPConnector(
            resolver=_Known(found), use_dns_cache=False, force_close=True, limit=1
        )
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=self.connect_seconds)
        jar = aiohttp.DummyCookieJar()
        return aiohttp.ClientSession(connector=connector, timeout=timeout, cookie_jar=jar)

    async def _looked_up(self, origin: Origin) -> Sequence[str]:
        """The addresses that a connection may be made to. Raises Undeliverable and _Unknown."""
        admission = self.allowed.admission(origin)
        if admission is None:
            told = f"{origin.scheme}://{origin.host} is not on the deployment's list of hosts."
            raise Undeliverable(WebhookFailureKind.NOT_ALLOWED, told)
        try:
            found = await self.resolve(origin.host, origin.port)
        except OSError as error:
            raise _Unknown(f"There is no address of {origin.host}.") from error
        if admission is Admission.BY_PATTERN and not all(map(is_outward, found)):
            told = f"{origin.host} lies within the network of this server."
            raise Undeliverable(WebhookFailureKind.RESOLVES_INWARD, told)
        return found


class _Unknown(Exception):
    """A host has no address."""


class _Known(AbstractResolver):
    """Answers what was found and looked at before."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in dict.fromkeys(self._addresses)
        ]

    async def close(self) -> None:
        """Nothing is open."""


def is_redirect(status: int) -> bool:
    return 300 <= status < 400


def is_outward(text: str) -> bool:
    """Whether an address is one of the public network, also by what it wraps."""
    address = ip_address(text.partition("%")[0])
    inner = _wrapped(address) if isinstance(address, IPv6Address) else None
    if inner is not None:
        return is_outward(str(inner))
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    """An IPv4 address that a gateway would lead to (RFC 4291, 3056, 6052)."""
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _retry_after(text: str | None) -> timedelta | None:
    """Seconds of the header; a date is left aside (RFC 9110, 10.2.3)."""
    return timedelta(seconds=int(text)) if text and text.isdecimal() and len(text) < 7 else None
