"""The door for texts: every text of every command goes through it, and what comes out of it."""

import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from graphql import GraphQLInputObjectType, build_schema, get_named_type
from hypothesis import given
from hypothesis import strategies as st

from api.graphql.export import exported
from cascade.engine import HANDLERS
from cascade.engine.normal_texts import texts_of, with_normal_texts
from cascade.organisation.commands import NewUnit
from cascade.refusals import Refused
from cascade.text_rules import (
    DRAFTED,
    FORBIDDEN_IN_LINES,
    FORBIDDEN_IN_TEXTS,
    Code,
    Key,
    Line,
    LongText,
    Note,
    Subject,
    Symbol,
    TextKind,
    Word,
    normal_line,
    normal_text,
)
from tests.decisions.story import told
from tests.properties.campaign import campaign

At = tuple[str | int, ...]
LOOKS_LIKE = "x\u200by"
"""A code that looks like `xy`."""


def kind_of(annotated: Any) -> TextKind:
    (kind,) = get_args(annotated)[1:]
    assert isinstance(kind, TextKind)
    return kind


KEYS = {kind_of(Key)}
OPAQUE = {kind_of(Subject)}
MAY_BE_EMPTY = {kind_of(Word), DRAFTED}
KINDS = [kind_of(each) for each in (Code, Symbol, Key, Word, Line, Note, LongText, Subject)]
LINES = [kind for kind in KINDS if not kind.has_lines and not kind.is_opaque]

# ---- every command, filled in


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
        for name, place, own in texts_of(part):
            yield from places(getattr(value, name), own, (*at, place), (*steps, name))


def all_places() -> list[Any]:
    found = []
    for command in HANDLERS:
        for place in places(example(command)):
            name = f"{command.__name__}.{'.'.join(map(str, place.at))}"
            found.append(pytest.param(command, place, id=name))
    return found


PLACES = all_places()


def refused(command: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        with_normal_texts(command)
    return [told(reason) for reason in caught.value.reasons]


def test_the_places_are_those_of_the_whole_domain() -> None:
    assert len(PLACES) > 150
    assert {place.kind for _, place in (each.values for each in PLACES)} == {*KINDS, DRAFTED}


@pytest.mark.parametrize(("command", "place"), PLACES)
def test_no_text_of_any_command_passes_by_the_door(command: type[Any], place: Place) -> None:
    at = ".".join(map(str, place.at))
    whole = example(command)
    longest = place.put(whole, "x" * (place.kind.characters + 1))
    if place.kind in OPAQUE:
        assert refused(longest) == [f"TEXT_TOO_LONG at {at}"]
        return
    if place.kind in KEYS:
        for bad in (longest, place.put(whole, LOOKS_LIKE), place.put(whole, " ")):
            assert refused(bad) == [f"INVALID_KEY at {at}"]
    else:
        assert refused(longest) == [f"TEXT_TOO_LONG at {at}"]
        for bad in (LOOKS_LIKE, "x\u202ey", "x\x1by", "x\0y", "x\ud800y", "x\u2028y"):
            assert refused(place.put(whole, bad)) == [f"FORBIDDEN_CHARACTER at {at}"]
    if place.kind not in KEYS | MAY_BE_EMPTY:
        for blank in ("", " ", "\u200b", "\u3164 \u2800"):
            assert refused(place.put(whole, blank)) == [f"EMPTY_TEXT at {at}"]
    normal = with_normal_texts(place.put(whole, "\u00a0e\u0302\u0301 \n"))
    assert normal == place.put(whole, "ế")


@pytest.mark.parametrize(("command", "place"), PLACES)
def test_line_breaks_stand_in_long_texts_alone(command: type[Any], place: Place) -> None:
    broken = place.put(example(command), "x\r\n\ty")
    if place.kind.has_lines:
        assert with_normal_texts(broken) == place.put(example(command), "x\n\ty")
    elif place.kind not in OPAQUE:
        code = "INVALID_KEY" if place.kind in KEYS else "FORBIDDEN_CHARACTER"
        assert refused(broken) == [f"{code} at {'.'.join(map(str, place.at))}"]


def test_a_text_of_no_kind_is_a_fault_of_the_program() -> None:
    @dataclass(frozen=True)
    class Bypassing:
        name: str | None

    @dataclass(frozen=True)
    class Around:
        parts: tuple[Bypassing, ...]

    with pytest.raises(TypeError, match=r"Bypassing\.name is a text of no kind"):
        with_normal_texts(Around((Bypassing("x"),)))


def test_every_fault_is_told_at_once() -> None:
    assert refused(replace(example(NewUnit), code=" ", name="a\u202eb", kind="?")) == [
        "EMPTY_TEXT at code",
        "FORBIDDEN_CHARACTER at name",
        "INVALID_KEY at kind",
    ]


# ---- where the input has them


SCHEMA = build_schema(exported())
NO_MUTATIONS = {"FoundOrganisation", "StageUnits"}
BY_ANOTHER_NAME = {"RemindOverdue": "Remind", "InspectObligation": "Inspect"}


def input_paths(kind: GraphQLInputObjectType, seen: frozenset[str] = frozenset()) -> set[At]:
    found: set[At] = set()
    for name, field in kind.fields.items():
        inner = get_named_type(field.type)
        at: At = (name, 0) if "[" in str(field.type) else (name,)
        if isinstance(inner, GraphQLInputObjectType):
            if inner.name not in seen:
                found |= {(*at, *rest) for rest in input_paths(inner, seen | {inner.name})}
        elif inner.name == "String":
            found.add(at)
    return found


@pytest.mark.parametrize(
    "command", [each for each in HANDLERS if each.__name__ not in NO_MUTATIONS]
)
def test_a_refusal_names_the_field_of_the_input(command: type[Any]) -> None:
    ours = {place.at for place in places(example(command))}
    if not ours:
        return
    name = BY_ANOTHER_NAME.get(command.__name__, command.__name__)
    kind = SCHEMA.type_map[f"{name}Input"]
    assert isinstance(kind, GraphQLInputObjectType)
    assert ours <= input_paths(kind)


# ---- what a text becomes


def test_what_is_not_to_be_seen_is_what_unicode_says() -> None:
    """Characters that a newer Unicode has and our ranges lack would pass unseen."""
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    unseen = {
        each for each in everything if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    }
    unknown = {each for each in everything if unicodedata.category(each) == "Cn"}
    in_texts = set(FORBIDDEN_IN_TEXTS.findall(everything))
    assert unseen - set("\t\n") <= in_texts <= unseen | unknown
    assert unseen <= set(FORBIDDEN_IN_LINES.findall(everything))


@campaign(300)
@given(st.text(max_size=30), st.sampled_from(KINDS))
def test_a_normal_form_is_its_own_normal_form(text: str, kind: TextKind) -> None:
    normal = kind.normal(text)
    assert kind.normal(normal) == normal
    if not kind.is_opaque:
        assert unicodedata.is_normalized("NFC", normal)
        assert normal == normal.strip()


@campaign(300)
@given(st.text(max_size=20), st.sampled_from(["NFC", "NFD"]), st.text(" \u00a0\n", max_size=3))
def test_composition_and_blanks_around_make_no_other_text(
    text: str, form: Any, around: str
) -> None:
    typed = around + unicodedata.normalize(form, text) + around
    assert normal_line(typed) == normal_line(text)
    assert normal_text(typed) == normal_text(text)
