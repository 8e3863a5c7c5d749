"""What is asked about the organisation."""

import strawberry

from api.graphql.organisation import reading
from api.graphql.organisation.filters import UnitBy, UnitFilter
from api.graphql.organisation.types import Level, Unit, UnitConnection
from api.graphql.runtime import ids, keysets
from api.graphql.runtime.context import Info
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.links import built
from api.graphql.runtime.moments import AsOf
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.paging import Paging
from api.graphql.runtime.searching import searched
from api.graphql.runtime.to_filter import to_filter
from projections import query_args


async def levels(info: Info) -> list[Level]:
    at = await info.context.moments.of(None)
    found = await info.context.source.levels()
    return [built(Level, row, at) for row in sorted(found.values(), key=lambda row: row.rank)]


async def unit(info: Info, by: UnitBy, as_of: AsOf | None = strawberry.UNSET) -> Unit | None:
    code = or_none(by.code)
    if code is not None:
        at = await info.context.moments.of(as_of)
        row = await info.context.source.rows.units.by_code(code, at)
    else:
        assert by.id, "the schema lets exactly one field of UnitBy through"
        key = ids.decode(Kind.UNIT, by.id)
        at = await info.context.moments.of(as_of, ids.moment_of(by.id))
        row = await info.context.load(reading.units).one(key, at)
    return None if row is None else built(Unit, row, at)


async def units(
    info: Info,
    filter: UnitFilter | None = strawberry.UNSET,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    as_of: AsOf | None = strawberry.UNSET,
) -> UnitConnection:
    wanted = to_filter(query_args.UnitFilter, filter, search=searched(filter))
    keyset = keysets.UNITS if wanted.search is None else keysets.UNITS_FOUND
    paging = await Paging.of(info, keyset, first, after, as_of)
    found, scope = info.context.source.rows.units, info.context.source.scope
    page = await paging.page(
        lambda first, after: found.page(wanted, first, after, paging.at, scope),
        lambda: found.count(wanted, paging.at, scope),
    )
    return paging.connection(UnitConnection, page)
