"""Occurrences that a merged unit owes once, and no more for each of those whose part it bears.

Of all for whom a unit bears an occurrence since a merger that says so, one is asked: the unit
itself where it owes it, else who ended last, or whose id comes first. The others are asked no more.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from cascade.execution.state import is_by
from cascade.organisation.state import Organisation


def fellows(
    organisation: Organisation, directive_id: UUID, unit_id: UUID, until: int | None = None
) -> tuple[UUID, ...]:
    """The others for whom the same unit bears, itself included, where any merger says so."""
    if not organisation.reported_once:
        return ()
    bearer_id = organisation.bearer(unit_id, directive_id, until)
    everyone = (bearer_id, *organisation.borne_by(bearer_id, directive_id, until))
    return tuple(other_id for other_id in everyone if other_id != unit_id)


def asked_before(
    organisation: Organisation,
    directive_id: UUID,
    unit_id: UUID,
    starts_on: date,
    until: int | None = None,
) -> Iterator[UUID]:
    """Those of them who owe an occurrence that begins on a day in place of the unit, if they do."""
    for other_id in fellows(organisation, directive_id, unit_id, until):
        if _comes_before(organisation, other_id, unit_id, until) and any(
            is_by(once.position, until)
            and once.from_day <= starts_on
            and all(
                organisation.bearer(each, directive_id, once.position) == once.into_id
                for each in (unit_id, other_id)
            )
            for once in organisation.reported_once
        ):
            yield other_id


def _comes_before(
    organisation: Organisation, one_id: UUID, other_id: UUID, until: int | None
) -> bool:
    one, other = (_ended_at(organisation, unit_id, until) for unit_id in (one_id, other_id))
    if one == other:
        return one_id < other_id
    return one is None or (other is not None and one > other)


def _ended_at(organisation: Organisation, unit_id: UUID, until: int | None) -> int | None:
    ended_at = organisation.ended_at(unit_id)
    return ended_at if is_by(ended_at, until) else None
