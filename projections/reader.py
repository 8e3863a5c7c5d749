"""One request's reading: one transaction at one position, opened when it is first needed.

    async with Reader(database.readers, log, clock) as reader:
        moment = await reader.live()
        page = await reader.obligations.of_unit(
            unit_id, ObligationFilter(), ObligationOrder.DUE_FIRST,
            first=50, after=None, moment=moment, scope=scope)

All methods may be called concurrently: they take turns on the one connection.
"""

from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final, Self

from cascade.clock import Clock
from cascade.log import Log
from projections.audit.entries import Entries
from projections.audit.entries import statements as audit_statements
from projections.audit.reading import Audit
from projections.calendar.days import WorkingDays
from projections.calendar.reading import DueDays
from projections.differences.reading import Differences
from projections.differences.units import UnitDifferences
from projections.directives.amendments_reading import Amendments
from projections.directives.attachments_reading import Attachments
from projections.directives.invitations_reading import Invitations
from projections.directives.reading import Directives
from projections.drafts.reading import Drafts
from projections.engine.session import Session
from projections.feed.reading import Feed
from projections.follow_up.reading import FollowUp
from projections.obligations.indicators import Indicators
from projections.obligations.occurrences_reading import Occurrences
from projections.obligations.reading import Obligations
from projections.organisation.reading import Units
from projections.organisation.relations_reading import Relations
from projections.organisation.rows import LevelRow
from projections.organisation.scheduling_reading import Scheduling
from projections.query_args import Moment
from projections.reach.cascades_reading import Cascades
from projections.reach.relays_reading import Relays
from projections.reports.reading import Reports
from projections.reports.recorded_reading import RecordedReports
from projections.tasks.policies_reading import Policies
from projections.tasks.reading import Tasks
from projections.webhooks.reading import Webhooks


class PositionNotReached(Exception):
    """The read models do not hold this position (yet)."""


class Reader:
    """What a request reads by. ``readers`` is the pool that reads only."""

    def __init__(self, readers: Any, log: Log, clock: Clock) -> None:
        self._session: Final = Session(readers, log, clock)
        self._live: Moment | None = None
        self.units: Final = Units(self._session)
        self.relations: Final = Relations(self._session)
        self.scheduling: Final = Scheduling(self._session)
        self.working_days: Final = WorkingDays(self._session)
        self.directives: Final = Directives(self._session)
        self.drafts: Final = Drafts(self._session)
        self.amendments: Final = Amendments(self._session)
        self.invitations: Final = Invitations(self._session)
        self.relays: Final = Relays(self._session)
        self.tasks: Final = Tasks(self._session)
        self.policies: Final = Policies(self._session)
        self.reports: Final = Reports(self._session)
        self.attachments: Final = Attachments(self._session)
        self.cascades: Final = Cascades(self._session)
        self.recorded_reports: Final = RecordedReports(self._session)
        self.due_days: Final = DueDays(self._session)
        self.follow_up: Final = FollowUp(self._session)
        self.occurrences: Final = Occurrences(self._session)
        entries = Entries(self._session, self.units, self.directives, self.tasks)
        self.audit: Final = Audit(self._session, entries)
        self.obligations: Final = Obligations(self._session, entries)
        self.indicators: Final = Indicators(self._session)
        self.differences: Final = Differences(self._session, self.obligations)
        self.unit_differences: Final = UnitDifferences(self._session, self.units)
        self.feed: Final = Feed(self._session, self.obligations)
        self.webhooks: Final = Webhooks(self._session)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.__aexit__(kind, error, trace)

    async def projected_to(self) -> int:
        """The position that the read models held when the transaction began."""
        return (await self._session.projected())[0]

    async def parked_at(self) -> int | None:
        """The event that could not be projected, where the read models stand still before it."""
        return await self._session.parked_at()

    async def live(self) -> Moment:
        """The projected position and now: the same moment for all that this reader answers."""
        if self._live is None:
            position = await self.projected_to()
            clock = self._session.first_asked_at()
            self._live = Moment(position, clock)
        return self._live

    async def at_position(self, position: int) -> Moment:
        """Judged by the time that the position was recorded. Raises PositionNotReached."""
        if position == 0:
            return Moment(0, datetime(1970, 1, 1, tzinfo=UTC))
        recorded_at = await self._session.row(audit_statements.recorded_at, position=position)
        if recorded_at is None:
            raise PositionNotReached(f"position {position} is not projected")
        return Moment(position, recorded_at)

    async def at_instant(self, instant: datetime) -> Moment:
        """What was recorded up to an instant, judged by it."""
        position = await self._session.row(audit_statements.position_at, instant=instant)
        return Moment(position or 0, instant)

    async def exactly(self, moment: Moment) -> Moment:
        """An earlier answer's moment. Raises PositionNotReached."""
        if moment.position > await self.projected_to():
            raise PositionNotReached(f"position {moment.position} is not projected")
        return moment

    async def levels(self) -> tuple[LevelRow, ...]:
        """The levels of the administration, from the top."""
        return await self.units.levels()

    async def time_zone(self) -> str:
        """The zone that the deployment's days are of."""
        return (await self.units.zone()).key
