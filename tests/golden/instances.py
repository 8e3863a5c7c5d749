"""An instance of any event class, from its type hints alone, the same one every time."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid5

from cascade.events import Event

NAMESPACE = UUID("0b0e4a52-6a6c-5c3e-8f5c-3f7a5d1c9e11")
# A record that holds records of its own kind must end somewhere.
DEEPEST = 5


def instance(event_class: type[Event]) -> Event:
    """Every optional field set, every tuple with two elements."""
    made = _record(event_class, event_class.TOPIC, 0)
    assert isinstance(made, Event)
    return made


def _record(kind: Any, path: str, depth: int) -> Any:
    hints = get_type_hints(kind)
    values = {
        f.name: _value(hints[f.name], f"{path}.{f.name}", depth + 1) for f in fields(kind) if f.init
    }
    if issubclass(kind, Event):
        values["originator_version"] = 1
    return kind(**values)


def _value(hint: Any, path: str, depth: int) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _optional(get_args(hint), path, depth)
    if origin is Literal:
        return get_args(hint)[0]
    if origin is tuple:
        return _tuple(get_args(hint), path, depth)
    if origin in (list, Sequence, frozenset):
        made = _tuple((get_args(hint)[0], ...), path, depth)
        return made if origin is Sequence else origin(made)
    if origin in (dict, Mapping):
        key, value = get_args(hint)
        return {_value(key, f"{path}.key", depth): _value(value, f"{path}.value", depth)}
    if is_dataclass(hint):
        return _record(hint, path, depth)
    return _plain(hint, path)


def _optional(choices: tuple[Any, ...], path: str, depth: int) -> Any:
    if NoneType in choices and depth > DEEPEST:
        return None
    return _value(next(c for c in choices if c is not NoneType), path, depth)


def _tuple(arguments: tuple[Any, ...], path: str, depth: int) -> tuple[Any, ...]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        arguments = () if depth > DEEPEST else (arguments[0],) * 2
    return tuple(_value(a, f"{path}.{n}", depth) for n, a in enumerate(arguments))


def _plain(hint: Any, path: str) -> Any:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    seed = uuid5(NAMESPACE, path)
    number = seed.int % 28 + 1
    values: dict[Any, Any] = {
        UUID: seed,
        str: f"{path.rpartition('.')[2]} {number} thư",
        int: number,
        bool: True,
        float: number / 4,
        Decimal: Decimal(number) / 4,
        date: date(2026, 1, number),
        time: time(number % 24, 30),
        datetime: datetime(2026, 1, number, 5, 0, 0, number, tzinfo=UTC),
        Any: "lời văn",
    }
    if hint not in values:
        raise TypeError(f"{path}: no sample of {hint}")
    return values[hint]
