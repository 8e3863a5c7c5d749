"""How long the lists of a schema's own description are, so that asking for it has a cost."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    SchemaMetaFieldDef,
    TypeMetaFieldDef,
)

ROOTS: Final[Mapping[str, GraphQLField]] = {
    "__schema": SchemaMetaFieldDef,
    "__type": TypeMetaFieldDef,
}
OTHER_LISTS: Final = 20
"""A directive's locations and all that the specification may add: short."""


def is_described(parent: GraphQLNamedType | None, name: str) -> bool:
    """Whether a field is of the schema's own description."""
    return name in ROOTS or (parent is not None and parent.name.startswith("__"))


@cache
def list_lengths(schema: GraphQLSchema) -> Mapping[str, int]:
    """The greatest length of each list by its field's name: a selection may be of any type."""
    types = list(schema.type_map.values())
    longest = {"types": len(types), "directives": len(schema.directives)}
    for kind in types:
        for name, length in _lengths(schema, kind):
            longest[name] = max(longest.get(name, 0), length)
    return longest


def _lengths(schema: GraphQLSchema, kind: GraphQLNamedType) -> Iterator[tuple[str, int]]:
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
        yield "fields", len(kind.fields)
        yield "interfaces", len(kind.interfaces)
        yield "args", max((len(field.args) for field in kind.fields.values()), default=0)
    if isinstance(kind, GraphQLInterfaceType):
        yield "possibleTypes", len(schema.get_possible_types(kind))
    if isinstance(kind, GraphQLInputObjectType):
        yield "inputFields", len(kind.fields)
    if isinstance(kind, GraphQLEnumType):
        yield "enumValues", len(kind.values)
