"""What units owe, as the principal may see it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from api.graphql.runtime.paging import Fetch, Paging
from api.graphql.runtime.source import Source
from projections.audit.rows import AuditRow
from projections.obligations.rows import ObligationRow
from projections.query_args import Moment, ObligationFilter, ObligationKey, ObligationOrder, Page


@dataclass(frozen=True, slots=True)
class ObligationScope:
    """Whose obligations: every part that is set narrows. At least one is set."""

    borne_by: UUID | None = None
    borne_under: UUID | None = None
    """The unit itself and every unit under it."""
    routed_through: UUID | None = None
    """Reports are addressed to this unit or go through it."""
    directive: UUID | None = None


async def obligations(
    source: Source, keys: Sequence[ObligationKey], at: Moment
) -> Sequence[ObligationRow | None]:
    found = await source.obligations(keys, at)
    return [found.get(key) for key in keys]


async def because(
    source: Source, keys: Sequence[ObligationKey], at: Moment
) -> Sequence[Sequence[AuditRow]]:
    """The very events that made each so; none of what may not be seen."""
    found = await source.rows.obligations.because_of(keys, at, source.scope)
    return [found.get(key, ()) for key in keys]


async def obligations_where(
    source: Source,
    within: ObligationScope,
    wanted: ObligationFilter,
    order: ObligationOrder,
    paging: Paging,
) -> Page[ObligationRow]:
    fetch, count = _asked_for(source, within, wanted, order, paging.at)
    page = await paging.page(fetch, count)
    source.saw_obligations((edge.node for edge in page.edges), paging.at)
    return page


def _asked_for(
    source: Source,
    within: ObligationScope,
    wanted: ObligationFilter,
    order: ObligationOrder,
    at: Moment,
) -> tuple[Fetch[ObligationRow], Callable[[], Awaitable[int]]]:
    """Which rows are asked for: their page, and their number."""
    owed, scope = source.rows.obligations, source.scope
    if (unit := within.borne_by) is not None:
        return (
            lambda first, after: owed.of_unit(unit, wanted, order, first, after, at, scope),
            lambda: owed.count_of_unit(unit, wanted, at, scope),
        )
    if (judge := within.routed_through) is not None:
        return (
            lambda first, after: owed.routed_to(judge, wanted, first, after, at, scope),
            lambda: owed.count_routed_to(judge, wanted, at, scope),
        )
    under = within.borne_under
    if (directive := within.directive) is not None:
        return (
            lambda first, after: owed.of_directive(
                directive, under, wanted, order, first, after, at, scope
            ),
            lambda: owed.count_of_directive(directive, under, wanted, at, scope),
        )
    if under is None:
        raise ValueError("obligations are asked for by unit, subtree or directive")
    return (
        lambda first, after: owed.of_subtree(under, wanted, order, first, after, at, scope),
        lambda: owed.count_of_subtree(under, wanted, at, scope),
    )
