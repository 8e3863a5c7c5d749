"""What the parts of one request's reader share: a snapshot, the principal's slice, rows seen.

    begin -> (reads at one position) -> renew -> (reads at a later one) -> end

Rows are kept by their moment. They bear position ranges, so a moment reads the same from a later
snapshot; they are let go at a renewal all the same, for the principal's grants may have changed.
"""

from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack, suppress
from uuid import UUID
from zoneinfo import ZoneInfo

from api.graphql.organisation.types import Level
from api.graphql.runtime.principal import Principal
from api.services import Services
from cascade.access.state import Grant
from cascade.refusals import Refused
from projections.directives.rows import DirectiveRow
from projections.obligations.rows import ObligationRow
from projections.query_args import Moment, ObligationKey, ReadingGrant, Scope
from projections.reader import Reader


class Source:
    """One request's way to the read models. ``begin`` comes first, ``end`` last."""

    def __init__(self, services: Services, principal: Principal) -> None:
        self.services = services
        self.principal = principal
        self.grants: Sequence[Grant] = ()
        self.scope = Scope(())
        self.zone = ZoneInfo("UTC")
        self._open = AsyncExitStack()
        self._rows: Reader | None = None
        self._levels: dict[str, Level] = {}
        self._directives: dict[tuple[Moment, UUID], DirectiveRow | None] = {}
        self._obligations: dict[tuple[Moment, ObligationKey], ObligationRow | None] = {}

    async def begin(self) -> None:
        """Load the principal's grants; the snapshot opens with the first read."""
        await self._judge()
        self._rows = await self._open.enter_async_context(self.services.rows())

    async def renew(self) -> None:
        """Give the snapshot up; the next read opens one of the then newest position."""
        await self.end()
        self._levels.clear()
        self._directives.clear()
        self._obligations.clear()
        await self.begin()

    async def end(self) -> None:
        """End the snapshot's transaction and give its connection back."""
        self._rows = None
        await self._open.aclose()

    @property
    def rows(self) -> Reader:
        """The snapshot; raises RuntimeError outside of the request."""
        if self._rows is None:
            raise RuntimeError("this request's reading has not begun, or has ended")
        return self._rows

    async def _judge(self) -> None:
        session = self.services.engine.session(self.principal.subject)
        access = await session.start()
        self.grants = access.valid(self.services.engine.now())
        self.zone = ZoneInfo("UTC")
        self.scope = Scope(())
        with suppress(Refused):  # nothing is founded yet
            organisation = session.organisation
            self.zone = organisation.zone
            # What has ended opens nothing, not even of the days when it had not.
            live = [grant for grant in self.grants if organisation.is_live(grant.unit_id)]
            self.scope = Scope(tuple(ReadingGrant(g.unit_id, g.role, g.clearance) for g in live))

    async def levels(self) -> dict[str, Level]:
        """By key."""
        if not self._levels:
            found = await self.rows.levels()
            self._levels = {
                row.key: Level(rank=row.rank, key=row.key, name=row.name) for row in found
            }
        return self._levels

    async def directives(self, ids: Iterable[UUID], at: Moment) -> dict[UUID, DirectiveRow]:
        """Those that the principal may see, wholly or as a card."""
        wanted = set(ids)
        missing = [each for each in wanted if (at, each) not in self._directives]
        if missing:
            found = await self.rows.directives.by_ids(missing, at, self.scope)
            self._directives.update({(at, each): found.get(each) for each in missing})
        rows = {each: self._directives[at, each] for each in wanted}
        return {each: row for each, row in rows.items() if row is not None}

    async def whole(self, ids: Iterable[UUID], at: Moment) -> dict[UUID, DirectiveRow]:
        """Those that the principal may see wholly."""
        return {each: row for each, row in (await self.directives(ids, at)).items() if row.whole}

    def saw_directives(self, rows: Iterable[DirectiveRow], at: Moment) -> None:
        """Keep rows that a list has brought along."""
        self._directives.update({(at, row.directive_id): row for row in rows})

    async def obligations(
        self, keys: Iterable[ObligationKey], at: Moment
    ) -> dict[ObligationKey, ObligationRow]:
        """Those that the principal may see."""
        wanted = set(keys)
        missing = [each for each in wanted if (at, each) not in self._obligations]
        if missing:
            found = await self.rows.obligations.by_keys(missing, at, self.scope)
            self._obligations.update({(at, each): found.get(each) for each in missing})
        rows = {each: self._obligations[at, each] for each in wanted}
        return {each: row for each, row in rows.items() if row is not None}

    def saw_obligations(self, rows: Iterable[ObligationRow], at: Moment) -> None:
        """Keep rows that a list has brought along."""
        self._obligations.update({(at, row.key): row for row in rows})


class OfRequest:
    """A part of one request's reader."""

    def __init__(self, source: Source) -> None:
        self._source = source
