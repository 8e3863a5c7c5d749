"""A sample of obligations, drawn by a seed: each as the log has it, beside what is shown of it."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final
from uuid import UUID

from cascade.clock import Clock
from cascade.engine import Engine
from cascade.enums import Classification, Role
from cascade.log import Log
from projections.engine.session import Session
from projections.engine.statements import load
from projections.query_args import (
    ObligationFilter,
    ObligationKey,
    ObligationOrder,
    ReadingGrant,
    Scope,
)
from projections.reader import Reader
from projections.verification.agreement import differing, found

statements = load(__package__, "sampling.sql")

OWED_BY_A_UNIT: Final = 20
"""Of a unit that was drawn so many obligations lead to the directives that it is compared by."""
ATTEMPTS: Final = 5
"""The log may have gone on between the two looks: what differs is looked at again."""
FOLLOWING_SECONDS: Final = 5.0
POLL_SECONDS: Final = 0.05


@dataclass(frozen=True, slots=True)
class Pair:
    """All that one directive asks of one addressed unit."""

    directive_id: UUID
    unit_id: UUID


@dataclass(frozen=True, slots=True)
class Difference:
    """An obligation that is shown otherwise than the log has it."""

    pair: Pair
    key: ObligationKey
    words: str


@dataclass(frozen=True, slots=True)
class Compared:
    """How many obligations a pair has by the log, and what of them is shown otherwise."""

    owed: int
    differences: tuple[Difference, ...]


class Verification:
    """Compares beside a running server; reads only. ``readers`` is the pool that reads only."""

    def __init__(self, engine: Engine, readers: Any, log: Log, clock: Clock) -> None:
        self._engine: Final = engine
        self._readers: Final = readers
        self._log: Final = log
        self._clock: Final = clock

    async def drawn(self, seed: int, size: int) -> list[Pair]:
        """At most so many pairs: a third each by what units owe, by what they did, and of units and
        directives that need have nothing to do with each other.
        """
        share = max(1, size // 3)
        async with Session(self._readers, self._log, self._clock) as session:
            position, _ = await session.projected()
            asked = {"seed": seed, "p": position, "row_limit": share}
            units = [r["unit_id"] for r in await session.rows(statements.some_units, **asked)]
            directives = await session.rows(statements.some_directives, **asked)
            acts = await session.rows(statements.some_acts, **asked)
        random = Random(seed)
        pairs = [Pair(row["directive_id"], row["unit_id"]) for row in acts]
        pairs += [Pair(row["directive_id"], random.choice(units)) for row in directives]
        owing = await self._owing(units, share)
        return list(dict.fromkeys([*pairs, *owing]))

    async def _owing(self, unit_ids: Sequence[UUID], most: int) -> list[Pair]:
        """Pairs that units bear something of, unit after unit until there are so many."""
        pairs: dict[Pair, None] = {}
        async with Reader(self._readers, self._log, self._clock) as reader:
            moment = await reader.live()
            for unit_id in unit_ids:
                page = await reader.obligations.of_unit(
                    unit_id,
                    ObligationFilter(),
                    ObligationOrder.DUE_FIRST,
                    OWED_BY_A_UNIT,
                    None,
                    moment,
                    _everything([unit_id]),
                )
                rows = [edge.node for edge in page.edges]
                pairs |= dict.fromkeys(Pair(row.directive_id, row.key.unit_id) for row in rows)
                if len(pairs) >= most:
                    break
        return list(pairs)[:most]

    async def compare(self, pair: Pair) -> Compared:
        """What differs however often one looks, while the log goes on."""
        compared = await self._look(pair)
        for _ in range(ATTEMPTS - 1):
            if not compared.differences:
                break
            await self._follow()
            compared = await self._look(pair)
        return compared

    async def _look(self, pair: Pair) -> Compared:
        every = await found(self._engine, "", pair.directive_id, [pair.unit_id])
        bearers = {each.bearer_id for each in every.values() if each is not None}
        root_id = (await self._engine.organisation()).root_id
        scope = _everything({pair.unit_id, *bearers} | ({root_id} if root_id else set()))
        async with Reader(self._readers, self._log, self._clock) as reader:
            moment = await reader.live()
            shown = await reader.obligations.by_keys(list(every), moment, scope)
        told = differing(every, shown)
        return Compared(
            sum(each is not None for each in every.values()),
            tuple(Difference(pair, key, words) for key, words in told.items()),
        )

    async def _follow(self) -> None:
        """Until the read models hold what the log holds now, or a while."""
        head = (await self._log.head()).position
        loop = asyncio.get_running_loop()
        until = loop.time() + FOLLOWING_SECONDS
        while loop.time() < until:
            async with Reader(self._readers, self._log, self._clock) as reader:
                if await reader.projected_to() >= head:
                    return
            await asyncio.sleep(POLL_SECONDS)


def _everything(unit_ids: Collection[UUID]) -> Scope:
    """What is for the eyes of a unit alone included."""
    return Scope(
        tuple(
            ReadingGrant(unit_id, Role.INSPECTOR, Classification.TOP_SECRET) for unit_id in unit_ids
        )
    )
