"""What is asked about directives."""

import strawberry

from api.graphql.directives import reading
from api.graphql.directives.filters import DirectiveBy, DirectiveFilter
from api.graphql.directives.types import Directive, DirectiveConnection
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
from projections.directives.rows import DirectiveRow


async def directive(
    info: Info, by: DirectiveBy, as_of: AsOf | None = strawberry.UNSET
) -> Directive | None:
    numbered = or_none(by.number)
    row: DirectiveRow | reading.SeenDraft | None
    if numbered is not None:
        at = await info.context.moments.of(as_of)
        issuer, issued_on = ids.decode(Kind.UNIT, numbered.issuer), or_none(numbered.issued_on)
        row = await reading.directive_by_number(
            info.context.source, numbered.number, issuer, issued_on, at
        )
    else:
        assert by.id, "the schema lets exactly one field of DirectiveBy through"
        key = ids.decode(Kind.DIRECTIVE, by.id)
        at = await info.context.moments.of(as_of, ids.moment_of(by.id))
        row = await info.context.load(reading.directives).one(key, at)
    return None if row is None else built(Directive, row, at)


async def directives(
    info: Info,
    filter: DirectiveFilter | None = strawberry.UNSET,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
    as_of: AsOf | None = strawberry.UNSET,
) -> DirectiveConnection:
    wanted = to_filter(query_args.DirectiveFilter, filter, search=searched(filter))
    keyset = keysets.DIRECTIVES if wanted.search is None else keysets.DIRECTIVES_FOUND
    paging = await Paging.of(info, keyset, first, after, as_of)
    page = await reading.directives_where(info.context.source, wanted, paging)
    return paging.connection(DirectiveConnection, page)
