"""The whole schema is described, in sentences that say more than the names do."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from graphql import is_specified_scalar_type

from api.graphql.runtime.repeated_words import ARGUMENTS, INPUT_FIELDS, LIKE
from api.graphql.runtime.words import described
from api.graphql.schema import SCHEMA

KINDS = {
    name: kind
    for name, kind in described(SCHEMA._schema).type_map.items()
    if not name.startswith("__") and not is_specified_scalar_type(kind)
}
EMPTY_WORDS = {"a", "an", "the", "of", "its", "it", "this", "that", "which", "is", "are", "whether"}
"""A description that adds these alone to a name says nothing."""
FORMS = (
    *("RecurrenceInput.rrule", "RecurrenceInput.time", "NumberedBy.number", "DocumentNumber.text"),
    *("Directive.type", "AuditEntry.type", "AuditFilter.types", "Period.label", "Unit.kind"),
    *("Attachment.mediaType", "Level.key", "TaskInput.key", "Decimal", "Unit.symbol"),
    *("EstablishUnitsInput.idempotencyKey", "NewUnitInput.kind", "OpenTermInput.term"),
)
"""Of texts in a form of their own: each is shown by an example."""
EXAMPLE = re.compile(r'"[^"]+"|such as|HH:MM')


def parts(name: str, kind: Any) -> Iterator[tuple[str, str | None]]:
    """A type, and all that is in it, by its place."""
    yield name, kind.description
    for field_name, field in (getattr(kind, "fields", None) or {}).items():
        yield f"{name}.{field_name}", field.description
        for argument_name, argument in (getattr(field, "args", None) or {}).items():
            yield f"{name}.{field_name}({argument_name})", argument.description
    for value_name, value in (getattr(kind, "values", None) or {}).items():
        yield f"{name}.{value_name}", value.description


SAID: Mapping[str, str | None] = dict(part for kind in KINDS.items() for part in parts(*kind))


def words(text: str) -> list[str]:
    """In lower case, names in their words."""
    apart = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", text).replace("_", " ")
    return [word for word in re.findall(r"[^\W_]+", apart.lower()) if word not in EMPTY_WORDS]


def test_everything_is_described() -> None:
    assert len(SAID) > 1_800
    assert [place for place, text in SAID.items() if not text] == []


def test_a_description_is_sentences() -> None:
    wrong = [
        place
        for place, text in SAID.items()
        if text and not (text.endswith(".") and text == " ".join(text.split()))
    ]
    assert wrong == []


def test_it_begins_as_a_sentence_or_with_the_name_of_a_field() -> None:
    wrong = []
    for place, text in SAID.items():
        kind = KINDS[place.partition(".")[0]]
        first = re.split(r"[\s=]", text or "")[0]
        if first[:1].islower() and first not in (getattr(kind, "fields", None) or {}):
            wrong.append(place)
    assert wrong == []


def test_it_says_more_than_the_name() -> None:
    wrong = [
        place
        for place, text in SAID.items()
        if words(text or "") == words(re.split(r"[.(]", place.rstrip(")"))[-1])
    ]
    assert wrong == []


@pytest.mark.parametrize("place", FORMS)
def test_where_a_form_matters_an_example_shows_it(place: str) -> None:
    assert EXAMPLE.search(SAID[place] or "")


def test_what_is_said_for_many_is_used() -> None:
    named = {
        place.rpartition("(")[2].rstrip(")"): text for place, text in SAID.items() if "(" in place
    }
    assert set(ARGUMENTS) <= set(named)
    fields = {place.partition(".")[2] for place in SAID}
    assert set(INPUT_FIELDS) <= fields


@pytest.mark.parametrize("name", LIKE)
def test_a_type_is_like_another_one_that_has_some_of_its_fields(name: str) -> None:
    own, other = (KINDS[each].fields for each in (name, LIKE[name]))  # type: ignore[attr-defined]
    assert [
        field
        for field in own
        if field in other and SAID[f"{name}.{field}"] == SAID[f"{LIKE[name]}.{field}"]
    ]
