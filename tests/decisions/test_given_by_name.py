"""What has several fields of one type, or many fields, is built by keyword only."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from inspect import isclass
from pkgutil import iter_modules
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

import cascade

BY_POSITION = 3
"""So many fields are told apart at a glance, if no two are of one type."""


def plain(hint: Any) -> Any:
    """A type without what says that it may be left out."""
    if get_origin(hint) in (Union, UnionType):
        (hint, *others) = (each for each in get_args(hint) if each is not NoneType)
        assert not others
    return hint


def parts() -> Iterator[type[Any]]:
    """The dataclasses of what is asked and of what is stored."""
    for concept in iter_modules(cascade.__path__, "cascade."):
        for name in (
            ("commands", "events", "records", "audience", "number") if concept.ispkg else ()
        ):
            try:
                module = import_module(f"{concept.name}.{name}")
            except ModuleNotFoundError:
                continue
            for each in vars(module).values():
                if isclass(each) and is_dataclass(each) and each.__module__ == module.__name__:
                    yield each


@pytest.mark.parametrize("part", list(parts()), ids=lambda part: part.__qualname__)
def test_no_two_fields_can_be_swapped(part: type[Any]) -> None:
    hints = get_type_hints(part)
    by_position = Counter(str(plain(hints[f.name])) for f in fields(part) if not f.kw_only)
    assert by_position.total() <= BY_POSITION
    assert max(by_position.values(), default=1) == 1
