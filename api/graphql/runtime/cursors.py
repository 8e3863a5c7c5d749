"""Keyset cursors: the moment of the first page, and the key after which the next page begins.

A cursor is validated, not signed: it opens nothing, for every value in it is a bound parameter
and access is judged by today's grants whatever moment it names.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, TypeAlias
from uuid import UUID

import orjson
from graphql import GraphQLError

from api.graphql.runtime.errors import request_error
from api.graphql.runtime.scalars import LARGEST
from cascade.calendar.refusals import YEARS
from projections.query_args import Key, Moment

LONGEST: Final = 2_000
"""Characters; the longest key is a unit's code and three ids."""


SMALL: Final = range(-(2**15), 2**15)


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


def encode(keyset: Keyset, at: Moment, key: Key) -> str:
    """An opaque cursor. A key holds JSON values: ids and times as text."""
    if len(key) != len(keyset.parts):
        raise ValueError(f"a key of {keyset.name} has {len(keyset.parts)} parts")
    content = [keyset.name, at.position, at.clock.astimezone(UTC).isoformat(), *key]
    return urlsafe_b64encode(orjson.dumps(content)).decode("ascii").rstrip("=")


def decode(keyset: Keyset, text: str) -> tuple[Moment, Key]:
    """The moment and the key; raises the GraphQL error BAD_CURSOR, also for another list's."""
    try:
        if len(text) > LONGEST:
            raise ValueError("too long")
        content = orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if not isinstance(content, list) or content[0] != keyset.name:
            raise ValueError("not of this list")
        position, clock, *parts = content[1:]
        at = Moment(_whole(position), _instant(clock))
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
    if kind in (int, Small):
        whole = _whole(part)
        if kind is Small and whole not in SMALL:
            raise ValueError("not a small number")
        return whole
    if not isinstance(part, str) or "\0" in part:
        raise ValueError("not of this type")
    if part != getattr(kind, "none", None) and _as_written(kind, part) != part:
        # The database reads fewer ways of writing a day or an id than Python does.
        raise ValueError("not as it is written")
    return part


def _as_written(kind: Part, part: str) -> str:
    if kind in (datetime, OpenInstant):
        _instant(part)
        return datetime.fromisoformat(part).isoformat()
    if kind in (date, OpenDay):
        return date.fromisoformat(part).isoformat()
    return str(UUID(part)) if kind is UUID else part


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
    if instant.year not in YEARS:
        raise ValueError("an instant of no answer")
    return instant.astimezone(UTC)
