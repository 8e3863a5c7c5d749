"""What became of a slice between two moments."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Generic, Self, TypeVar
from uuid import UUID

import strawberry

from api.graphql.obligations.reading import ObligationScope
from api.graphql.obligations.types import Obligation, Progress, progress_of
from api.graphql.organisation.types import Unit
from api.graphql.runtime import ids, keysets
from api.graphql.runtime.context import Info
from api.graphql.runtime.errors import request_error
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.links import built
from api.graphql.runtime.moments import AnswerMoment, AsOf
from api.graphql.runtime.paging import Connection, Paging
from projections.differences.rows import (
    DifferenceKind,
    DifferenceRow,
    ObligationPart,
    UnitDifferenceRow,
    UnitPart,
)
from projections.query_args import Edge, Moment, Page, Status, Timeliness

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Found(Generic[R]):
    """A difference, and the earlier of its moments."""

    row: R
    earlier: Moment


@strawberry.type
class ObligationDiff:
    """An obligation that is not what it was at the earlier moment."""

    kind: DifferenceKind
    """Whether it came, went, or stands otherwise."""
    obligation: Obligation
    """As of the later moment; what went and is not shown any more, as of the earlier one."""
    before: Obligation | None
    """As of the earlier moment; null where it came."""
    changed: list[ObligationPart]
    """What of it differs, as far as it is shown at both moments."""
    status_before: Status | None
    """At the earlier moment; null where it came."""
    timeliness_before: Timeliness | None
    """At the earlier moment; null where it came."""
    due_at_before: datetime | None
    """At the earlier moment; null where it came or was not dated then."""

    @classmethod
    def of(cls, found: Found[DifferenceRow], at: Moment) -> Self:
        row, before = found.row, found.row.before
        now = row.after or row.elsewhere
        was = built(Obligation, before, found.earlier) if before else None
        shown = built(Obligation, now, at) if now else was
        assert shown is not None, "what is at neither moment does not differ"
        return cls(
            kind=row.kind,
            obligation=shown,
            before=was,
            changed=list(row.parts),
            status_before=before.status if before else None,
            timeliness_before=before.timeliness if before else None,
            due_at_before=before.due_at if before else None,
        )


@strawberry.type
class ObligationDiffConnection(Connection[ObligationDiff]):
    """What differs between two moments, a page at a time."""


@strawberry.type
class UnitDiff:
    """A unit that stands otherwise than at the earlier moment, or is named otherwise."""

    kind: DifferenceKind
    """Whether it came, went, or is otherwise: by being moved, founded or ended, too."""
    unit: Unit
    """As of the later moment; `live` tells whether it has ended."""
    before: Unit | None
    """As of the earlier moment; null where it came."""
    changed: list[UnitPart]
    """What of it differs; nothing is said of one that came or has ended."""

    @classmethod
    def of(cls, found: Found[UnitDifferenceRow], at: Moment) -> Self:
        row = found.row
        return cls(
            kind=row.kind,
            unit=built(Unit, row.latest, at),
            before=built(Unit, row.before, found.earlier) if row.before else None,
            changed=list(row.parts),
        )


@strawberry.type
class UnitDiffConnection(Connection[UnitDiff]):
    """Units that came, went or are otherwise, a page at a time."""


@strawberry.type
class SliceDiff:
    """What a unit and every unit under it bear, at two moments: each by the tree of its own, as
    `asOf` shows it, and by today's grants.
    """

    unit_id: strawberry.Private[UUID]
    earlier: strawberry.Private[Moment]
    later: strawberry.Private[Moment]
    from_: AnswerMoment = strawberry.field(name="from")
    """The earlier moment."""
    to: AnswerMoment
    """The later moment."""

    @classmethod
    def between(cls, unit_id: UUID, earlier: Moment, later: Moment) -> Self:
        return cls(
            unit_id=unit_id,
            earlier=earlier,
            later=later,
            from_=AnswerMoment.of(earlier),
            to=AnswerMoment.of(later),
        )

    @strawberry.field
    async def before(self, info: Info) -> Progress:
        """Counts at the earlier moment."""
        return await progress_of(info, self._slice, None, self.earlier)

    @strawberry.field
    async def after(self, info: Info) -> Progress:
        """Counts at the later moment."""
        return await progress_of(info, self._slice, None, self.later)

    @strawberry.field
    async def changed(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> ObligationDiffConnection:
        """Obligations that came, went, or stand otherwise: by directive, the oldest first."""
        paging = await Paging.of(info, keysets.SLICE_DIFF, first, after, self.later)
        source, unit_id, earlier, later = info.context.source, self.unit_id, self.earlier, paging.at
        found = source.rows.differences
        page = await paging.page(
            lambda first, after: found.page(unit_id, earlier, later, first, after, source.scope),
            lambda: found.count(unit_id, earlier, later, source.scope),
        )
        return paging.connection(ObligationDiffConnection, _found(page, earlier))

    @strawberry.field
    async def units(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> UnitDiffConnection:
        """The unit and those under it that came, went, or are named or placed otherwise, by
        code.
        """
        paging = await Paging.of(info, keysets.UNITS, first, after, self.later)
        unit_id, earlier, later = self.unit_id, self.earlier, paging.at
        found = info.context.source.rows.unit_differences
        page = await paging.page(
            lambda first, after: found.page(unit_id, earlier, later, first, after),
            lambda: found.count(unit_id, earlier, later),
        )
        return paging.connection(UnitDiffConnection, _found(page, earlier))

    @property
    def _slice(self) -> ObligationScope:
        return ObligationScope(borne_under=self.unit_id)


def _found(page: Page[R], earlier: Moment) -> Page[Found[R]]:
    edges = tuple(Edge(Found(edge.node, earlier), edge.key) for edge in page.edges)
    return Page(edges, page.has_next, page.total)


async def slice_diff(
    info: Info,
    unit: strawberry.ID,
    from_: Annotated[AsOf, strawberry.argument(name="from", description="The earlier moment.")],
    to: Annotated[
        AsOf | None, strawberry.argument(description="The later moment; live when left out.")
    ] = strawberry.UNSET,
) -> SliceDiff:
    """Raises the GraphQL errors BAD_ID, BAD_RANGE, NOT_FOUND and POSITION_NOT_REACHED."""
    unit_id = ids.decode(Kind.UNIT, unit)
    earlier = await info.context.moments.of(from_)
    later = await info.context.moments.of(to)
    if earlier.position > later.position or earlier.clock > later.clock:
        raise request_error("BAD_RANGE", "The earlier moment comes after the later one.")
    if unit_id not in await info.context.source.rows.units.by_ids([unit_id], later):
        raise request_error("NOT_FOUND", "There is no such unit.")
    return SliceDiff.between(unit_id, earlier, later)
