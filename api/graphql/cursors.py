"""Keyset cursors: the moment of the first page, and the key after which the next page begins.

A cursor is validated, not signed: it opens nothing, for every value in it is a bound parameter
and access is judged by today's grants whatever moment it names.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

import orjson
from graphql import GraphQLError

from api.graphql.errors import request_error
from api.graphql.scalars import LARGEST
from projections.rows import Key
from projections.rows import Moment as At

LONGEST: Final = 2_000
"""Characters; the longest key is a unit's code and three ids."""


@dataclass(frozen=True, slots=True)
class Keyset:
    """The order of one list: its name, and the types that a row's key has, in order.

    Together they are unique. The parts at the indexes ``nullable`` may be null.
    """

    name: str
    parts: tuple[type[int] | type[str] | type[UUID] | type[date] | type[datetime], ...]
    nullable: frozenset[int] = frozenset()


def encode(keyset: Keyset, at: At, key: Key) -> str:
    """An opaque cursor. A key holds JSON values: ids and times as text."""
    if len(key) != len(keyset.parts):
        raise ValueError(f"a key of {keyset.name} has {len(keyset.parts)} parts")
    content = [keyset.name, at.position, at.clock.astimezone(UTC).isoformat(), *key]
    return urlsafe_b64encode(orjson.dumps(content)).decode("ascii").rstrip("=")


def decode(keyset: Keyset, text: str) -> tuple[At, Key]:
    """The moment and the key; raises the GraphQL error BAD_CURSOR, also for another list's."""
    try:
        if len(text) > LONGEST:
            raise ValueError("too long")
        content = orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if not isinstance(content, list) or content[0] != keyset.name:
            raise ValueError("not of this list")
        position, clock, *parts = content[1:]
        at = At(_whole(position), _instant(clock))
        if len(parts) != len(keyset.parts) or at.position < 0:
            raise ValueError("not of this shape")
        key = tuple(_checked(keyset, index, part) for index, part in enumerate(parts))
        if encode(keyset, at, key) != text:
            raise ValueError("not as it was written")
    except (NotBase64, ValueError, IndexError, OverflowError) as error:
        raise bad_cursor() from error
    return at, key


def bad_cursor() -> GraphQLError:
    return request_error("BAD_CURSOR", "This cursor was not given out for this list.")


def _checked(keyset: Keyset, index: int, part: object) -> int | str | None:
    """The part as it stands, once it is known to hold a value of the keyset's type."""
    if part is None and index in keyset.nullable:
        return None
    kind = keyset.parts[index]
    if kind is int:
        return _whole(part)
    if not isinstance(part, str) or "\0" in part:
        raise ValueError("not of this type")
    if kind is datetime:
        _instant(part)
    elif kind is date:
        date.fromisoformat(part)
    elif kind is UUID:
        UUID(part)
    return part


def _whole(part: object) -> int:
    if type(part) is not int or abs(part) > LARGEST:
        raise ValueError("not a whole number")
    return part


def _instant(part: object) -> datetime:
    if not isinstance(part, str):
        raise ValueError("not an instant")
    instant = datetime.fromisoformat(part)
    if instant.tzinfo is None:
        raise ValueError("an instant without offset")
    return instant.astimezone(UTC)
