"""What reports say of a task's indicators, obligation by obligation and summed up the tree."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from api.graphql.organisation.reading import units
from api.graphql.refs import UnitRef
from api.graphql.runtime import ids, keysets
from api.graphql.runtime.context import Info
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.links import built, link
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.paging import MomentConnection, Paging
from api.graphql.runtime.scalars import Count
from api.graphql.runtime.source import Source
from api.graphql.tasks.reading import tasks
from api.graphql.tasks.types import Indicator
from projections.obligations.indicators import IndicatorsAsked, ReportFieldRow
from projections.query_args import Moment, ObligationKey


@strawberry.type
class ReportField:
    """A field of an obligation's form, and what its reports say of it."""

    indicator: Indicator
    """The field of the form."""
    accepted: Decimal | None
    """The sum of what was accepted; null where nothing was."""
    submitted: Decimal | None
    """What the latest report says, until it is decided."""
    target_met: bool | None
    """Whether what was accepted is what the indicator's target asks for."""


@strawberry.type
class IndicatorTotal:
    """What the reports of several obligations come to."""

    indicator: Indicator
    """The field of the form that is summed."""
    accepted: Decimal
    """The sum of what accepted reports say."""
    submitted: Decimal
    """What the latest report of each says, until it is decided; not in accepted."""
    reported: Count
    """How many obligations' reports say something."""


@strawberry.type
class UnitIndicatorTotals:
    """What a child's subtree comes to."""

    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID]

    totals: list[IndicatorTotal]
    """In the order of the task's indicators."""

    unit: UnitRef = link(units, "unit_id")
    """The child."""


@strawberry.type
class UnitIndicatorTotalsConnection(MomentConnection[UnitIndicatorTotals]):
    """Sums of indicators child by child, a page at a time."""


async def report_forms(
    source: Source, keys: Sequence[ObligationKey], at: Moment
) -> Sequence[Sequence[ReportFieldRow]]:
    """None of what may not be seen."""
    seen = await source.obligations(keys, at)
    found = await source.rows.tasks.by_ids(list({key.task_id for key in seen}), at)
    with_form = {key: row for key in seen if (row := found[key.task_id]).indicators}
    forms = await source.rows.indicators.of_obligations(with_form, at) if with_form else {}
    return [forms.get(key, ()) for key in keys]


async def data_close_on(
    source: Source, keys: Sequence[ObligationKey], at: Moment
) -> Sequence[date | None]:
    seen = await source.obligations(keys, at)
    dues = {key: row.given_due_at for key, row in seen.items()}
    found = await source.rows.tasks.closings(dues, at) if dues else {}
    return [found.get(key) for key in keys]


async def indicators_asked(
    info: Info, task: strawberry.ID, occurrence: date | None, levels: list[str] | None, at: Moment
) -> IndicatorsAsked | None:
    """None where the task is not seen."""
    (row,) = await tasks(info.context.source, [ids.decode(Kind.TASK, task)], at)
    if row is None:
        return None
    return IndicatorsAsked(row, or_none(occurrence), tuple(or_none(levels) or ()))


async def totals_of(
    info: Info, unit_id: UUID, asked: IndicatorsAsked, at: Moment
) -> list[IndicatorTotal]:
    source = info.context.source
    rows = await source.rows.indicators.totals(unit_id, asked, at, source.scope)
    return [built(IndicatorTotal, row, at) for row in rows]


async def totals_page(
    info: Info,
    unit_id: UUID,
    asked: IndicatorsAsked,
    first: int | None,
    after: str | None,
    at: Moment,
) -> UnitIndicatorTotalsConnection:
    """Sums for each child of a unit, the subtree of each taken together."""
    paging = await Paging.of(info, keysets.INDICATOR_TOTALS, first, after, at)
    source = info.context.source
    page = await paging.page(
        lambda first, after: source.rows.indicators.totals_by_child(
            unit_id, asked, first, after, paging.at, source.scope
        ),
        lambda: source.rows.units.count_children(unit_id, paging.at),
    )
    return paging.connection(UnitIndicatorTotalsConnection, page)
