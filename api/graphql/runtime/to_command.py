"""From the input of a mutation to the command that it asks for: one way for all of them.

An input says what it ``becomes``, and its fields are those of the command. An id becomes what it
is of, a list a tuple, a nested input the part of a command that it becomes itself; what is left out
or null is left to the command. A field that differs is made as ``becomes`` says, and nowhere else.

An input of hundreds of parts would keep everybody else waiting: it is read beside the event loop.

What no command can hold is refused on the way, all of it at once: ids of another kind, texts and
days that cannot be stored. The rest is refused by the domain.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, TypeAlias, TypeVar, get_args, get_type_hints

import strawberry
from strawberry.types import get_object_definition
from strawberry.types.arguments import InputContext
from strawberry.utils.str_converters import to_camel_case

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.source import Source
from cascade.calendar.refusals import check_year
from cascade.quantities import check_float, check_quantity
from cascade.refusals import Problems, Refusal
from cascade.text_rules import check_storable

InputT = TypeVar("InputT")
Place: TypeAlias = tuple[str, ...]
Given: TypeAlias = dict[str, Any]
"""What was given of an input, by the names of its fields, each value as a command has it."""

IDEMPOTENCY_KEY: Final = "idempotency_key"
"""It is no part of a command, and no text of a document: the engine says what a key may be."""


class BadId(Refusal):
    """An id that this service did not give out, or the id of another kind of thing."""


class IdOfAnotherMoment(Refusal):
    """The id of something as it was (`asOf`): it is acted on as it is now, by its `liveId`."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a field is made of that no input holds: it is read, as the principal sees it."""

    by: Callable[[Given, Source], Awaitable[object]]


MadeOf: TypeAlias = str | Callable[[Any], object] | Read
"""What a command's field is made of: a field of the input, or with a dot a part of what its id is
of; the input as a whole; or what is read.
"""
Check: TypeAlias = Callable[[Any, Problems, Place], None]


@dataclass(frozen=True, slots=True)
class Becoming:
    """What an input becomes. ``differing``: what those of the command's fields are made of."""

    command: type
    check: Check | None
    differing: Mapping[str, MadeOf]


_BECOMING: Final[dict[type, Becoming]] = {}


def becomes(
    command: type, *, check: Check | None = None, **differing: MadeOf
) -> Callable[[type[InputT]], type[InputT]]:
    """Says of an input which command, or part of one, it becomes.

    ``differing`` says of the command's fields that the input does not have what they are made of.
    ``check`` adds to the problems what is wrong with several of the input's fields together.
    """

    def noted(input: type[InputT]) -> type[InputT]:
        _BECOMING[input] = Becoming(command, check, differing)
        return input

    return noted


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of an input as it came: one of hundreds, which are made beside the event loop."""

    input: type
    value: Mapping[str, Any]
    context: InputContext

    def read(self) -> Any:
        """The part; what was left out and has no default is None."""
        definition = get_object_definition(self.input, strict=True)
        given: dict[str, Any] = {}
        for field, known in zip(definition.fields, input_fields(self.input), strict=True):
            if known.place in self.value:
                wanted = field.resolve_type(type_definition=definition)
                value = self.value[known.place]
                given[known.name] = self.context.convert(value, wanted, known.place)
            elif field.default_value is MISSING and field.default_factory is MISSING:
                given[known.name] = None
        return self.input(**given)


def in_hundreds(input: type[InputT]) -> type[InputT]:
    """Says of a part that inputs have lists of it, with hundreds in them."""
    get_object_definition(input, strict=True).from_input = Unread
    return input


@dataclass(frozen=True, slots=True)
class InputField:
    """A field of an input. ``place`` is its name in the schema, ``kind`` what its ids are of."""

    name: str
    place: str
    kind: Kind | None


@cache
def input_fields(input: type) -> tuple[InputField, ...]:
    """The fields of an input, in the order of the schema."""
    hints = get_type_hints(input, include_extras=True)
    return tuple(
        InputField(
            field.python_name,
            field.graphql_name or to_camel_case(field.python_name),
            next(_kinds(hints[field.python_name]), None),
        )
        for field in get_object_definition(input, strict=True).fields
    )


def _kinds(hint: Any) -> Iterator[Kind]:
    """The kinds that an annotation names, however deep."""
    if isinstance(hint, Kind):
        yield hint
    for each in get_args(hint):
        yield from _kinds(each)


@cache
def arguments(input: type) -> tuple[tuple[str, MadeOf, bool], ...]:
    """Of each field of the command its name, what it is made of, and whether it has no default.

    Raises TypeError where a field of the one or of the other has no counterpart.
    """
    becoming = _BECOMING[input]
    own = {field.name for field in input_fields(input)} - {IDEMPOTENCY_KEY}
    found = tuple(
        (field.name, becoming.differing.get(field.name, field.name), field.default is MISSING)
        for field in fields(becoming.command)
    )
    named = {made_of.partition(".")[0] for _, made_of, _ in found if isinstance(made_of, str)}
    read = {name for name, made_of, _ in found if isinstance(made_of, Read)}
    # What is made of the input as a whole may be made of any of its fields.
    unused = set() if any(callable(made_of) for _, made_of, _ in found) else own - named - read
    if wrong := sorted(unused | (named - own)):
        names = f"{input.__name__} and {becoming.command.__name__}"
        raise TypeError(f"{names} differ in {', '.join(wrong)}")
    return found


async def to_command(input: Any, source: Source) -> Any:
    """The command of an input, with what it names by reading. Raises Refused."""
    given = await asyncio.to_thread(decoded, input)
    for name, made_of, _ in arguments(input.__class__):
        if isinstance(made_of, Read):
            given[name] = await made_of.by(given, source)
    return _made(input, given)


async def to_part(input: Any) -> Any:
    """The same for an input that names nothing that has to be read. Raises Refused."""
    return await asyncio.to_thread(lambda: _made(input, decoded(input)))


def decoded(input: Any) -> Given:
    """What was given of an input. Raises Refused with all that no command can hold."""
    problems = Problems()
    given = _decoded(input, problems, ())
    problems.refuse_if_any()
    return given


def _made(input: Any, given: Given) -> Any:
    """The command, or the part of one, of what was given and what was read."""
    filled: dict[str, object] = {}
    for name, made_of, is_required in arguments(input.__class__):
        if callable(made_of):
            filled[name] = made_of(input)
            continue
        field, _, part = (name if isinstance(made_of, Read) else made_of).partition(".")
        if field in given:
            filled[name] = getattr(given[field], part) if part else given[field]
        elif is_required:
            filled[name] = None
    return _BECOMING[input.__class__].command(**filled)


def _decoded(input: Any, problems: Problems, at: Place) -> Given:
    _read_parts(input)
    becoming = _BECOMING.get(input.__class__)
    if becoming and becoming.check:
        becoming.check(input, problems, at)
    given: Given = {}
    for field in input_fields(input.__class__):
        value = getattr(input, field.name)
        if value is not None and value is not strawberry.UNSET:
            given[field.name] = _field(value, field, problems, (*at, field.place))
    return given


def _read_parts(input: Any) -> None:
    for field in input_fields(input.__class__):
        value = getattr(input, field.name)
        if isinstance(value, Unread):
            setattr(input, field.name, value.read())
        elif isinstance(value, list) and value and isinstance(value[0], Unread):
            setattr(input, field.name, [part.read() for part in value])


def _field(value: Any, field: InputField, problems: Problems, at: Place) -> Any:
    if field.name == IDEMPOTENCY_KEY:
        return value
    if isinstance(value, list):
        items = enumerate(value)
        return tuple(_value(each, field, problems, (*at, str(index))) for index, each in items)
    return _value(value, field, problems, at)


def _value(value: Any, field: InputField, problems: Problems, at: Place) -> Any:
    if get_object_definition(value) is not None:
        given = _decoded(value, problems, at)
        return None if problems.found else _made(value, given)
    found = Problems()
    if isinstance(value, str):
        check_storable(found, value, *at)
        if field.kind is not None and not found.found:
            value = _key(value, field.kind, found, at)
    elif isinstance(value, date):
        check_year(found, value, *at)
    elif isinstance(value, Decimal):
        check_quantity(found, value, *at)
    elif isinstance(value, float):
        check_float(found, value, *at)
    problems.found.extend(found.found)
    return value


def _key(text: str, kind: Kind, problems: Problems, at: Place) -> object:
    try:
        return ids.read_as(kind, text)
    except ids.MalformedId as error:
        problems.add(BadId(str(error), *at))
    except ids.OfAnotherMoment as error:
        problems.add(IdOfAnotherMoment(str(error), *at))
    return None
