"""Units by their opaque ids."""

from collections.abc import Sequence
from uuid import UUID

from api.graphql import ids
from api.graphql.ids import Kind
from api.graphql.inputs.given import given


def unit(text: str) -> UUID:
    return ids.decode(Kind.UNIT, text)


def optional_unit(text: str | None) -> UUID | None:
    return ids.optional(Kind.UNIT, text)


def units(texts: Sequence[str] | None) -> tuple[UUID, ...]:
    return tuple(unit(text) for text in given(texts) or ())
