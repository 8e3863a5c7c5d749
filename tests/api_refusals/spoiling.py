"""Walks the type of an input beside an example of it, and spoils one thing at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias
from uuid import UUID

from graphql import (
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_required_input_field,
)

from api.graphql.runtime import ids
from api.graphql.runtime.ids import InvitationKey, Kind, WebhookKey
from api.graphql.runtime.past import PastMoment
from cascade.execution.commands import ReportRef, RequestRef
from cascade.text_rules import LINE_CHARACTERS, TEXT_CHARACTERS
from projections.query_args import Moment, ObligationKey
from tests.api_refusals.limits import most
from tests.harness.id_kinds import id_kinds

Path: TypeAlias = tuple[str, ...]
NOBODY: Final = UUID(int=9)
ABSENT: Final = object()
LONG_AGO: Final = PastMoment(1, datetime(2026, 1, 5, tzinfo=UTC))

TEXTS: Final = {
    "LONG": "x" * (TEXT_CHARACTERS + 1),
    "LONG_LINE": "x" * (LINE_CHARACTERS + 1),
    "EMPTY": "",
    "BLANK": " \t ",
    "NUL": "a\0b",
    "SURROGATE": "a\ud800",
}
NUMBERS: Final = {"ZERO": 0, "NEGATIVE": -1, "HUGE": 2**31 - 1}
FRACTIONS: Final = {
    "ZERO": 0.0,
    "NEGATIVE": -0.5,
    "HUGE": 1e308,
    "NAN": float("nan"),
    "INFINITE": float("inf"),
}
DECIMALS: Final = {"ZERO": "0", "NEGATIVE": "-0.5", "HUGE": "1000000000000000"}
DAYS: Final = {"FIRST_DAY": "0001-01-01", "LAST_DAY": "9999-12-31"}
INSTANTS: Final = {"FIRST_DAY": "0001-01-01T00:00:00Z", "LAST_DAY": "9999-12-31T23:59:59Z"}
SPOILERS: Final[Mapping[str, Mapping[str, Any]]] = {
    "String": TEXTS,
    "Int": NUMBERS,
    "Float": FRACTIONS,
    "Decimal": DECIMALS,
    "Date": DAYS,
    "DateTime": INSTANTS,
    "Position": {"NOT_A_POSITION": -1, "AHEAD": 2**31 - 1},
    "Boolean": {},
}
FORBIDDEN_BY_TYPE: Final = frozenset({"MISSING", "NOT_A_TERM", "NOT_A_POSITION", "NAN", "INFINITE"})
"""Spoilers for which the whole request is refused."""


@dataclass(frozen=True, slots=True)
class Spoiled:
    """``place`` as ``Type.field``; ``path`` where it stands in the input."""

    place: str
    spoiler: str
    path: Path
    input: Any


def spoiled(kind: GraphQLInputObjectType, example: Any, path: Path = ()) -> Iterator[Spoiled]:
    """Every way to spoil one field of an example, objects below it included."""
    for name, field in kind.fields.items():
        if name == "idempotencyKey":
            continue
        place, here = f"{kind.name}.{name}", (*path, name)
        given = example.get(name, ABSENT)
        if given is ABSENT and _is_object(field):
            continue
        rest = {} if is_one_of(kind) else {k: v for k, v in example.items() if k != name}
        for each in _in_field(field, place, given, here):
            yield Spoiled(each.place, each.spoiler, each.path, {**rest, name: each.input})
        if is_required_input_field(field):
            yield Spoiled(place, "MISSING", here, rest)


def _in_field(field: GraphQLInputField, place: str, given: Any, here: Path) -> Iterator[Spoiled]:
    kind = get_named_type(field.type)
    if not is_list_type(get_nullable_type(field.type)):
        yield from _in_value(kind, place, given, here)
        return
    items = [] if given is ABSENT else given
    yield from _spoiled_list(kind, place, items, here)
    for index, item in enumerate(items or [ABSENT]):
        for each in _in_value(kind, place, item, (*here, str(index))):
            changed = [*items[:index], each.input, *items[index + 1 :]]
            yield Spoiled(each.place, each.spoiler, each.path, changed)


def _spoiled_list(kind: Any, place: str, items: list[Any], here: Path) -> Iterator[Spoiled]:
    if items:
        yield Spoiled(place, "NO_ITEMS", here, [])
        yield Spoiled(place, "TWICE", (*here, str(len(items))), [*items, items[0]])
    if items or not isinstance(kind, GraphQLInputObjectType):
        first = items[0] if items else some(kind, place)
        yield Spoiled(place, "TOO_MANY", here, [first] * (most(place) + 1))


def _in_value(kind: Any, place: str, given: Any, here: Path) -> Iterator[Spoiled]:
    if isinstance(kind, GraphQLInputObjectType):
        if given is not ABSENT:
            yield from spoiled(kind, given, here)
        return
    for spoiler, value in _values(kind, place).items():
        yield Spoiled(place, spoiler, here, value)


def _values(kind: Any, place: str) -> Mapping[str, Any]:
    if isinstance(kind, GraphQLEnumType):
        return {"NOT_A_TERM": "NOT_A_TERM"}
    if kind.name == "ID":
        return wrong_ids(place)
    return SPOILERS[kind.name]


def wrong_ids(place: str) -> Mapping[str, str]:
    """Of the right kind and of nothing, of another kind or another moment, and none at all."""
    kind = id_kind(place)
    of_the_past = {} if kind in ids.UNVARYING else {"OTHER_MOMENT": unknown(kind, LONG_AGO)}
    other = Kind.TASK if kind is not Kind.TASK else Kind.UNIT
    return {
        "UNKNOWN": unknown(kind),
        "OTHER_KIND": unknown(other),
        **of_the_past,
        "NO_ID": "433-CV/BTG",
        "EMPTY_ID": "",
        "NUL": "a\0b",
        "SURROGATE": "a\ud800",
        "LONG": "x" * (TEXT_CHARACTERS + 1),
    }


def id_kind(place: str) -> Kind:
    """What a field's ids are of; raises KeyError for one that no input says it of."""
    return id_kinds()[place]


def unknown(kind: Kind, at: Moment | None = None) -> str:
    """The well-formed id of something that is not there."""
    if kind is Kind.OBLIGATION:
        return ids.encode(Kind.OBLIGATION, ObligationKey(NOBODY, NOBODY, None), at)
    if kind is Kind.REPORT:
        return ids.encode(Kind.REPORT, ReportRef(directive=NOBODY, unit=NOBODY, report=NOBODY), at)
    if kind is Kind.EXTENSION_REQUEST:
        return ids.encode(
            Kind.EXTENSION_REQUEST, RequestRef(directive=NOBODY, unit=NOBODY, request=NOBODY), at
        )
    if kind is Kind.INVITATION:
        return ids.encode(Kind.INVITATION, InvitationKey(NOBODY, NOBODY), at)
    if kind is Kind.WEBHOOK:
        return ids.encode(Kind.WEBHOOK, WebhookKey(NOBODY, NOBODY), at)
    return ids.encode(kind, NOBODY, at)


def some(kind: Any, place: str) -> Any:
    """An item of a list that the example leaves out."""
    if kind.name == "ID":
        return unknown(id_kind(place))
    return {"String": "x", "Date": "2026-03-02", "DateTime": "2026-03-02T00:00:00Z"}[kind.name]


def places(kind: GraphQLInputObjectType, seen: set[str] | None = None) -> set[str]:
    """Every ``Type.field`` that an input can hold and that can be wrong."""
    seen = set() if seen is None else seen
    for name, field in kind.fields.items():
        place, below = f"{kind.name}.{name}", get_named_type(field.type)
        if name == "idempotencyKey" or place in seen or below.name == "Boolean":
            continue
        if isinstance(below, GraphQLInputObjectType):
            places(below, seen)
        else:
            seen.add(place)
    return seen


def is_one_of(kind: GraphQLInputObjectType) -> bool:
    """Whether exactly one field is to be given; the library keeps it beside the type."""
    return bool(kind.extensions["strawberry-definition"].is_one_of)


def _is_object(field: GraphQLInputField) -> bool:
    return isinstance(get_named_type(field.type), GraphQLInputObjectType)
