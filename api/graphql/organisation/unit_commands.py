"""Units by their opaque ids."""

from collections.abc import Sequence
from uuid import UUID

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.or_none import or_none


def unit(text: str) -> UUID:
    return ids.decode(Kind.UNIT, text)


def optional_unit(text: str | None) -> UUID | None:
    return ids.optional(Kind.UNIT, text)


def units(texts: Sequence[str] | None) -> tuple[UUID, ...]:
    return tuple(unit(text) for text in or_none(texts) or ())
