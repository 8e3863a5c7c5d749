"""One request's reading: one transaction at one position, opened when it is first needed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from projections.rows import (
    AuditFilter,
    AuditRow,
    CascadeRow,
    CitationRow,
    DirectiveFilter,
    DirectiveRow,
    HopRow,
    Key,
    LevelRow,
    Moment,
    ObligationFilter,
    ObligationKey,
    ObligationOrder,
    ObligationRow,
    Page,
    PolicyRow,
    ProgressRow,
    ReportRow,
    Scope,
    TaskRow,
    UnitFilter,
    UnitNameRow,
    UnitProgressOrder,
    UnitProgressRow,
    UnitRow,
    WindowRow,
)

# SKELETON: signatures first, so that others can write against them; bodies follow.
#
#   async with Reader(database.readers, log, clock) as reader:      # nothing is opened yet
#       moment = await reader.live()
#       page = await reader.obligations.of_unit(unit_id, ObligationFilter(), ObligationOrder.DUE_FIRST,
#                                               first=50, after=None, moment=moment, scope=scope)
#
# All methods may be called concurrently: they take turns on the one connection.
# reader.units, .directives, .tasks, .obligations, .reports, .cascades, .audit have the methods below.


class PositionNotReached(Exception):
    """The read models do not hold this position (yet)."""


class AmbiguousNumber(Exception):
    """Several documents of the issuer bear the number; the day of issue tells them apart."""


class Moments:  # methods of Reader itself
    async def live(self) -> Moment: ...  # projected position, the clock's now: the same all request
    async def at_position(self, position: int) -> Moment: ...  # clock = recorded_at; PositionNotReached
    async def at_instant(self, instant: datetime) -> Moment: ...  # last position recorded up to it
    async def exactly(self, moment: Moment) -> Moment: ...  # checked against the projected position
    async def levels(self) -> tuple[LevelRow, ...]: ...
    async def time_zone(self) -> str: ...
    async def projected_to(self) -> int: ...


class Units:
    async def by_ids(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, UnitRow]: ...
    async def by_code(self, code: str, moment: Moment) -> UnitRow | None: ...
    async def page(
        self, filter: UnitFilter, first: int, after: Key | None, moment: Moment
    ) -> Page[UnitRow]: ...  # by code
    async def count(self, filter: UnitFilter, moment: Moment) -> int: ...
    async def children(
        self, unit_id: UUID, first: int, after: Key | None, moment: Moment
    ) -> Page[UnitRow]: ...
    async def count_children(self, unit_id: UUID, moment: Moment) -> int: ...
    async def names(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[UnitNameRow, ...]]: ...
    async def within(self, ids: Sequence[UUID], moment: Moment, scope: Scope) -> frozenset[UUID]: ...
    async def policies(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[PolicyRow, ...]]: ...


class Directives:
    async def by_ids(
        self, ids: Sequence[UUID], moment: Moment, scope: Scope
    ) -> dict[UUID, DirectiveRow]: ...  # invisible ones are missing; .whole tells a card
    async def by_number(
        self, number: str, issuer_id: UUID, issued_on: object, moment: Moment, scope: Scope
    ) -> DirectiveRow | None: ...  # AmbiguousNumber
    async def page(
        self, filter: DirectiveFilter, first: int, after: Key | None, moment: Moment, scope: Scope
    ) -> Page[DirectiveRow]: ...  # wholly visible ones, newest first
    async def count(self, filter: DirectiveFilter, moment: Moment, scope: Scope) -> int: ...
    async def received_by(
        self, unit_id: UUID, first: int, after: Key | None, moment: Moment, scope: Scope
    ) -> Page[DirectiveRow]: ...
    async def count_received_by(self, unit_id: UUID, moment: Moment, scope: Scope) -> int: ...
    async def windows(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[WindowRow, ...]]: ...
    async def citations(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[CitationRow, ...]]: ...
    async def implements(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[UUID, ...]]: ...  # to be fetched by by_ids: some may be invisible
    async def implemented_by(
        self,
        directive_id: UUID,
        under_id: UUID | None,
        first: int,
        after: Key | None,
        moment: Moment,
        scope: Scope,
    ) -> Page[DirectiveRow]: ...
    async def count_implemented_by(
        self, directive_id: UUID, under_id: UUID | None, moment: Moment, scope: Scope
    ) -> int: ...


class Tasks:
    async def by_ids(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, TaskRow]: ...
    async def of_directives(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[TaskRow, ...]]: ...  # the document's own, in its order


class Obligations:
    async def by_keys(
        self, keys: Sequence[ObligationKey], moment: Moment, scope: Scope
    ) -> dict[ObligationKey, ObligationRow]: ...
    async def of_unit(
        self,
        unit_id: UUID,
        filter: ObligationFilter,
        order: ObligationOrder,
        first: int,
        after: Key | None,
        moment: Moment,
        scope: Scope,
    ) -> Page[ObligationRow]: ...  # and count_of_unit(unit_id, filter, moment, scope)
    # of_subtree(unit_id, ...), count_of_subtree(...)                      the same arguments
    # of_directive(directive_id, under_id, filter, order, first, after, moment, scope), count_of_directive
    # routed_to(unit_id, filter, first, after, moment, scope), count_routed_to      (DUE_FIRST)
    async def progress(
        self,
        unit_id: UUID | None,
        directive_id: UUID | None,
        filter: ObligationFilter,
        moment: Moment,
        scope: Scope,
    ) -> ProgressRow: ...  # of the unit's subtree (null: the whole tree)
    async def progress_by_child(
        self,
        unit_id: UUID,
        directive_id: UUID | None,
        filter: ObligationFilter,
        order: UnitProgressOrder,
        first: int,
        after: Key | None,
        moment: Moment,
        scope: Scope,
    ) -> Page[UnitProgressRow]: ...  # every live child; their number is units.count_children
    async def because(
        self, key: ObligationKey, moment: Moment, scope: Scope
    ) -> tuple[AuditRow, ...]: ...


class Reports:
    async def of_obligations(
        self, keys: Sequence[ObligationKey], moment: Moment
    ) -> dict[ObligationKey, tuple[ReportRow, ...]]: ...  # newest first, 20 each
    async def by_ids(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, ReportRow]: ...


class Cascades:
    async def reach(
        self, directive_id: UUID, under_id: UUID | None, moment: Moment, scope: Scope
    ) -> CascadeRow: ...
    async def hops(
        self,
        directive_id: UUID,
        under_id: UUID | None,
        first: int,
        after: Key | None,
        moment: Moment,
        scope: Scope,
    ) -> Page[HopRow]: ...  # count_hops(directive_id, under_id, moment, scope)
    # stalled(...), count_stalled(...)                                     the same arguments


class Audit:
    async def page(
        self, filter: AuditFilter, first: int, after: Key | None, moment: Moment, scope: Scope
    ) -> Page[AuditRow]: ...


class Arrivals:
    """One for the process: ``Arrivals(database)``; ``async with`` starts and ends its listening."""

    async def wait_for(self, position: int, bound_seconds: float) -> bool: ...


_ = Mapping
