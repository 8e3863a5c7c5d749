"""How one request reads: a snapshot, the principal's slice, rows seen.

    begin -> (reads at one position) -> renew -> (reads at a later one) -> end

Rows are kept by their moment. They bear position ranges, so a moment reads the same from a later
snapshot; they are let go at a renewal all the same, for the principal's grants may have changed.
"""

from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack, suppress
from uuid import UUID

from api.graphql.runtime.cursors import Seal
from api.graphql.runtime.errors import no_organisation, request_error
from api.graphql.runtime.principal import Principal
from api.services import Services
from cascade.access.state import Grant
from cascade.engine import Engine
from cascade.refusals import Refused
from projections.directives.rows import DirectiveRow
from projections.engine.session import NotProjectedYet
from projections.obligations.rows import ObligationRow
from projections.organisation.rows import LevelRow
from projections.query_args import Moment, ObligationKey, ReadingGrant, Scope
from projections.reader import Reader


class Source:
    """One request's way to the read models. ``begin`` comes first, ``end`` last."""

    def __init__(self, services: Services, principal: Principal) -> None:
        self.services = services
        self.principal = principal
        self.grants: Sequence[Grant] = ()
        self.held: Sequence[Grant] = ()
        """Those, too, that are over or have not begun."""
        self.scope = Scope(())
        self._open = AsyncExitStack()
        self._rows: Reader | None = None
        self._levels: dict[str, LevelRow] = {}
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

    @property
    def engine(self) -> Engine:
        return self.services.engine

    def seal(self, place: str) -> Seal:
        """What makes cursors of a list the principal's own."""
        return Seal(self.services.cursor_key, self.principal.subject, place)

    async def _judge(self) -> None:
        session = self.engine.session(self.principal.subject)
        access = await session.start()
        self.held = tuple(access.grants.values())
        self.grants = access.valid(self.engine.now())
        self.scope = Scope(())
        with suppress(Refused):  # nothing is founded yet
            organisation = session.organisation
            # What has ended opens nothing, not even of the days when it had not.
            live = [grant for grant in self.grants if organisation.is_live(grant.unit_id)]
            self.scope = Scope(tuple(ReadingGrant(g.unit_id, g.role, g.clearance) for g in live))

    async def live(self) -> Moment:
        """The projected position that this request reads at, and now; the same in every call.

        Raises the GraphQL errors NOT_READY, and NO_ORGANISATION before the foundation.
        """
        try:
            moment = await self.rows.live()
        except NotProjectedYet as error:
            await self._refuse_unfounded()
            message = "The read models are being laid out for the first time. Ask again."
            raise request_error("NOT_READY", message) from error
        if moment.position == 0:
            await self._refuse_unfounded()
        return moment

    async def _refuse_unfounded(self) -> None:
        """A log begins with the foundation."""
        if (await self.services.log.head()).position == 0:
            raise no_organisation()

    async def wait_for(self, position: int, bound_seconds: float) -> bool:
        """Whether ``position`` is projected within the bound.

        Called before anything is read, or between two mutations.
        """
        # A snapshot of before would not see the position, and would hold a connection meanwhile.
        await self.end()
        reached = await self.services.notifier.wait_for(position, bound_seconds)
        await self.renew()
        return reached

    async def parked_at(self) -> int | None:
        """The event that could not be projected, where the read models stand still before it."""
        try:
            return await self.rows.parked_at()
        except NotProjectedYet:
            return None

    async def levels(self) -> dict[str, LevelRow]:
        """By key."""
        if not self._levels:
            self._levels = {row.key: row for row in await self.rows.levels()}
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
