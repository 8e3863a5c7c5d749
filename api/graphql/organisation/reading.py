"""The organisation chart, which is open to everyone, and what only a unit's slice shows of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from api.graphql.runtime.source import Source
from projections.organisation.rows import (
    LevelRow,
    ScheduledRow,
    UnitLabelRow,
    UnitNameRow,
    UnitRow,
)
from projections.query_args import Moment, ObligationFilter, Status
from projections.tasks.rows import PolicyRow

WAITING: Final = (Status.PENDING, Status.ACKNOWLEDGED, Status.SUBMITTED, Status.RETURNED)
"""What is not done yet."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a unit bears: by one directive, or by all others than some."""

    unit_id: UUID
    directive_id: UUID | None
    except_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class SuperiorRow:
    line: str
    unit_id: UUID


async def levels(source: Source, keys: Sequence[str], at: Moment) -> Sequence[LevelRow]:
    found = await source.levels()
    return [found[key] for key in keys]


async def units(source: Source, keys: Sequence[UUID], at: Moment) -> Sequence[UnitRow | None]:
    found = await source.rows.units.by_ids(keys, at)
    return [found.get(key) for key in keys]


async def in_slice(source: Source, keys: Sequence[UUID], at: Moment) -> Sequence[bool]:
    """Whether the principal sees more of each unit than the chart."""
    inside = await source.rows.units.within(keys, at, source.scope)
    return [key in inside for key in keys]


async def ancestors(source: Source, keys: Sequence[UUID], at: Moment) -> Sequence[list[UnitRow]]:
    """From the root down to the parent."""
    rows = await source.rows.units.by_ids(keys, at)
    related = {key: row.ancestor_ids for key, row in rows.items()}
    return await _related(source, keys, related, at)


async def predecessors(source: Source, keys: Sequence[UUID], at: Moment) -> Sequence[list[UnitRow]]:
    found = await source.rows.relations.predecessors(keys, at)
    return await _related(source, keys, found, at)


async def successors(source: Source, keys: Sequence[UUID], at: Moment) -> Sequence[list[UnitRow]]:
    found = await source.rows.relations.successors(keys, at)
    return await _related(source, keys, found, at)


async def superiors(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[list[SuperiorRow]]:
    found = await source.rows.relations.superiors(keys, at)
    return [[SuperiorRow(line, unit_id) for line, unit_id in found.get(key, ())] for key in keys]


async def names(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[Sequence[UnitNameRow]]:
    found = await source.rows.units.names(keys, at)
    return [found.get(key, ()) for key in keys]


async def labels(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[Sequence[UnitLabelRow]]:
    """Part of the chart, as are lines: whoever addresses a group sees who is of it."""
    found = await source.rows.relations.labels(keys, at)
    return [found.get(key, ()) for key in keys]


async def aliases(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[Sequence[str] | None]:
    """None outside the slice, as with policies and scheduled changes."""
    inside = await source.rows.units.within(keys, at, source.scope)
    found = await source.rows.relations.aliases(list(inside), at) if inside else {}
    return [found.get(key, ()) if key in inside else None for key in keys]


async def policies(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[Sequence[PolicyRow] | None]:
    inside = await source.rows.units.within(keys, at, source.scope)
    found = await source.rows.policies.of_units(list(inside), at) if inside else {}
    return [found.get(key, ()) if key in inside else None for key in keys]


async def scheduled_changes_of(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[Sequence[ScheduledRow] | None]:
    """By unit; for those who administer it, too."""
    inside = await source.rows.units.within(keys, at, source.scope.charted)
    found = await source.rows.scheduling.of_units(list(inside), at) if inside else {}
    return [found.get(key, ()) if key in inside else None for key in keys]


async def scheduled_changes(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[ScheduledRow | None]:
    """Those that name a unit of the slice, or one that the principal administers."""
    found = await source.rows.scheduling.by_ids(keys, at)
    named = {unit_id for row in found.values() for unit_id in row.unit_ids}
    inside = await source.rows.units.within(list(named), at, source.scope.charted)
    return [row if (row := found.get(key)) and inside & set(row.unit_ids) else None for key in keys]


async def _related(
    source: Source, keys: Sequence[UUID], related: Mapping[UUID, Sequence[UUID]], at: Moment
) -> Sequence[list[UnitRow]]:
    wanted = list({each for each_of in related.values() for each in each_of})
    found = await source.rows.units.by_ids(wanted, at) if wanted else {}
    return [[found[each] for each in related.get(key, ()) if each in found] for key in keys]


async def count_borne(source: Source, keys: Sequence[Counted], at: Moment) -> Sequence[int]:
    """How much of what a unit bears is not done yet, as far as the principal may see it."""
    return [
        await _count(source, key.unit_id, key.directive_id, at)
        - sum([await _count(source, key.unit_id, each, at) for each in key.except_ids])
        for key in keys
    ]


async def _count(source: Source, unit_id: UUID, directive_id: UUID | None, at: Moment) -> int:
    wanted = ObligationFilter(status=WAITING, directive_id=directive_id)
    return await source.rows.obligations.count_of_unit(unit_id, wanted, at, source.scope)
