"""Refusals as mutations answer them: data in a payload, never an exception."""

from collections.abc import Sequence
from typing import Final

import strawberry
from strawberry.utils.str_converters import to_camel_case

from api.graphql.runtime.refusal_enum import RefusalCode
from cascade.refusals import Refusal

RENAMED: Final = {"from_day": "from", "to_day": "to"}
"""Fields of commands whose name in the schema is another."""


def _as_enum(root: strawberry.Parent["UserError"]) -> object:
    return RefusalCode.__members__.get(root.code)


@strawberry.type
class UserError:
    """Why something was refused."""

    field: list[str] | None
    """Where in the input, as a path."""
    code: str
    """Stable and upper-case, for programs; the list of codes is part of the documentation."""
    message: str
    """For people."""
    refusal: object = strawberry.field(resolver=_as_enum, graphql_type=RefusalCode | None)
    """The same code as a value of an enum. Null for one that an earlier version recorded in an
    answer and this one does not tell any more."""


def user_error(reason: Refusal) -> UserError:
    """A refusal as the API tells it."""
    return UserError(field=path(reason.field), code=reason.code, message=str(reason))


def path(field: Sequence[str] | None) -> list[str] | None:
    """A field's place in the names of the schema, in which the domain may have it already."""
    return [RENAMED.get(step) or to_camel_case(step) for step in field or ()] or None
