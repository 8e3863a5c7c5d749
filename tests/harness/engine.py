"""An engine under test: commands go in, and what they recorded is kept for the model to judge."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Self
from uuid import UUID

from cascade.clock import SteppedClock
from cascade.engine import (
    Engine,
    Outcome,
    Request,
    open_engine,
)
from cascade.enums import Classification, Role
from cascade.log import EventMapper, Log
from cascade.organisation.commands import FoundOrganisation
from cascade.organisation.events import LevelRecord
from cascade.recorded import Recorded
from tests.harness.grants import grant_at_once
from tests.harness.ground import Ground
from tests.oracle.history import History

START = datetime(2026, 1, 5, 2, tzinfo=UTC)
"""A Monday, nine in the morning in Hanoi; New Year's Day lies behind, Tet six weeks ahead."""
HANOI = "Asia/Ho_Chi_Minh"
ADMINISTRATOR = "administrator"
HAND = "hand"
"""The subject that acts and issues for every unit."""
CALENDAR = "@calendar"
"""Nobody: what takes effect on its day."""
MAPPER = EventMapper()
"""Shared: working out how each event class is read takes longer than a test's story."""


@dataclass
class TestEngine:
    """A product, its clock, and all that it has recorded so far."""

    __test__ = False  # pytest takes a class of this name for tests

    ground: Ground
    log: Log
    under_test: Engine
    clock: SteppedClock
    history: History = field(default_factory=History)
    sent: int = 0
    handed: dict[UUID, None] = field(default_factory=dict)

    @classmethod
    @asynccontextmanager
    async def on(
        cls,
        ground: Ground,
        seed: int = 0,
        mapper: EventMapper = MAPPER,
        clock: SteppedClock | None = None,
    ) -> AsyncIterator[Self]:
        """Emptied ground. The same seed and commands give the same log, byte for byte."""
        await ground.empty()
        random = Random(seed)
        clock = clock or SteppedClock(START)
        async with Log(ground.database.pool, ground.database.connect, clock, mapper) as log:
            under_test = open_engine(
                log, clock, lambda: UUID(int=random.getrandbits(128), version=4), random.randbytes
            )
            yield cls(ground, log, under_test, clock)

    @property
    def facts(self) -> list[Recorded]:
        return self.history.facts

    async def send(self, command: object, principal: str = HAND) -> Outcome:
        """Carry a command out; raises Refused, and nothing is recorded then."""
        self.sent += 1
        request = Request(principal, f"key {self.sent}", UUID(int=self.sent))
        try:
            return await self.under_test.execute(command, request)
        finally:
            await self.catch_up()

    async def catch_up(self) -> None:
        self.history.grow(await self.log.read(self.history.head))

    async def found(
        self, level_keys: Sequence[str], root_code: str, root_kind: str, zone: str = HANOI
    ) -> UUID:
        """The organisation, its root alone; returns the root's id."""
        levels = [
            LevelRecord(rank=rank, key=key, name=key) for rank, key in enumerate(level_keys, 1)
        ]
        founding = FoundOrganisation(
            time_zone=zone,
            levels=tuple(levels),
            root_code=root_code,
            root_name=f"Unit {root_code}",
            root_symbol=root_code.upper(),
            root_kind=root_kind,
            administrator=ADMINISTRATOR,
        )
        outcome = await self.send(founding, ADMINISTRATOR)
        return UUID(outcome.answer["units"][0])

    async def give_hand(self, unit_ids: Sequence[UUID]) -> None:
        """The hand acts for these too."""
        if not unit_ids:
            return
        grants = [(HAND, unit_id, Role.ISSUER) for unit_id in unit_ids]
        before = {HAND: len(self.handed)}
        await grant_at_once(self.log, self.clock.now(), grants, Classification.TOP_SECRET, before)
        self.handed |= dict.fromkeys(unit_ids)
        await self.catch_up()
