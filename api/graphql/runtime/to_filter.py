"""From what a query is filtered by to the filter of the read models: one way for all of them."""

from dataclasses import fields
from typing import Any, TypeVar

from api.graphql.runtime import ids
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.to_command import input_fields

F = TypeVar("F")


def to_filter(cls: type[F], asked: Any, **given: object) -> F:
    """The filter of that class, by the names of its fields; ``given`` are those that differ.

    An id becomes what it is of, in the field of its name or that with ``_id``; a list a tuple.
    Raises the GraphQL error BAD_ID.
    """
    asked = or_none(asked)
    if asked is None:
        return cls()
    made: Any = cls
    names = {field.name for field in fields(made)}
    for field in input_fields(asked.__class__):
        value = or_none(getattr(asked, field.name))
        if value is None or field.name in given:
            continue
        if field.kind is not None:
            value = ids.decode_key(field.kind, value)
        name = field.name if field.name in names else f"{field.name}_id"
        given[name] = tuple(value) if isinstance(value, list) else value
    return cls(**given)
