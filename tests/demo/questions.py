"""Random questions that the schema lets through, about what a story told."""

from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any, Final

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from api.graphql.schema import SCHEMA

DEPTH: Final = 2
"""Objects within objects, pages apart; what lies behind more links lies behind fewer, too."""
FIELDS: Final = 3
PAGES: Final = ("Connection", "Edge")
ROWS: Final = 3
QUERY: Final = SCHEMA._schema.query_type
UNASKED: Final = {
    *("obligationChanges", "sliceDiff", "audiencePreview", "directivePreview"),
    "reorganisationPreview",
    *("checkpoint", "inclusionProof", "consistencyProof"),
}
"""Not built yet, or asked with inputs that are a story of their own."""
OF_ITS_TIME: Final = {"lagEvents", "lagSeconds", "projectedTo"}


WHAT_IS_THERE: Final = """{
  units(first: 100) { edges { node { id code } } }
  directives(first: 100) { edges { node { id } } }
  unit(by: {code: "TN"}) { subtreeObligations(first: 100) { edges { node {
    id task { id }
  } } } }
  log { head { position } }
}"""


@dataclass(frozen=True, slots=True)
class Told:
    """What may be asked about."""

    units: tuple[tuple[str, str], ...]
    """Ids and codes."""
    directives: tuple[str, ...]
    obligations: tuple[str, ...]
    tasks: tuple[str, ...]
    head: int

    @property
    def ids(self) -> tuple[str, ...]:
        return (*(unit for unit, _ in self.units), *self.directives, *self.obligations)


class Asking:
    """Draws one question after the other."""

    def __init__(self, random: Random, told: Told) -> None:
        self._random = random
        self._told = told
        self._numbers = count()

    def part(self) -> str:
        """One root field, without its alias."""
        assert QUERY is not None
        name = self._random.choice(sorted(set(QUERY.fields) - UNASKED))
        return self._field(name, QUERY.fields[name], DEPTH)

    def _field(self, name: str, field: GraphQLField, depth: int) -> str:
        arguments = [
            f"{key}: {value}"
            for key, argument in field.args.items()
            if (value := self._argument(name, key, argument)) is not None
        ]
        written = f"({', '.join(arguments)})" if arguments else ""
        kind = get_named_type(field.type)
        link = 0 if kind.name.endswith(PAGES) else 1
        return f"{name}{written}{self._selections(kind, depth - link)}"

    def _selections(self, kind: object, depth: int) -> str:
        if isinstance(kind, GraphQLInterfaceType):
            concrete = sorted(SCHEMA._schema.get_possible_types(kind), key=lambda each: each.name)
            parts = [f"... on {each.name}{self._selections(each, depth)}" for each in concrete]
            return f" {{ id {' '.join(parts)} }}"
        if not isinstance(kind, GraphQLObjectType):
            return ""
        names = [
            name
            for name, field in kind.fields.items()
            if name not in UNASKED | OF_ITS_TIME and (depth > 0 or self._ends(field))
        ]
        chosen = self._random.sample(names, min(len(names), self._random.randint(1, FIELDS)))
        fields = [
            # Two asked with other arguments must not share a name.
            f"{name}_{next(self._numbers)}: {self._field(name, kind.fields[name], depth)}"
            for name in chosen + chosen[: self._random.randint(0, 1)]
        ]
        return f" {{ __typename {' '.join(fields)} }}"

    @staticmethod
    def _ends(field: GraphQLField) -> bool:
        return is_leaf_type(get_named_type(field.type))

    def _argument(self, field: str, name: str, argument: GraphQLArgument) -> str | None:
        if not is_required_argument(argument) and self._random.random() < 0.5:
            return None
        if name == "by":
            return self._by(field)
        if name == "id" or name == "ids":
            found = f'"{self._random.choice(self._told.ids)}"'
            return found if name == "id" else f"[{found}]"
        return self._value(name, get_named_type(argument.type))

    def _by(self, field: str) -> str:
        if field == "directive":
            return f'{{id: "{self._random.choice(self._told.directives)}"}}'
        unit, code = self._random.choice(self._told.units)
        return self._random.choice([f'{{id: "{unit}"}}', f'{{code: "{code}"}}'])

    def _value(self, name: str, kind: Any) -> str | None:
        if isinstance(kind, GraphQLEnumType):
            return str(self._random.choice(sorted(kind.values)))
        if kind.name == "AsOf":
            return self._as_of()
        if isinstance(kind, GraphQLInputObjectType):
            enums = {n: f.type for n, f in kind.fields.items() if self._is_enum(f.type)}
            chosen = self._random.sample(sorted(enums), min(len(enums), 1))
            inner = (f"{each}: {self._value(each, get_named_type(enums[each]))}" for each in chosen)
            return f"{{{', '.join(inner)}}}"
        if name in ("unit", "under"):
            return f'"{self._random.choice(self._told.units)[0]}"'
        if name == "directive":
            return f'"{self._random.choice(self._told.directives)}"'
        if name == "task":
            return f'"{self._random.choice(self._told.tasks)}"'
        fixed = {"from": '"2026-01-01"', "to": '"2026-01-09"', "first": str(ROWS)}
        return fixed.get(name)

    @staticmethod
    def _is_enum(kind: Any) -> bool:
        return isinstance(get_named_type(kind), GraphQLEnumType)

    def _as_of(self) -> str:
        position = self._random.randint(0, self._told.head)
        return self._random.choice(
            [
                f"{{position: {position}}}",
                f"{{atLeast: {self._told.head}}}",
                '{recordedAt: "2026-01-13T12:00:00+07:00"}',
                f'{{moment: {{position: {position}, clock: "2026-03-01T08:00:00+07:00"}}}}',
            ]
        )


def told_of(data: dict[str, Any]) -> Told:
    """What ``WHAT_IS_THERE`` answers."""
    owed = _nodes(data["unit"]["subtreeObligations"])
    return Told(
        tuple((node["id"], node["code"]) for node in _nodes(data["units"])),
        tuple(node["id"] for node in _nodes(data["directives"])),
        tuple(node["id"] for node in owed),
        tuple(sorted({node["task"]["id"] for node in owed})),
        data["log"]["head"]["position"],
    )


def _nodes(page: Any) -> list[dict[str, Any]]:
    return [edge["node"] for edge in page["edges"]]
