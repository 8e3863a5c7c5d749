"""The organisation chart."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from api.graphql.filters import UnitFilter as AskedFilter
from api.graphql.organisation.scheduled import ScheduledChange
from api.graphql.organisation.types import Level, Policy, Superior, Unit, UnitName
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.pages import page_of
from api.graphql.runtime.paging import PageOf, Paging
from api.graphql.runtime.source import OfRequest
from projections.organisation.rows import ScheduledRow, UnitNameRow, UnitRow
from projections.query_args import Moment, UnitFilter
from projections.tasks.rows import PolicyRow


class UnitsRead(OfRequest):
    """As ``api.graphql.runtime.reading.UnitReading``."""

    async def levels(self, at: Moment) -> list[Level]:
        return sorted((await self._source.levels()).values(), key=lambda level: level.rank)

    async def units(self, keys: Sequence[UUID], at: Moment) -> Sequence[Unit | None]:
        rows = await self._source.rows.units.by_ids(keys, at)
        built = await self._built(list(rows.values()), at)
        found = {unit.key: unit for unit in built}
        return [found.get(key) for key in keys]

    async def unit_by_code(self, code: str, at: Moment) -> Unit | None:
        row = await self._source.rows.units.by_code(code, at)
        return None if row is None else (await self._built([row], at))[0]

    async def units_where(self, filter: AskedFilter | None, paging: Paging) -> PageOf[Unit]:
        units, wanted = self._source.rows.units, _wanted(filter)
        return await page_of(
            paging,
            lambda first, after: units.page(wanted, first, after, paging.at),
            lambda: units.count(wanted, paging.at),
            lambda rows: self._built(rows, paging.at),
        )

    async def children(self, unit: UUID, paging: Paging) -> PageOf[Unit]:
        units = self._source.rows.units
        return await page_of(
            paging,
            lambda first, after: units.children(unit, first, after, paging.at),
            lambda: units.count_children(unit, paging.at),
            lambda rows: self._built(rows, paging.at),
        )

    async def ancestors(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[Unit]]:
        rows = await self._source.rows.units.by_ids(keys, at)
        return await self._related(keys, {key: row.ancestor_ids for key, row in rows.items()}, at)

    async def superiors(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[Superior]]:
        found = await self._source.rows.relations.superiors(keys, at)
        return [
            [Superior(unit_key=superior, at=at, line=line) for line, superior in found.get(key, ())]
            for key in keys
        ]

    async def predecessors(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[Unit]]:
        found = await self._source.rows.relations.predecessors(keys, at)
        return await self._related(keys, found, at)

    async def successors(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[Unit]]:
        found = await self._source.rows.relations.successors(keys, at)
        return await self._related(keys, found, at)

    async def _related(
        self, keys: Sequence[UUID], related: Mapping[UUID, Sequence[UUID]], at: Moment
    ) -> Sequence[list[Unit]]:
        wanted = list({each for each_of in related.values() for each in each_of})
        units = dict(zip(wanted, await self.units(wanted, at), strict=True)) if wanted else {}
        return [[unit for each in related.get(key, ()) if (unit := units[each])] for key in keys]

    async def aliases(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[str]]:
        found = await self._source.rows.relations.aliases(keys, at)
        return [list(found.get(key, ())) for key in keys]

    async def scheduled_changes_of(
        self, keys: Sequence[UUID], at: Moment
    ) -> Sequence[list[ScheduledChange] | None]:
        inside = await self._source.rows.units.within(keys, at, self._source.scope.charted)
        found = await self._source.rows.scheduling.of_units(list(inside), at) if inside else {}
        return [
            [_scheduled(row, at) for row in found.get(key, ())] if key in inside else None
            for key in keys
        ]

    async def scheduled_changes(
        self, keys: Sequence[UUID], at: Moment
    ) -> Sequence[ScheduledChange | None]:
        """Those that name a unit of the slice, or one that the principal administers."""
        found = await self._source.rows.scheduling.by_ids(keys, at)
        named = {unit_id for row in found.values() for unit_id in row.unit_ids}
        charted = self._source.scope.charted
        inside = await self._source.rows.units.within(list(named), at, charted)
        return [
            _scheduled(row, at) if (row := found.get(key)) and inside & set(row.unit_ids) else None
            for key in keys
        ]

    async def unit_names(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[UnitName]]:
        found = await self._source.rows.units.names(keys, at)
        return [[_name(row) for row in found.get(key, ())] for key in keys]

    async def policies(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[Policy]]:
        found = await self._source.rows.policies.of_units(keys, at)
        return [[_policy(row) for row in found.get(key, ())] for key in keys]

    async def _built(self, rows: Sequence[UnitRow], at: Moment) -> list[Unit]:
        if not rows:
            return []
        keys = [row.unit_id for row in rows]
        inside = await self._source.rows.units.within(keys, at, self._source.scope)
        levels = await self._source.levels()
        return [_unit(row, levels[row.level], row.unit_id in inside, at) for row in rows]


def _unit(row: UnitRow, level: Level, in_slice: bool, at: Moment) -> Unit:
    return Unit(
        id=ids.encode(Kind.UNIT, row.unit_id),
        key=row.unit_id,
        at=at,
        parent_key=row.parent_id,
        addresses_under_key=row.addresses_under_id,
        in_slice=in_slice,
        code=row.code,
        symbol=row.symbol,
        name=row.name,
        kind=row.kind,
        level=level,
        live=row.live,
    )


def _scheduled(row: ScheduledRow, at: Moment) -> ScheduledChange:
    return ScheduledChange(
        id=ids.encode(Kind.SCHEDULED_CHANGE, row.change_id),
        at=at,
        unit_keys=row.unit_ids,
        command=row.command,
        effective_on=row.effective_on,
        outcome=row.outcome,
        reason=row.reason,
    )


def _name(row: UnitNameRow) -> UnitName:
    return UnitName(
        name=row.name,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        valid_from_not_before=row.valid_not_before,
        valid_from_not_after=row.valid_not_after,
    )


def _policy(row: PolicyRow) -> Policy:
    return Policy(
        key=row.key,
        types=list(row.types) or None,
        acknowledge_within_working_days=row.acknowledge_within_working_days,
        pass_on_within_working_days=row.pass_on_within_working_days,
        final_report_within_working_days=row.final_report_within_working_days,
        valid_from=row.valid_from,
    )


def _wanted(asked: AskedFilter | None) -> UnitFilter:
    if asked is None:
        return UnitFilter()
    return UnitFilter(
        under_id=ids.optional(Kind.UNIT, asked.under),
        level=or_none(asked.level),
        kind=or_none(asked.kind),
        live=or_none(asked.live),
    )
