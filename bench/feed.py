"""A page of the feed costs what it shows: of an issue to 240,000 units as of one to a ward's."""

import time
from typing import Final

from bench.letters import plain
from bench.measuring import Row, Surroundings, less
from bench.nation import ISSUER, VIETNAM, Nation, loaded_nation
from cascade.directive.commands import AudienceInput, GroupInput
from cascade.enums import Classification, Role
from projections.feed.rows import Place
from projections.query_args import Moment, ReadingGrant, Scope
from projections.reader import Reader

PAGE: Final = 200
"""A ward's branches owe so much by one letter of three tasks."""
PAGES: Final = 20
"""Of an issue to everyone, the first ones: each begins where the one before it ended."""
WARD: Final = "g1-01-001"
LIMIT: Final = 3.0


async def measure(surroundings: Surroundings) -> list[Row]:
    """The row "a page of the feed"."""
    many: list[float] = []
    few: list[float] = []
    async with loaded_nation(surroundings) as nation:
        ward_id = (await nation.engine.organisation()).by_code(WARD)
        assert ward_id is not None
        everyone, ward = (
            AudienceInput(groups=(GroupInput(under=each, levels=("branch",)),))
            for each in (nation.root_id, ward_id)
        )
        for _ in range(surroundings.rounds):
            few.append(await _pages(nation, ward, 1))
            many.append(await _pages(nation, everyone, PAGES))
            surroundings.machine.probe()
    name = f"a page of the feed: issue to {VIETNAM.branches:,} units : to a ward's"
    return [less(name, many, few, "ms", at_most=LIMIT, goal=f"≤ {LIMIT:.0f} ×")]


async def _pages(nation: Nation, audience: AudienceInput, pages: int) -> float:
    """Milliseconds of one of the pages that tell a letter to somebody who sees all."""
    scope = Scope((ReadingGrant(nation.root_id, Role.INTEGRATION, Classification.SECRET),))
    place = Place(await _live(nation))
    await nation.do(plain(nation.root_id, audience), ISSUER)
    live = await _live(nation)
    taken = 0.0
    for _ in range(pages):
        started = time.perf_counter()
        async with Reader(nation.database.readers, nation.log, nation.clock) as reader:
            page = await reader.feed.page(None, place, PAGE, live, scope)
        taken += time.perf_counter() - started
        assert page.changes
        place = page.place
    return taken / pages * 1e3


async def _live(nation: Nation) -> Moment:
    async with Reader(nation.database.readers, nation.log, nation.clock) as reader:
        return await reader.live()
