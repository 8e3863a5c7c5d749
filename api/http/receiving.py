"""Takes a file's bytes in: counted and hashed on their way to a file of the process's own.

Only what has arrived whole and as declared goes on from there, at the pace of the database and not
of the caller's line.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Final, Self

from starlette.datastructures import Headers
from starlette.requests import Request

from api.http.digests import declared
from api.http.requests import DRAINED_BYTES, refused, told_length
from cascade.files import (
    FILE_BYTES,
    DigestMismatch,
    EmptyFile,
    FileNameMissing,
    FileTooLarge,
    InvalidFileName,
    check_media_type,
    normal_file_name,
)
from cascade.refusals import Problems, Refused

MEMORY_BYTES: Final = 256 * 1024
"""A file up to this size never touches the disk on its way."""
RECEIVING_SECONDS: Final = 120.0
"""20 MB over a line of 1.4 Mbit/s."""
UNKNOWN_TYPE: Final = "application/octet-stream"
CHARSETS: Final = frozenset({"utf-8", "iso-8859-1", "us-ascii"})
"""RFC 8187, 3.2.1 asks for the first, and lets recipients know the second."""


@dataclass(frozen=True, slots=True)
class Announced:
    """What the headers say of a file. ``hashes`` are those that its bytes must all have."""

    name: str
    media_type: str
    size: int | None
    hashes: set[str]


class Received:
    """A file that has arrived whole, until the ``with`` block ends."""

    def __init__(self, announced: Announced) -> None:
        self.name: Final = announced.name
        self.media_type: Final = announced.media_type
        self.size = 0
        self._hash: Final = sha256()
        self._spool: Final = SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._spool.close()

    def take(self, chunk: bytes) -> None:
        """The next bytes of it."""
        self.size += len(chunk)
        self._hash.update(chunk)
        self._spool.write(chunk)

    def parts(self, part_bytes: int) -> Iterator[bytes]:
        """Its bytes from the start, in parts of so many."""
        self._spool.seek(0)
        while part := self._spool.read(part_bytes):
            yield part


def announced(request: Request) -> Announced:
    """What is to come; raises Refused or RequestRefused for what need not be read at all."""
    headers = request.headers
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise refused(415, "BAD_REQUEST", "The body must not be compressed.")
    name = _name(headers) or request.query_params.get("name")
    if name is None:
        raise Refused(FileNameMissing("Give a name by Content-Disposition or ?name=."))
    media_type = headers.get("content-type", UNKNOWN_TYPE)
    problems = Problems()
    name = normal_file_name(problems, name)
    check_media_type(problems, media_type)
    problems.refuse_if_any()
    return Announced(name, media_type, told_length(headers), declared(headers))


def _name(headers: Headers) -> str | None:
    """Of Content-Disposition: ``filename*`` before ``filename`` (RFC 6266, 4.3).

    A ``filename`` that is UTF-8 against the rules is read as such. Raises Refused.
    """
    message = Message()
    message["content-disposition"] = headers.get("content-disposition", "")
    try:
        parameters = message.get_params(header="content-disposition") or []
        names = [value for key, value in parameters if key.lower() == "filename"]
        for name in names:
            if not isinstance(name, str):
                return _decoded(*name)
    except (LookupError, ValueError) as error:
        raise Refused(InvalidFileName("filename* is UTF-8''..., percent-encoded.")) from error
    try:
        return names[0].encode("latin-1").decode("utf-8") if names else None
    except UnicodeError:
        return names[0]


def _decoded(charset: str | None, _: str | None, text: str) -> str:
    """Of ``filename*``; raises ValueError, also for a codec of Python's that is no charset here."""
    name = (charset or "us-ascii").lower()
    if name not in CHARSETS:
        raise ValueError(name)
    return text.encode("latin-1").decode(name)


async def receive(request: Request, announced: Announced) -> Received:
    """The whole body; raises Refused or RequestRefused, having kept nothing."""
    received = Received(announced)
    with _closed_on_errors(received):
        try:
            async with asyncio.timeout(RECEIVING_SECONDS):
                await _stream(request, announced.size or 0, received)
        except TimeoutError as error:
            raise refused(408, "TOO_SLOW", "The body took too long to arrive.") from error
        if received.size == 0:
            raise Refused(EmptyFile("The file is empty."))
        if announced.hashes - {received.sha256}:
            raise Refused(DigestMismatch("The bytes do not have the declared SHA-256."))
    return received


async def _stream(request: Request, told: int, received: Received) -> None:
    """Counted while it comes in: a body without length, or with a false one, is cut off as well."""
    read = 0
    async for chunk in request.stream():
        read += len(chunk)
        if max(read, told) <= FILE_BYTES:
            received.take(chunk)
        elif read > DRAINED_BYTES:
            break
    if max(read, told) > FILE_BYTES:
        raise Refused(FileTooLarge(f"A file has {FILE_BYTES:,} bytes at the most."))


@contextmanager
def _closed_on_errors(received: Received) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with received:
            raise
