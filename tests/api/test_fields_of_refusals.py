"""A refusal of a text names the field of the input in which the text stands."""

from typing import Any

import pytest
from graphql import GraphQLInputObjectType, build_schema, get_named_type

from api.graphql.export import exported
from api.graphql.runtime.user_errors import path
from cascade.engine import HANDLERS
from tests.decisions.every_text import example, places

Path = tuple[str, ...]

SCHEMA = build_schema(exported())
NO_MUTATIONS = {"FoundOrganisation", "StageUnits", "StopWebhook"}
BY_ANOTHER_NAME = {"RemindOverdue": "Remind", "InspectObligation": "Inspect"}


def input_paths(kind: GraphQLInputObjectType, seen: frozenset[str] = frozenset()) -> set[Path]:
    found: set[Path] = set()
    for name, field in kind.fields.items():
        inner = get_named_type(field.type)
        at: Path = (name, "0") if "[" in str(field.type) else (name,)
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
    ours = {tuple(path([*map(str, place.at)]) or ()) for place in places(example(command))}
    if not ours:
        return
    name = BY_ANOTHER_NAME.get(command.__name__, command.__name__)
    kind = SCHEMA.type_map[f"{name}Input"]
    assert isinstance(kind, GraphQLInputObjectType)
    assert ours <= input_paths(kind)
