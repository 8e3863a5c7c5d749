"""Every text of every command goes through here, before it is decided or hashed."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, Final, TypeVar, get_args, get_type_hints

from cascade.refusals import At, Problems
from cascade.text_rules import TextKind

CommandT = TypeVar("CommandT")

_PLAIN: Final = (str, object, Any)
"""Types that say nothing of a text's kind."""


def with_normal_texts(command: CommandT, *at: str | int) -> CommandT:
    """The command, or a part of one found at a place of its input, with its texts in their normal
    forms. Raises Refused with all that may not be recorded.
    """
    problems = Problems()
    normal: CommandT = _normal(command, None, problems, at)
    problems.refuse_if_any()
    return normal


def normal_texts(part: CommandT, problems: Problems, *at: str | int) -> CommandT:
    """The same, adding what is wrong to the problems."""
    normal: CommandT = _normal(part, None, problems, at)
    return normal


def _normal(value: Any, kind: TextKind | None, problems: Problems, at: At) -> Any:
    if isinstance(value, str) and kind is not None:
        text = kind.normal(value)
        kind.check(problems, text, *at)
        return text
    if isinstance(value, tuple | list):
        parts = [_normal(part, kind, problems, (*at, i)) for i, part in enumerate(value)]
        return type(value)(parts)
    if isinstance(value, Mapping):
        return {key: _normal(part, kind, problems, (*at, key)) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return _normal_fields(value, problems, at)
    return value


def _normal_fields(value: Any, problems: Problems, at: At) -> Any:
    changed: dict[str, Any] = {}
    part: Any = type(value)
    for name, kind in texts_of(part):
        before = getattr(value, name)
        # What a draft holds stands in the input beside the draft's own fields.
        here = at if isinstance(before, Mapping) else (*at, name)
        after = _normal(before, kind, problems, here)
        if after != before:
            changed[name] = after
    return replace(value, **changed) if changed else value


@cache
def texts_of(part: Any) -> tuple[tuple[str, TextKind | None], ...]:
    """The fields of a command or of a part of one in which texts may stand: name and
    kind of text, null where the field holds parts that say it themselves.

    Raises TypeError for a text that names no kind: it would come in unseen.
    """
    hints = get_type_hints(part, include_extras=True)
    found = []
    for field in fields(part):
        named = list(_named(hints[field.name]))
        kinds = {each for each in named if isinstance(each, TextKind)}
        if len(kinds) > 1 or (not kinds and any(each in _PLAIN for each in named)):
            raise TypeError(f"{part.__name__}.{field.name} is a text of no kind")
        if kinds or any(is_dataclass(each) for each in named):
            found.append((field.name, kinds.pop() if kinds else None))
    return tuple(found)


def _named(hint: Any) -> Iterator[Any]:
    """Everything that an annotation names, however deep."""
    yield hint
    for each in get_args(hint):
        yield from _named(each)
