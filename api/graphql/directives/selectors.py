"""Whom a document chooses, as it is worded."""

from collections.abc import Sequence
from typing import Any, Self
from uuid import UUID

import strawberry

from api.graphql.organisation.reading import levels, units
from api.graphql.refs import LevelRef, UnitRef
from api.graphql.runtime.links import from_row, link, links
from cascade.directive import audience
from projections.query_args import Moment


@strawberry.type
class SelectorException:
    """A unit, or units under one, that a selector does not mean."""

    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID | None]
    under_id: strawberry.Private[UUID | None]
    level_keys: strawberry.Private[Sequence[str] | None]

    levels: list[LevelRef] | None = links(levels, "level_keys")
    kinds: list[str] | None
    labels: list[str] | None
    """Units that bear one of these; null: whatever they bear."""

    unit: UnitRef | None = link(units, "unit_id")
    under: UnitRef | None = link(units, "under_id")

    @classmethod
    def of(cls, worded: audience.Chosen, at: Moment) -> Self:
        return from_row(cls, worded, at, **_all_or(worded))


def _all_or(worded: audience.Chosen) -> dict[str, Any]:
    """No levels, kinds or labels mean all of them, and are null."""
    return {
        "level_keys": worded.levels or None,
        "kinds": worded.kinds or None,
        "labels": worded.labels or None,
    }


@strawberry.type
class Selector:
    """One unit, or every unit under one of the given levels and kinds."""

    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID | None]
    under_id: strawberry.Private[UUID | None]
    level_keys: strawberry.Private[Sequence[str] | None]

    levels: list[LevelRef] | None = links(levels, "level_keys")
    """Units of these levels; null: of all."""
    kinds: list[str] | None
    """Units of these kinds, such as "party-committee"; null: of all."""
    line: str | None
    """The line on which they stand under it; null: the primary one."""
    labels: list[str] | None
    """Of the group those alone that bore one of these on the day of the document."""
    exceptions: list[SelectorException] | None
    """Whom of the group it does not mean."""
    stated: str | None
    """How the document words it."""

    unit: UnitRef | None = link(units, "unit_id")
    """The one unit that is meant; null where it is a group."""
    under: UnitRef | None = link(units, "under_id")
    """The unit under which the group stands, itself not meant; null where it is one unit."""

    @classmethod
    def of(cls, worded: audience.Selector, at: Moment) -> Self:
        exceptions = worded.exceptions or None
        return from_row(cls, worded, at, **_all_or(worded), exceptions=exceptions)
