"""How a directive was passed on, unchanged, and how far it got."""

from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from api.graphql.directives.reading import directives
from api.graphql.organisation.reading import levels, units
from api.graphql.refs import DirectiveRef, LevelRef, SelectorRef, TaskRef, UnitRef
from api.graphql.runtime import keysets
from api.graphql.runtime.context import Info
from api.graphql.runtime.links import from_row, link
from api.graphql.runtime.paging import Connection, Paging
from api.graphql.runtime.scalars import Count
from api.graphql.tasks.reading import tasks
from projections.query_args import Moment
from projections.reach.rows import HopKind, LevelReachRow, RelayRow


@strawberry.type
class RelayedDue:
    """A task's due date for those whom the relay reaches."""

    at: strawberry.Private[Moment]
    task_id: strawberry.Private[UUID]
    due_at: datetime
    """Earlier than the one that they would have."""

    task: TaskRef = link(tasks, "task_id")
    """What is due by then."""


@strawberry.type
class Relay:
    """That a unit passed a directive on, unchanged."""

    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID]
    relayed_at: datetime
    """When it was recorded."""
    audience: list[SelectorRef]
    """To whom, as it was worded."""
    note: str | None
    """A word to those whom it reaches; null where there is none, or once erased."""
    dues: list[RelayedDue]
    """Due dates that it brought forward."""
    recalled_at: datetime | None
    """Since when it no longer reaches anybody."""
    recalled_because: str | None
    """Why it was recalled; null while it stands, or where no reason was given."""

    by: UnitRef = link(units, "unit_id")
    """The unit that passed it on."""

    @classmethod
    def of(cls, row: RelayRow, at: Moment) -> Self:
        dues = [RelayedDue(at=at, task_id=due.task_id, due_at=due.due_at) for due in row.dues]
        return from_row(cls, row, at, dues=dues, recalled_because=row.recall_reason)


@strawberry.type
class RelayConnection(Connection[Relay]):
    """Relays, a page at a time."""


@strawberry.type
class CascadeLevel:
    """How far a directive came among the units of one level."""

    at: strawberry.Private[Moment]
    level_key: strawberry.Private[str]

    level: LevelRef = link(levels, "level_key")
    """Of the organisation's levels one that the audience covers."""
    reached: Count
    """Units of this level that it has reached."""
    expected: Count
    """Units of this level in the audience."""
    median_seconds_from_issue: float | None
    """The median of what it took from the issue to each of them; null while none is reached."""
    max_seconds_from_issue: float | None
    """What it took to the one that it reached last; null while none is reached."""

    @classmethod
    def of(cls, row: LevelReachRow, at: Moment) -> Self:
        return from_row(
            cls,
            row,
            at,
            level_key=row.level,
            median_seconds_from_issue=row.median_seconds,
            max_seconds_from_issue=row.max_seconds,
        )


@strawberry.type
class CascadeHop:
    """That the directive came to a unit from another one."""

    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID]
    from_id: strawberry.Private[UUID]
    implementing_id: strawberry.Private[UUID | None]
    kind: HopKind
    """In which way it came."""
    reached_at: datetime | None
    """When it came; null where it has not yet."""
    passed_on_at: datetime | None
    """When the unit passed it on itself; null where it has not, or had nobody to pass it on to."""
    pass_on_due_at: datetime | None
    """Until when the unit is to pass it on; null where nothing says so."""

    unit: UnitRef = link(units, "unit_id")
    """The unit that it came to."""
    from_: UnitRef = link(units, "from_id", name="from")
    """The unit from which it came."""
    directive: DirectiveRef | None = link(directives, "implementing_id")
    """The implementing directive, where the hop was made by one."""


@strawberry.type
class CascadeHopConnection(Connection[CascadeHop]):
    """Hops of a cascade, a page at a time."""


@strawberry.type
class Cascade:
    """Counts and hops within the viewer's slice; for the directive's issuer, all."""

    at: strawberry.Private[Moment]
    directive_id: strawberry.Private[UUID]
    under_id: strawberry.Private[UUID | None]
    reached: Count
    """Units of the audience that it has reached: addressed at once, relayed to, or addressed by a
    directive that implements it."""
    expected: Count
    """Units of the audience."""
    by_level: list[CascadeLevel]
    """The same by levels, from the highest down."""

    @strawberry.field
    async def hops(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> CascadeHopConnection:
        """How it came to each unit that it has reached, the earliest first."""
        paging = await Paging.of(info, keysets.HOPS, first, after, self.at)
        cascades, of = info.context.source.rows.cascades, (self.directive_id, self.under_id)
        scope = info.context.source.scope
        page = await paging.page(
            lambda first, after: cascades.hops(*of, first, after, self.at, scope),
            lambda: cascades.count_hops(*of, self.at, scope),
        )
        return paging.connection(CascadeHopConnection, page)

    @strawberry.field
    async def stalled(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> CascadeHopConnection:
        """Units that were to pass it on by now and have not."""
        paging = await Paging.of(info, keysets.STALLED, first, after, self.at)
        cascades, of = info.context.source.rows.cascades, (self.directive_id, self.under_id)
        scope = info.context.source.scope
        page = await paging.page(
            lambda first, after: cascades.stalled(*of, first, after, self.at, scope),
            lambda: cascades.count_stalled(*of, self.at, scope),
        )
        return paging.connection(CascadeHopConnection, page)
