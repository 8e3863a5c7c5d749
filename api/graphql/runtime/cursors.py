"""Keyset cursors: the moment of the first page, and the key after which the next page begins.

A cursor is packed as bytes and sealed: it is good for the subject that it was given to, in the list
of which it is, for as long as the deployment keeps its key and the list its order. It would open
nothing else: access is judged by today's grants whatever moment it names.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from hashlib import blake2b
from hmac import compare_digest
from io import BytesIO
from typing import Any, Final, TypeAlias
from uuid import UUID

from graphql import GraphQLError

from api.graphql.runtime.errors import request_error
from api.graphql.runtime.instants import instant_of, microseconds
from api.graphql.runtime.past import PastMoment
from projections.query_args import Key, Moment

LONGEST: Final = 2_000
"""Characters; the longest key is a unit's code and three ids."""
FORM: Final = "1"
"""Of what is packed: another one makes every cursor of before one that was never given out."""
SEAL_BYTES: Final = 8
"""Enough where each guess is a request, and nothing is won by a right one."""

SEALS_KEPT: Final = 1_024
"""Of callers and lists that ask for one page after another."""
MOMENTS_KEPT: Final = 64
"""All rows of a page are of one."""


class Small(int):
    """A whole number that the database keeps in two bytes."""


class OpenInstant(str):
    """An instant, or that there is none, which comes after all."""

    none: Final = "infinity"


class OpenDay(str):
    """A day, or that there is none, which comes before all."""

    none: Final = "-infinity"


Part: TypeAlias = (
    type[int]
    | type[Small]
    | type[str]
    | type[UUID]
    | type[date]
    | type[datetime]
    | type[OpenInstant]
    | type[OpenDay]
)


@dataclass(frozen=True, slots=True)
class Keyset:
    """The order of one list: its name, and the types that a row's key has, in order.

    Together they are unique. The parts at the indexes ``nullable`` may be null.
    """

    name: str
    parts: tuple[Part, ...]
    nullable: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Seal:
    """What a cursor is good for: whose key seals it, to whom it is given, in which list."""

    secret: bytes
    subject: str
    place: str

    def of(self, keyset: Keyset, packed: bytes) -> bytes:
        sealing = _sealing(self, keyset).copy()
        sealing.update(packed)
        return sealing.digest()


@lru_cache(maxsize=SEALS_KEPT)
def _sealing(seal: Seal, keyset: Keyset) -> blake2b:
    """What comes before every cursor of one list: it is the same for a whole page."""
    shape = [part.__name__ for part in keyset.parts]
    about = [FORM, seal.subject, seal.place, keyset.name, *shape, *map(str, keyset.nullable)]
    begun = "\0".join([*about, "\0"]).encode()
    return blake2b(begun, key=seal.secret, digest_size=SEAL_BYTES)


def encode(keyset: Keyset, at: Moment, key: Key, seal: Seal) -> str:
    """An opaque cursor. A key holds JSON values: ids and times as text."""
    if len(key) != len(keyset.parts):
        raise ValueError(f"a key of {keyset.name} has {len(keyset.parts)} parts")
    packed = b"".join(
        (
            _moment(at),
            *(pack(part) for pack, part in zip(_packers(keyset), key, strict=True)),
        )
    )
    return urlsafe_b64encode(packed + seal.of(keyset, packed)).decode("ascii").rstrip("=")


def decode(keyset: Keyset, text: str, seal: Seal) -> tuple[Moment, Key]:
    """The moment and the key; raises the GraphQL error BAD_CURSOR, also for another list's."""
    try:
        if len(text) > LONGEST:
            raise ValueError("too long")
        sealed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        packed, told = sealed[:-SEAL_BYTES], sealed[-SEAL_BYTES:]
        if not compare_digest(seal.of(keyset, packed), told):
            raise ValueError("not sealed for this")
        # Base64 has several texts for the same bytes.
        if urlsafe_b64encode(sealed).decode("ascii").rstrip("=") != text:
            raise ValueError("not as it was written")
    except (NotBase64, ValueError) as error:
        raise bad_cursor() from error
    reader = BytesIO(packed)
    at = _read_moment(reader)
    parts = enumerate(keyset.parts)
    return at, tuple(_read(kind, reader, index in keyset.nullable) for index, kind in parts)


@lru_cache(maxsize=MOMENTS_KEPT)
def _moment(at: Moment) -> bytes:
    # Of what is not the present, the complement: no position is negative.
    position = ~at.position if isinstance(at, PastMoment) else at.position
    return _whole(position) + _whole(microseconds(at.clock))


def _read_moment(packed: BytesIO) -> Moment:
    position, clock = _read_whole(packed), instant_of(_read_whole(packed))
    return Moment(position, clock) if position >= 0 else PastMoment(~position, clock)


def bad_cursor() -> GraphQLError:
    return request_error("BAD_CURSOR", "This cursor was not given out for this list.")


NULL, NONE, GIVEN = b"\0", b"\1", b"\2"
"""Before a part that may be missing."""
Packer: TypeAlias = Callable[[Any], bytes]


@cache
def _packers(keyset: Keyset) -> tuple[Packer, ...]:
    parts = enumerate(keyset.parts)
    return tuple(_packer(kind, index in keyset.nullable) for index, kind in parts)


def _packer(kind: Part, nullable: bool) -> Packer:
    pack = PACKERS[kind]
    none = getattr(kind, "none", None)
    if not nullable and none is None:
        return pack

    def packed(part: Any) -> bytes:
        if part is None and nullable:
            return NULL
        return NONE if part == none else GIVEN + pack(part)

    return packed


def _read(kind: Part, packed: BytesIO, nullable: bool) -> int | str | None:
    none = getattr(kind, "none", None)
    if nullable or none is not None:
        mark = packed.read(1)
        if mark != GIVEN:
            return none if mark == NONE else None
    if kind is UUID:
        return str(UUID(bytes=packed.read(16)))
    if kind is str:
        return packed.read(_read_whole(packed)).decode()
    whole = _read_whole(packed)
    if kind in (datetime, OpenInstant):
        return instant_of(whole).isoformat()
    return date.fromordinal(whole).isoformat() if kind in (date, OpenDay) else whole


def _whole(number: int) -> bytes:
    """How many bytes it takes, and these."""
    size = number.bit_length() // 8 + 1
    return size.to_bytes(1) + number.to_bytes(size, signed=True)


def _read_whole(packed: BytesIO) -> int:
    return int.from_bytes(packed.read(packed.read(1)[0]), signed=True)


def _text(text: str) -> bytes:
    content = text.encode()
    return _whole(len(content)) + content


def _id(text: str) -> bytes:
    return bytes.fromhex(text.replace("-", ""))


def _time(text: str) -> bytes:
    return _whole(microseconds(datetime.fromisoformat(text)))


def _day(text: str) -> bytes:
    return _whole(date.fromisoformat(text).toordinal())


PACKERS: Final[Mapping[Part, Packer]] = {
    int: _whole,
    Small: _whole,
    str: _text,
    UUID: _id,
    date: _day,
    OpenDay: _day,
    datetime: _time,
    OpenInstant: _time,
}
