"""What the ids that inputs take are of, by their place in the schema."""

from functools import cache

from graphql import GraphQLInputObjectType

from api.graphql.runtime.ids import Kind
from api.graphql.runtime.to_command import input_fields
from api.graphql.schema import SCHEMA


@cache
def id_kinds() -> dict[str, Kind]:
    """By ``Type.field``."""
    return {
        f"{name}.{field.place}": field.kind
        for name, kind in SCHEMA._schema.type_map.items()
        if isinstance(kind, GraphQLInputObjectType)
        for field in input_fields(kind.extensions["strawberry-definition"].origin)
        if field.kind is not None
    }
