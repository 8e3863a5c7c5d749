"""docs/domain.md names every concept, and nothing that is not there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graphql import GraphQLInterfaceType, GraphQLObjectType, build_schema
from typer.main import get_command

from api.cli.main import app
from cascade.log.topics import domain_event_classes

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "domain.md"
SCHEMA = build_schema((ROOT / "schema.graphql").read_text("utf-8"))
COLUMNS = 5
THROUGH_HTTP = {"PUT /blobs", "GET /attachments"}


@dataclass(frozen=True)
class Concept:
    """A row: what its columns name between backticks."""

    title: str
    commands: list[str]
    events: list[str]
    fields: list[str]
    tests: list[str]


def concepts() -> Iterator[Concept]:
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == COLUMNS and cells[0] not in ("concept", "---"):
            named = [re.findall(r"`([^`]+)`", cell) for cell in cells[1:]]
            yield Concept(cells[0], *named)


CONCEPTS = list(concepts())


def mutations() -> set[str]:
    assert SCHEMA.mutation_type is not None
    return set(SCHEMA.mutation_type.fields)


def command_lines() -> set[str]:
    """``cascade serve``, ``cascade units import`` and so on."""
    found = set()
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        below = getattr(command, "commands", None)
        found |= {f"cascade {name} {each}" for each in below} if below else {f"cascade {name}"}
    return found


def fields() -> set[str]:
    return {
        f"{name}.{field}"
        for name, kind in SCHEMA.type_map.items()
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
        for field in kind.fields
    }


def test_every_concept_has_a_command_an_event_a_field_and_a_test() -> None:
    assert len(CONCEPTS) > 50
    missing = [
        concept.title
        for concept in CONCEPTS
        if not (concept.commands and concept.events and concept.fields and concept.tests)
    ]
    assert missing == []


def test_every_mutation_is_a_concepts() -> None:
    named = {name for concept in CONCEPTS for name in concept.commands}
    assert mutations() - named == set()


def test_every_event_is_a_concepts() -> None:
    named = {name for concept in CONCEPTS for name in concept.events}
    assert named == {event_class.__name__ for event_class in domain_event_classes()}


def test_no_command_is_named_that_is_not_there() -> None:
    known = mutations() | command_lines() | THROUGH_HTTP
    assert [name for c in CONCEPTS for name in c.commands if name not in known] == []


def test_no_field_is_named_that_is_not_there() -> None:
    known = fields()
    assert [name for c in CONCEPTS for name in c.fields if name not in known] == []


def test_every_concepts_test_is_there() -> None:
    assert [path for c in CONCEPTS for path in c.tests if not (ROOT / path).is_file()] == []


def test_every_mutation_is_sent_through_the_api_by_a_test() -> None:
    """By the field itself, or by an operation of the contract that is named after it."""
    texts = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py")]
    operations = "".join(p.read_text("utf-8") for p in (ROOT / "tests").rglob("*.graphql"))
    operations += "".join(p.read_text("utf-8") for p in (ROOT / "api" / "demo").rglob("*.graphql"))
    never = []
    for mutation in mutations():
        found = re.findall(rf"mutation (\w+)[^{{]*{{\s*{mutation}\(", operations)
        names = {mutation, *found}
        if not any(re.search(rf"\b{name}\b", text) for name in names for text in texts):
            never.append(mutation)
    assert never == []
