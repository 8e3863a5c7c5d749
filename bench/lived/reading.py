"""What the read models answer, without HTTP and GraphQL: by the statements that these send."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from api.cli.composing import Deployment
from bench.lived.asking import Taken, taken
from bench.measuring import Row
from cascade.enums import Classification, Role
from projections.query_args import (
    Moment,
    ObligationFilter,
    ObligationOrder,
    ReadingGrant,
    Scope,
    Status,
    Timeliness,
    UnitProgressOrder,
)
from projections.reader import Reader

SAMPLE: Final = 40
"""Units of each level that are asked about."""
PAGE: Final = 50
ELEVEN_MONTHS: Final = timedelta(days=334)
OVERDUE: Final = ObligationFilter(timeliness=(Timeliness.OVERDUE,))
FILTERS: Final = (
    ObligationFilter(),
    OVERDUE,
    ObligationFilter(status=(Status.PENDING,)),
    ObligationFilter(status=(Status.FULFILLED,), timeliness=(Timeliness.LATE,)),
)
INBOX_MILLISECONDS: Final = 10.0
PAGE_MILLISECONDS: Final = 50.0
COUNT_MILLISECONDS: Final = 100.0
PAST: Final = 3.0

Ask = Callable[[Reader, UUID, Moment], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Questions:
    """What anybody asks of a unit, for somebody who sees everything."""

    scope: Scope

    async def inbox(self, reader: Reader, unit: UUID, moment: Moment) -> object:
        return await reader.obligations.of_unit(
            unit, ObligationFilter(), ObligationOrder.DUE_FIRST, PAGE, None, moment, self.scope
        )

    async def first_page(self, reader: Reader, unit: UUID, moment: Moment) -> object:
        return await self._page(ObligationFilter(), reader, unit, moment)

    async def first_overdue(self, reader: Reader, unit: UUID, moment: Moment) -> object:
        return await self._page(OVERDUE, reader, unit, moment)

    async def progress(self, reader: Reader, unit: UUID, moment: Moment) -> object:
        return await reader.obligations.progress(unit, None, ObligationFilter(), moment, self.scope)

    async def by_child(self, reader: Reader, unit: UUID, moment: Moment) -> object:
        order = UnitProgressOrder.MOST_OVERDUE
        return await reader.obligations.progress_by_child(
            unit, None, ObligationFilter(), order, PAGE, None, moment, self.scope
        )

    def count(self, filter: ObligationFilter) -> Ask:
        async def counted(reader: Reader, unit: UUID, moment: Moment) -> object:
            return await reader.obligations.count_of_subtree(unit, filter, moment, self.scope)

        return counted

    async def _page(
        self, filter: ObligationFilter, reader: Reader, unit: UUID, moment: Moment
    ) -> object:
        return await reader.obligations.of_subtree(
            unit, filter, ObligationOrder.DUE_FIRST, PAGE, None, moment, self.scope
        )


class Reading:
    """Asks the read models of a deployment, live and of eleven months ago."""

    def __init__(self, deployment: Deployment, units: dict[str, list[UUID]]) -> None:
        self._deployment: Final = deployment
        self._units: Final = units
        [root_id] = units["centre"]
        grant = ReadingGrant(root_id, Role.INSPECTOR, Classification.TOP_SECRET)
        self._questions: Final = Questions(Scope((grant,)))

    async def rows(self, advance: Callable[[int], None]) -> list[Row]:
        """The table's first part."""
        ask = self._questions
        found: list[Row] = []

        async def add(name: str, question: Ask, level: str, goal: float) -> Taken:
            live = await taken(self._live(question), self._units[level])
            found.append(live.row(f"{name} of {level}", goal))
            advance(1)
            return live

        inbox = await add("inbox", ask.inbox, "branch", INBOX_MILLISECONDS)
        compared = [("inbox of branch", ask.inbox, "branch", inbox)]
        for level in ("ward", "province", "centre"):
            for name, question in (
                ("first page", ask.first_page),
                ("first overdue page", ask.first_overdue),
                ("progress", ask.progress),
                ("progress by child", ask.by_child),
            ):
                live = await add(name, question, level, PAGE_MILLISECONDS)
                compared.append((f"{name} of {level}", question, level, live))
            for each in FILTERS:
                name = f"totalCount {_told(each)}"
                await add(name, ask.count(each), level, COUNT_MILLISECONDS)
        for name, question, level, live in compared:
            past = await taken(self._past(question), self._units[level])
            found.append(_against_live(name, past, live))
            advance(1)
        return found

    def _live(self, question: Ask) -> Callable[[UUID], Awaitable[None]]:
        async def ask(unit: UUID) -> None:
            async with self._deployment.services.rows() as reader:
                await question(reader, unit, await reader.live())

        return ask

    def _past(self, question: Ask) -> Callable[[UUID], Awaitable[None]]:
        async def ask(unit: UUID) -> None:
            async with self._deployment.services.rows() as reader:
                live = await reader.live()
                await question(reader, unit, await reader.at_instant(live.clock - ELEVEN_MONTHS))

        return ask


async def ask_inbox(readers: Any, deployment: Deployment, unit: UUID) -> None:
    """A branch's inbox, for somebody who sees everything, over these connections."""
    scope = await everything(deployment)
    async with Reader(readers, deployment.log, deployment.clock) as reader:
        await Questions(scope).inbox(reader, unit, await reader.live())


async def everything(deployment: Deployment) -> Scope:
    """Of somebody who sees it."""
    root_id = (await deployment.engine.organisation()).root_id
    assert root_id is not None
    return Scope((ReadingGrant(root_id, Role.INSPECTOR, Classification.TOP_SECRET),))


def _against_live(name: str, past: Taken, live: Taken) -> Row:
    ratio = past.median / live.median
    return Row(
        f"{name} asOf eleven months ago, beside live, medians",
        past.median,
        "ms",
        live.median,
        ratio,
        f"≤ {PAST:.0f} ×",
        ratio <= PAST,
    )


def _told(filter: ObligationFilter) -> str:
    words = [*filter.status, *filter.timeliness]
    return " ".join(words).lower() if words else "of all"


async def sampled(deployment: Deployment, seed: int) -> dict[str, list[UUID]]:
    """Units of each level, here and there; the same for a seed."""
    draw, found = random.Random(seed), dict[str, list[UUID]]()
    for unit in (await deployment.engine.organisation()).units.values():
        found.setdefault(unit.level, []).append(unit.unit_id)
    return {
        level: draw.sample(sorted(units), min(SAMPLE, len(units))) for level, units in found.items()
    }
