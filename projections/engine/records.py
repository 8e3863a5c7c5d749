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
from operator import itemgetter
from types import UnionType
from typing import Any, TypeAlias, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID

from orjson import loads

Record: TypeAlias = Mapping[str, Any]
Make: TypeAlias = Callable[[Record], Any]
"""The value of a field of a record."""
Parse: TypeAlias = Callable[[Any], Any]
"""A value of a type from what is stored of it."""

R = TypeVar("R")
K = TypeVar("K")


def read(kind: type[R], records: Sequence[Record]) -> list[R]:
    """A row of the type for each record; all of them have the same columns."""
    if not records:
        return []
    names, makes = _makes(_any(kind), tuple(records[0].keys()))
    return [
        kind(**dict(zip(names, [make(each) for make in makes], strict=True))) for each in records
    ]


def grouped(rows: Iterable[R], key: Callable[[R], K]) -> dict[K, tuple[R, ...]]:
    """Rows by a key, in their order."""
    found: dict[K, list[R]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return {each: tuple(of_each) for each, of_each in found.items()}


@cache
def _makes(
    kind: Any, columns: tuple[str, ...], before: str = ""
) -> tuple[tuple[str, ...], tuple[Make, ...]]:
    """The names of a type's fields, and how each is made."""
    hints = get_type_hints(kind)
    makes: dict[str, Make] = {}
    for field in fields(kind):
        name, of, is_optional = field.name, *_option(hints[field.name])
        column = before + name if before + name in columns else name
        if column in columns:
            makes[name] = _column(column, of, is_optional)
        elif is_dataclass(of):
            makes[name] = _row(of, columns, f"{name}_", is_optional)
        elif field.default is MISSING:
            raise TypeError(f"{kind.__name__}.{name} has no column")
    return tuple(makes), tuple(makes.values())


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
        return itemgetter(name)
    return lambda record: None if (stored := record[name]) is None else value(stored)


def _row(kind: Any, columns: tuple[str, ...], before: str, is_optional: bool) -> Make:
    names, makes = _makes(kind, columns, before)
    first = makes[0]

    def make(record: Record) -> Any:
        if is_optional and first(record) is None:
            return None
        return kind(**dict(zip(names, [make(record) for make in makes], strict=True)))

    return make


def _value(of: Any) -> Parse | None:
    """How the stored value becomes one of the type; null: it is one."""
    if isinstance(of, type) and issubclass(of, Enum):
        return _word(of)
    if get_origin(of) is tuple:
        parse = _parser(of)
        return lambda stored: parse(loads(stored)) if isinstance(stored, str) else tuple(stored)
    if is_dataclass(of) or get_origin(of) is dict:
        return lambda stored: from_json(of, stored)
    return None


def from_json(of: Any, text: str) -> Any:
    """What ``to_json`` wrote of records: the type says which."""
    return _parser(of)(loads(text))


@cache
def _parser(hint: Any) -> Parse:
    """From a JSON value to one of the type: looked up once, for a page has hundreds of them."""
    of: Any = _option(hint)[0]
    if get_origin(of) is tuple:
        parse = _parser(get_args(of)[0])
        return lambda value: None if value is None else tuple([parse(each) for each in value])
    if is_dataclass(of):
        hints = get_type_hints(of)
        parses = {name: _parser(hint) for name, hint in hints.items()}
        return lambda value: (
            None if value is None else _any(of)(**{n: p(value[n]) for n, p in parses.items()})
        )
    parse = _leaf(of)
    return lambda value: None if value is None else parse(value)


def _leaf(of: Any) -> Parse:
    if of in (date, datetime):
        parse: Parse = of.fromisoformat
        return parse
    if isinstance(of, type) and issubclass(of, Enum):
        return _word(of)
    return _any(of) if of in (UUID, Decimal) else _as_it_is


def _word(of: type[Enum]) -> Parse:
    """Calling an enum takes longer than looking its word up."""
    return {each.value: each for each in of}.__getitem__


def _as_it_is(value: Any) -> Any:
    return value


def _any(kind: Any) -> Any:
    """A type as a value like others: type checkers do not know that it is hashable."""
    return kind
