"""Objects are made of rows by the names of their columns, and lead to others by attributes."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, get_args, get_type_hints
from uuid import UUID

import pytest
import strawberry

from api.graphql.log.difference import ObligationDiff
from api.graphql.organisation.reading import units
from api.graphql.organisation.types import Level, Superior, Unit
from api.graphql.runtime.links import LEAD, built, from_row, link, object_type
from api.graphql.schema import SCHEMA
from projections.organisation.rows import LevelRow
from projections.query_args import Moment

NOW = Moment(3, datetime(2026, 1, 5, tzinfo=UTC))


def links() -> Iterator[tuple[str, Any, Any]]:
    """Each link to objects: where it stands, their type, and that of the rows."""
    for kind in SCHEMA._schema.type_map.values():
        definition = kind.extensions.get("strawberry-definition")
        for field in getattr(definition, "fields", ()):
            if LEAD in field.metadata and (target := object_type(field.type)):
                row = next(row_types(get_type_hints(field.metadata[LEAD].fetch)["return"]), None)
                yield f"{kind.name}.{field.python_name}", target, row


def row_types(hint: Any) -> Iterator[Any]:
    if is_dataclass(hint):
        yield hint
    for each in get_args(hint):
        yield from row_types(each)


def missing(target: Any, row: Any) -> set[str]:
    """The fields of an object that its row does not have, with those of objects within it."""
    if hasattr(target, "of"):
        return set()
    hints = get_type_hints(row) | dict.fromkeys(dir(row))
    shown = {
        each.python_name: object_type(each.type) for each in target.__strawberry_definition__.fields
    }
    lost = set()
    for field in fields(target):
        if not field.init or field.name == "at":
            continue
        if field.name not in hints:
            lost.add(f"{target.__name__}.{field.name}")
        elif inner := shown.get(field.name):
            for within in row_types(get_type_hints(row)[field.name]):
                lost |= missing(inner, within)
    return lost


def test_there_are_links() -> None:
    assert len(list(links())) > 60


@pytest.mark.parametrize(("place", "target", "row"), list(links()))
def test_an_object_has_the_columns_of_its_row(place: str, target: Any, row: Any) -> None:
    assert missing(target, row) == set()


def test_a_row_becomes_an_object_by_the_names_of_its_columns() -> None:
    level = built(Level, LevelRow(rank=2, key="ward", name="Xã"), NOW)
    assert (level.rank, level.key, level.name) == (2, "ward", "Xã")


def test_what_is_given_goes_before_the_row() -> None:
    @dataclass
    class OnLine:
        unit_id: UUID
        line: str

    superior = from_row(Superior, OnLine(UUID(int=1), "steering"), NOW, line="party")
    assert (superior.at, superior.unit_id, superior.line) == (NOW, UUID(int=1), "party")


def test_a_column_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(AttributeError):
        built(Level, object(), NOW)


def test_a_link_leads_by_an_attribute_that_its_type_has() -> None:
    # Python before 3.12 wraps what goes wrong while a class is made.
    with pytest.raises((TypeError, RuntimeError)):

        @strawberry.type
        class Lost:
            at: strawberry.Private[Moment]
            unit: Unit = link(units, "unit_id")


def test_what_holds_no_objects_has_no_type_of_them() -> None:
    shown = {field.python_name: field.type for field in definition_of(ObligationDiff).fields}
    assert object_type(shown["due_at_before"]) is None


def definition_of(kind: Any) -> Any:
    return kind.__strawberry_definition__
