"""What is refused in an input before the domain sees it.

What is not available yet, ids of another kind, and texts and days that cannot be stored. What the
domain has a name for is refused by that name; the rest it refuses itself.
"""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Final

import strawberry
from strawberry.types import get_object_definition
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from api.graphql.not_available import BY_PLACE, not_available, not_available_here
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.node import UserError
from cascade.calendar.refusals import check_year
from cascade.execution.quantities import check_float, check_quantity
from cascade.organisation.refusals import GivenTwice
from cascade.refusals import Problems, Refusal
from cascade.text_rules import check_storable

ID_KINDS: Final = {
    "addressesUnder": Kind.UNIT,
    "amendedBy": Kind.DIRECTIVE,
    "attachments": Kind.ATTACHMENT,
    "by": Kind.UNIT,
    "change": Kind.SCHEDULED_CHANGE,
    "citation": Kind.CITATION,
    "commenters": Kind.UNIT,
    "coordinating": Kind.UNIT,
    "directive": Kind.DIRECTIVE,
    "draft": Kind.DIRECTIVE,
    "invitation": Kind.INVITATION,
    "issuer": Kind.UNIT,
    "jointIssuers": Kind.UNIT,
    "lead": Kind.UNIT,
    "obligation": Kind.OBLIGATION,
    "obligations": Kind.OBLIGATION,
    "overdueUnder": Kind.UNIT,
    "parent": Kind.UNIT,
    "recordedBy": Kind.UNIT,
    "report": Kind.REPORT,
    "reportTo": Kind.UNIT,
    "reportVia": Kind.UNIT,
    "request": Kind.EXTENSION_REQUEST,
    "standing": Kind.UNIT,
    "successors": Kind.UNIT,
    "superior": Kind.UNIT,
    "target": Kind.DIRECTIVE,
    "to": Kind.UNIT,
    "under": Kind.UNIT,
    "unit": Kind.UNIT,
    "units": Kind.UNIT,
}
"""Of which kind the ids are that an input's field takes, by the field's name in the schema."""

ID_KINDS_OF_PLACES: Final = {
    "LinkReportInput.report": Kind.RECORDED_REPORT,
    "SupersedeDirectiveInput.by": Kind.DIRECTIVE,
}
"""The same for fields of one input whose name means another kind elsewhere."""

EITHER: Final = {"quantity": "quantityExact"}
"""Fields that say the same: at most one of both is given."""

JUDGED_BY_THE_ENGINE: Final = "idempotencyKey"
"""It is no text of a document: the engine says what a key may be."""


class BadId(Refusal):
    """An id that this service did not give out, or the id of another kind of thing."""


def user_error(reason: Refusal) -> UserError:
    """A refusal as the API tells it."""
    return UserError(field=list(reason.field) or None, code=reason.code, message=str(reason))


def refusals(input: object) -> list[UserError]:
    """What is refused in ``input``, a Strawberry input object; empty where nothing is."""
    return list(_in_object(input, ()))


def refuse_unavailable(filter: object | None) -> None:
    """Raises the GraphQL error NOT_AVAILABLE_YET where a query's filter holds such a field."""
    if filter is None or filter is strawberry.UNSET:
        return
    for place, _, value in _given_fields(filter):
        if _unavailable(place, value):
            raise not_available(place)


def _given_fields(input: object) -> Iterator[tuple[str, str, object]]:
    """Place, name and value of every field that was given; names are the schema's."""
    definition = get_object_definition(input, strict=True)
    names = {field.python_name: _schema_name(field) for field in definition.fields}
    for each in fields(input):  # type: ignore[arg-type]  # every input is a dataclass
        value = getattr(input, each.name)
        if value is not None and value is not strawberry.UNSET:
            name = names[each.name]
            yield f"{definition.name}.{name}", name, value


def _in_object(input: object, path: tuple[str, ...]) -> Iterator[UserError]:
    given = {name for _, name, _ in _given_fields(input)}
    for one, other in EITHER.items():
        if one in given and other in given:
            reason = GivenTwice(f"Give {one} or {other}, not both.", *path, other)
            yield user_error(reason)
    for place, name, value in _given_fields(input):
        here = (*path, name)
        if _unavailable(place, value):
            yield not_available_here(place, here)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from _in_value(item, place, (*here, str(index)))
        else:
            yield from _in_value(value, place, here)


def _in_value(value: object, place: str, path: tuple[str, ...]) -> Iterator[UserError]:
    if get_object_definition(value) is not None:
        yield from _in_object(value, path)
        return
    problems = Problems()
    if isinstance(value, str):
        _check_word(problems, value, place, path)
    elif isinstance(value, date):
        check_year(problems, value, *path)
    elif isinstance(value, Decimal):
        check_quantity(problems, value, *path)
    elif isinstance(value, float):
        check_float(problems, value, *path)
    yield from map(user_error, problems.found)


def _check_word(problems: Problems, text: str, place: str, path: tuple[str, ...]) -> None:
    name = place.rpartition(".")[2]
    if name == JUDGED_BY_THE_ENGINE:
        return
    check_storable(problems, text, *path)
    kind = ID_KINDS_OF_PLACES.get(place, ID_KINDS.get(name))
    if kind is not None and not problems.found:
        try:
            ids.read_as(kind, text)
        except ids.MalformedId as error:
            problems.add(BadId(str(error), *path))


def _unavailable(place: str, value: object) -> bool:
    return place in BY_PLACE and value != []


def _schema_name(field: StrawberryField) -> str:
    return field.graphql_name or to_camel_case(field.python_name)
