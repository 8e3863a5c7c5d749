"""What is refused in an input before the domain sees it.

What is not available yet, ids of another kind, and texts that no column takes or no reader would
read. The domain refuses the rest by name.
"""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from typing import Final

import strawberry
from strawberry.types import get_object_definition
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from api.graphql import ids
from api.graphql.context import Info
from api.graphql.ids import Kind
from api.graphql.limits import KEY_CHARACTERS, TEXT_CHARACTERS
from api.graphql.node import UserError
from api.graphql.not_available import BY_PLACE, not_available, not_available_here

ID_KINDS: Final = {
    "addressesUnder": Kind.UNIT,
    "attachments": Kind.ATTACHMENT,
    "by": Kind.UNIT,
    "coordinating": Kind.UNIT,
    "directive": Kind.DIRECTIVE,
    "issuer": Kind.UNIT,
    "lead": Kind.UNIT,
    "obligation": Kind.OBLIGATION,
    "obligations": Kind.OBLIGATION,
    "parent": Kind.UNIT,
    "recordedBy": Kind.UNIT,
    "report": Kind.REPORT,
    "reportTo": Kind.UNIT,
    "reportVia": Kind.UNIT,
    "standing": Kind.UNIT,
    "target": Kind.DIRECTIVE,
    "under": Kind.UNIT,
    "unit": Kind.UNIT,
    "units": Kind.UNIT,
}
"""Of which kind the ids are that an input's field takes, by the field's name in the schema."""


def refusals(info: Info, input: object) -> list[UserError]:
    """What is refused in ``input``, a Strawberry input object; empty where nothing is."""
    return list(_in_object(input, (), today(info)))


def refuse_unavailable(info: Info, filter: object | None) -> None:
    """Raises the GraphQL error NOT_AVAILABLE_YET where a query's filter holds such a field."""
    if filter is None or filter is strawberry.UNSET:
        return
    for place, _, value in _given_fields(filter):
        if _unavailable(place, value, today(info)):
            raise not_available(place)


def today(info: Info) -> date:
    """The day in the deployment's zone."""
    return info.context.clock.now().astimezone(info.context.zone).date()


def _given_fields(input: object) -> Iterator[tuple[str, str, object]]:
    """Place, name and value of every field that was given; names are the schema's."""
    definition = get_object_definition(input, strict=True)
    names = {field.python_name: _schema_name(field) for field in definition.fields}
    for each in fields(input):  # type: ignore[arg-type]  # every input is a dataclass
        value = getattr(input, each.name)
        if value is not None and value is not strawberry.UNSET:
            name = names[each.name]
            yield f"{definition.name}.{name}", name, value


def _in_object(input: object, path: tuple[str, ...], day: date) -> Iterator[UserError]:
    for place, name, value in _given_fields(input):
        here = (*path, name)
        if _unavailable(place, value, day):
            yield not_available_here(place, here)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from _in_value(item, name, (*here, str(index)), day)
        else:
            yield from _in_value(value, name, here, day)


def _in_value(value: object, name: str, path: tuple[str, ...], day: date) -> Iterator[UserError]:
    if isinstance(value, str):
        refused = _in_text(value, name)
        if refused:
            yield UserError(field=list(path), code=refused[0], message=refused[1])
    elif get_object_definition(value) is not None:
        yield from _in_object(value, path, day)


def _in_text(text: str, name: str) -> tuple[str, str] | None:
    if "\0" in text:
        return "TEXT_HAS_NUL", "A text must not hold the character NUL."
    if len(text) > TEXT_CHARACTERS:
        return "TEXT_TOO_LONG", f"A text has {TEXT_CHARACTERS} characters at the most."
    if name == "idempotencyKey" and not 0 < len(text) <= KEY_CHARACTERS:
        return "BAD_IDEMPOTENCY_KEY", f"An idempotency key has 1 to {KEY_CHARACTERS} characters."
    if name in ID_KINDS:
        try:
            ids.read_as(ID_KINDS[name], text)
        except ids.MalformedId as error:
            return "BAD_ID", str(error)
    return None


def _unavailable(place: str, value: object, day: date) -> bool:
    promise = BY_PLACE.get(place)
    if promise is None or value == []:
        return False
    if not promise.only_future:
        return True
    return isinstance(value, date) and not isinstance(value, datetime) and value > day


def _schema_name(field: StrawberryField) -> str:
    return field.graphql_name or to_camel_case(field.python_name)
