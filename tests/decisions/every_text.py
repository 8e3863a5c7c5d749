"""Every command, filled in, and every place in which a text stands in one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest

from cascade.engine import HANDLERS
from cascade.engine.normal_texts import texts_of
from cascade.refusals import At
from cascade.text_rules import (
    DRAFTED,
    TextKind,
)


def kind_of(annotated: Any) -> TextKind:
    (kind,) = get_args(annotated)[1:]
    assert isinstance(kind, TextKind)
    return kind


def filled(hint: Any) -> Any:
    """Something that a field of this type may hold; every optional part is given."""
    if get_origin(hint) is Annotated:
        return {"onBehalfOf": "x"} if kind_of(hint) == DRAFTED else "x"
    if get_origin(hint) in (Union, UnionType):
        return filled(next(each for each in get_args(hint) if each is not type(None)))
    if get_origin(hint) is tuple:
        return (filled(get_args(hint)[0]),)
    if is_dataclass(hint) and isinstance(hint, type):
        return example(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    plain = {
        UUID: UUID(int=1),
        bool: True,
        int: 1,
        Decimal: Decimal(1),
        date: date(2026, 1, 5),
        datetime: datetime(2026, 1, 5, tzinfo=UTC),
    }
    return plain[hint] if hint in plain else pytest.fail(f"what is a {hint}?")


def example(kind: type[Any]) -> Any:
    hints = get_type_hints(kind, include_extras=True)
    return kind(**{field.name: filled(hints[field.name]) for field in fields(kind)})


@dataclass(frozen=True)
class Place:
    """Where a text stands in a command, and how to put another there."""

    at: At
    kind: TextKind
    steps: At

    def put(self, value: Any, text: str) -> Any:
        return put(value, self.steps, text)


def put(value: Any, steps: At, text: str) -> Any:
    if not steps:
        return text
    step, rest = steps[0], steps[1:]
    if isinstance(value, Mapping):
        return {**value, step: put(value[step], rest, text)}
    if isinstance(step, int):
        return tuple(
            put(each, rest, text) if index == step else each for index, each in enumerate(value)
        )
    return replace(value, **{step: put(getattr(value, step), rest, text)})


def places(
    value: Any, kind: TextKind | None = None, at: At = (), steps: At = ()
) -> Iterator[Place]:
    if isinstance(value, str) and kind is not None:
        yield Place(at, kind, steps)
    elif isinstance(value, Mapping):  # a draft's content stands beside its other fields
        for key, each in value.items():
            yield from places(each, kind, (*at[:-1], key), (*steps, key))
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from places(each, kind, (*at, index), (*steps, index))
    elif is_dataclass(value):
        part: Any = type(value)
        for name, own in texts_of(part):
            yield from places(getattr(value, name), own, (*at, name), (*steps, name))


def all_places() -> list[Any]:
    found = []
    for command in HANDLERS:
        for place in places(example(command)):
            name = f"{command.__name__}.{'.'.join(map(str, place.at))}"
            found.append(pytest.param(command, place, id=name))
    return found
