"""From records to row types, by the names of columns.

A row type is a dataclass, and a field of it the column of its name, as the type has it: a word of
an enum, a tuple for an array, dataclasses for JSON. A day '-infinity' is none. A field that is a
row itself, and no column, is made of the columns that bear its fields' names, with or without its
own before them; it is null where the first of them is. A field with a default may have no column.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeAlias, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID

import orjson

Record: TypeAlias = Mapping[str, Any]
Make: TypeAlias = Callable[[Record], Any]
"""The value of a field of a record."""

R = TypeVar("R")
K = TypeVar("K")


def read(kind: type[R], records: Sequence[Record]) -> list[R]:
    """A row of the type for each record; all of them have the same columns."""
    if not records:
        return []
    makes = _makes(_any(kind), tuple(records[0].keys()))
    return [kind(**{name: of(record) for name, of in makes}) for record in records]


def grouped(rows: Iterable[R], key: Callable[[R], K]) -> dict[K, tuple[R, ...]]:
    """Rows by a key, in their order."""
    found: dict[K, list[R]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return {each: tuple(of_each) for each, of_each in found.items()}


@cache
def _makes(kind: Any, columns: tuple[str, ...], before: str = "") -> tuple[tuple[str, Make], ...]:
    hints = get_type_hints(kind)
    makes = []
    for field in fields(kind):
        name, of, is_optional = field.name, *_option(hints[field.name])
        column = before + name if before + name in columns else name
        if column in columns:
            makes.append((name, _column(column, of, is_optional)))
        elif is_dataclass(of):
            makes.append((name, _row(of, columns, f"{name}_", is_optional)))
        elif field.default is MISSING:
            raise TypeError(f"{kind.__name__}.{name} has no column")
    return tuple(makes)


def _option(hint: Any) -> tuple[Any, bool]:
    """A type, and whether null may be in its place."""
    if isinstance(hint, UnionType):
        (of,) = (each for each in get_args(hint) if each is not type(None))
        return of, True
    return hint, False


def _column(name: str, of: Any, is_optional: bool) -> Make:
    value = _value(of)
    if is_optional and of is date:
        return lambda record: None if record[name] == date.min else record[name]
    if value is None:
        return lambda record: record[name]
    return lambda record: None if record[name] is None else value(record[name])


def _row(kind: Any, columns: tuple[str, ...], before: str, is_optional: bool) -> Make:
    makes = _makes(kind, columns, before)
    first = makes[0][1]

    def make(record: Record) -> Any:
        if is_optional and first(record) is None:
            return None
        return kind(**{name: of(record) for name, of in makes})

    return make


def _value(of: Any) -> Callable[[Any], Any] | None:
    """How the stored value becomes one of the type; null: it is one."""
    if isinstance(of, type) and issubclass(of, Enum):
        return of
    if get_origin(of) is tuple:
        return lambda stored: from_json(of, stored) if isinstance(stored, str) else tuple(stored)
    if is_dataclass(of) or get_origin(of) is dict:
        return lambda stored: from_json(of, stored)
    return None


def from_json(of: Any, text: str) -> Any:
    """What ``to_json`` wrote of records: the type says which."""
    return _parsed(of, orjson.loads(text))


def _parsed(hint: Any, value: Any) -> Any:
    of: Any = _option(hint)[0]
    if value is None:
        return None
    if get_origin(of) is tuple:
        return tuple(_parsed(get_args(of)[0], each) for each in value)
    if is_dataclass(of):
        return _any(of)(**{name: _parsed(of, value[name]) for name, of in _hints(_any(of)).items()})
    if of in (date, datetime):
        return of.fromisoformat(value)
    is_word = isinstance(of, type) and issubclass(of, Enum)
    return of(value) if is_word or of in (UUID, Decimal) else value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _any(kind: Any) -> Any:
    """A type as a value like others: type checkers do not know that it is hashable."""
    return kind
