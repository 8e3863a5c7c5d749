"""One request's transaction: opened when it is first needed, read in turns."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Final, Self, TypeVar
from uuid import UUID

import asyncpg

from cascade.clock import Clock
from cascade.log import Log
from projections.engine.json_rows import to_json
from projections.engine.records import read
from projections.engine.statements import load
from projections.query_args import Edge, Key, Moment, Page, Scope

R = TypeVar("R")

LOWEST: Final = ""
"""Before every path: paths are hexadecimal digits."""
HIGHEST: Final = "g"
"""After every path."""

NOT_CLEARED: Final = -1
"""A clearance that covers no document."""

MANY_UNITS: Final = 2_000
"""From so many units on, rows are joined by hashing."""

statements = load(__package__, "session.sql")


class NotProjectedYet(Exception):
    """There are no read models: the projector has never run on this database, or just begins."""


@dataclass(frozen=True, slots=True)
class Range:
    """Paths from ``low`` up to ``high``, itself not included."""

    low: str = LOWEST
    high: str = HIGHEST

    @classmethod
    def under(cls, path: str) -> Self:
        """A unit and all under it."""
        return cls(path, path + HIGHEST)

    @classmethod
    def alone(cls, path: str) -> Self:
        """The unit without those under it: their paths go on with a digit."""
        return cls(path, path + "0")

    @property
    def is_alone(self) -> bool:
        """Whether it holds one unit only."""
        return self == Range.alone(self.low)


@dataclass(frozen=True, slots=True)
class Viewer:
    """What a scope's reading grants open at position ``p``: where subtrees begin, and ranks of
    clearance for each.
    """

    lows: tuple[str, ...]
    clearances: tuple[int, ...]
    p: int

    def clearance_over(self, range: Range) -> int:
        """The highest clearance of a grant that opens the whole range."""
        grants = zip(self.lows, self.clearances, strict=True)
        over = (
            rank for low, rank in grants if low <= range.low and range.high <= Range.under(low).high
        )
        return max(over, default=NOT_CLEARED)

    @property
    def json(self) -> str:
        """As the SQL functions of visibility take it."""
        return to_json(self)


@dataclass(frozen=True, slots=True)
class Rare:
    """Whether there is any of what is rare: where there is none, plans need not think of it."""

    policies: bool
    occurrences: bool


class Session:
    """A REPEATABLE READ, READ ONLY transaction at one position.

    The connection is not concurrent, so concurrent callers take turns. What is kept here is kept
    once its rows have come, never before: whoever asks meanwhile would take it for the answer.
    """

    def __init__(self, readers: Any, log: Log, clock: Clock) -> None:
        self.log: Final = log
        self.clock: Final = clock
        self._readers: Final = readers
        self._turn: Final = asyncio.Lock()
        self._stack: Final = AsyncExitStack()
        self._connection: Any = None
        self._checkpoint: Any = None
        self._viewers: Final[dict[tuple[Scope, int], Viewer]] = {}
        self._asked_at: datetime | None = None
        self._many: Final[dict[Range, bool]] = {}
        self._rare: Final[dict[int, Rare]] = {}
        self._shown: Final[dict[tuple[Scope, int], set[UUID]]] = {}
        self._paths: Final[dict[tuple[UUID, int], str | None]] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        async with self._turn:
            await self._stack.__aexit__(kind, error, trace)
            self._connection = None

    async def projected(self) -> tuple[int, datetime]:
        """The position of this transaction, and when it was recorded."""
        async with self._turn:
            await self._open()
        return self._checkpoint["position"], self._checkpoint["recorded_at"]

    async def parked_at(self) -> int | None:
        """The event at which the read models stood still as the transaction began, if they did."""
        async with self._turn:
            await self._open()
        position: int | None = self._checkpoint["parked_position"]
        return position

    def first_asked_at(self) -> datetime:
        """Now, and the same for the rest of the request: never before what is projected."""
        if self._asked_at is None:
            self._asked_at = max(self.clock.now(), self._checkpoint["recorded_at"])
        return self._asked_at

    async def rows(self, statement: Any, **arguments: Any) -> list[Any]:
        """What a named statement of several rows answers."""
        async with self._turn, self._anew_after_errors():
            connection = await self._open()
            return [row async for row in statement(connection, **arguments)]

    async def read(self, kind: type[R], statement: Any, /, **arguments: Any) -> list[R]:
        """The same, as rows of a type."""
        return read(kind, await self.rows(statement, **arguments))

    async def page(
        self,
        kind: type[R],
        statement: Any,
        order: Sequence[str],
        first: int,
        after: Key | None,
        /,
        **arguments: Any,
    ) -> Page[R]:
        """A page of them. ``order`` names the columns that they are ordered by, and of which the
        statement takes those of the row ``after`` which the page begins.
        """
        values = after or (None,) * len(order)
        place = {f"after_{name}": value for name, value in zip(order, values, strict=True)}
        found = await self.rows(statement, row_limit=first + 1, **place, **arguments)
        keys = (tuple(_key_part(record[name]) for name in order) for record in found)
        edges = map(Edge, read(kind, found[:first]), keys)
        return Page(tuple(edges), has_next=len(found) > first)

    async def row(self, statement: Any, **arguments: Any) -> Any:
        """What a named statement of one row (``^``) or one value (``$``) answers."""
        async with self._turn, self._anew_after_errors():
            return await statement(await self._open(), **arguments)

    @asynccontextmanager
    async def _anew_after_errors(self) -> AsyncIterator[None]:
        """PostgreSQL gives a transaction up at its first error: let it fail one read, not the rest.

        A read that is called off, because the field beside it failed, ends in such an error, too.
        The next one opens another transaction. Rows bear ranges of positions, so a moment reads
        the same from a later snapshot.
        """
        try:
            yield
        except (asyncpg.PostgresError, asyncio.CancelledError):
            await self._stack.aclose()
            self._connection = None
            raise

    async def _open(self) -> Any:
        if self._connection is None:
            try:
                self._connection = await self._begin()
            except BaseException:
                await self._stack.aclose()
                raise
        return self._connection

    async def _begin(self) -> Any:
        connection = await self._stack.enter_async_context(self._readers.acquire())
        self._stack.push_async_callback(_end, connection)
        await statements.begin(connection)
        try:
            self._checkpoint = await statements.checkpoint(connection)
        except asyncpg.UndefinedTableError as error:
            raise NotProjectedYet("there are no read models yet") from error
        # The catalog shows new tables to a snapshot that does not hold their first row yet.
        if self._checkpoint is None:
            raise NotProjectedYet("the read models hold nothing yet")
        return connection

    async def viewer(self, scope: Scope, moment: Moment) -> Viewer:
        """Where the scope's reading grants reach in the tree of the moment."""
        key = (scope, moment.position)
        if key not in self._viewers:
            clearances: dict[UUID, int] = {}
            for grant in scope.reading:
                rank = max(grant.clearance.rank, clearances.get(grant.unit_id, 0))
                clearances[grant.unit_id] = rank
            paths = await self.paths(list(clearances), moment)
            known = [(path, clearances[unit_id]) for unit_id, path in paths.items()]
            self._viewers[key] = Viewer(
                tuple(path for path, _ in known),
                tuple(rank for _, rank in known),
                moment.position,
            )
        return self._viewers[key]

    async def paths(self, unit_ids: Sequence[UUID], moment: Moment) -> dict[UUID, str]:
        """Where live units stand in the tree of the moment; others are missing."""
        p = moment.position
        missing = [u for u in dict.fromkeys(unit_ids) if (u, p) not in self._paths]
        if missing:
            rows = await self.rows(statements.paths, unit_ids=missing, p=p)
            live = {row["unit_id"]: row["path"] for row in rows}
            self._paths.update({(unit_id, p): live.get(unit_id) for unit_id in missing})
        found = ((unit_id, self._paths[unit_id, p]) for unit_id in unit_ids)
        return {unit_id: path for unit_id, path in found if path is not None}

    async def unit_alone(self, unit_id: UUID, moment: Moment) -> Range | None:
        """The range that holds this unit only; null where it is not there."""
        path = (await self.paths([unit_id], moment)).get(unit_id)
        return None if path is None else Range.alone(path)

    async def subtree(self, unit_id: UUID | None, moment: Moment) -> Range | None:
        """The range of the unit and all under it; of all units for null."""
        if unit_id is None:
            return Range()
        path = (await self.paths([unit_id], moment)).get(unit_id)
        return None if path is None else Range.under(path)

    async def addressed(self, directive_id: UUID | None, moment: Moment) -> Range:
        """The smallest range that holds all that a directive addresses, as it was placed then."""
        if directive_id is None:
            return Range()
        row = await self.row(statements.addressed, directive_id=directive_id, p=moment.position)
        return Range(row["low"] or LOWEST, row["high"] or LOWEST)

    async def addressed_in_cause(self, directive_id: UUID, moment: Moment) -> Range:
        """The same for a directive and all that implement it."""
        row = await self.row(
            statements.addressed_in_cause, directive_id=directive_id, p=moment.position
        )
        return Range(row["low"] or LOWEST, row["high"] or LOWEST)

    def shown_wholly(self, scope: Scope, moment: Moment) -> set[UUID]:
        """Directives that this request is known to show wholly: to be added to, and looked up."""
        return self._shown.setdefault((scope, moment.position), set())

    async def has_many_units(self, borne: Range, addressed: Range) -> bool:
        """Whether both ranges hold many units, so that obligations are to be planned for many."""
        return await self._holds_many(borne) and await self._holds_many(addressed)

    async def _holds_many(self, range: Range) -> bool:
        if range.is_alone:
            return False
        if range not in self._many:
            count = await self.row(
                statements.count_up_to, low=range.low, high=range.high, row_limit=MANY_UNITS
            )
            self._many[range] = count >= MANY_UNITS
        return self._many[range]

    async def rare(self, moment: Moment) -> Rare:
        """What there was by then of what is rare."""
        p = moment.position
        if p not in self._rare:
            self._rare[p] = Rare(**await self.row(statements.rare, p=p))
        return self._rare[p]


async def _end(connection: Any) -> None:
    """A connection that was lost has nothing to end: what is told is the loss."""
    with suppress(asyncpg.InterfaceError, asyncpg.PostgresConnectionError):
        await statements.end(connection)


def _key_part(value: Any) -> Any:
    """A column of an order as a JSON value."""
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
