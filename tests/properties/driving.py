"""Tells a plan to the product: step by step, through its commands, with an injected clock."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Self
from uuid import UUID

from cascade.access.events import RoleGranted
from cascade.clock import SteppedClock
from cascade.commands import Engine, Request, open_engine
from cascade.identifiers import access_id
from cascade.log import Append, EventMapper, Log
from cascade.organisation.commands import FoundOrganisation
from cascade.organisation.events import LevelRecord
from cascade.recorded import Recorded
from cascade.refusals import Refused
from cascade.terms import Classification, Role
from tests.oracle.history import History
from tests.properties import plans
from tests.properties.ground import Ground
from tests.properties.wording import Wording, word

START = datetime(2026, 1, 5, 2, tzinfo=UTC)
"""A Monday, nine in the morning in Hanoi; New Year's Day lies behind, Tet six weeks ahead."""
ADMINISTRATOR = "administrator"
MAPPER = EventMapper()
"""Shared: working out how each event class is read takes longer than a tale."""
HAND = "hand"
"""The subject that acts and issues for every unit."""


@dataclass
class Tale:
    """A product in one example: its log and commands, and all that it has recorded so far."""

    ground: Ground
    log: Log
    engine: Engine
    clock: SteppedClock
    facts: list[Recorded] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    sent: int = 0
    hands: int = 0

    @classmethod
    @asynccontextmanager
    async def on(cls, ground: Ground, seed: int = 0) -> AsyncIterator[Self]:
        """Emptied ground. The same seed and commands give the same log, byte for byte."""
        await ground.empty()
        random = Random(seed)
        clock = SteppedClock(START)
        async with Log(ground.database.pool, ground.database.connect, clock, MAPPER) as log:
            engine = open_engine(
                log, clock, lambda: UUID(int=random.getrandbits(128), version=4), random.randbytes
            )
            yield cls(ground, log, engine, clock)

    @property
    def history(self) -> History:
        return History(self.facts)

    @property
    def wording(self) -> Wording:
        return Wording(self.history, self.clock.now())

    async def send(self, command: object, principal: str = HAND) -> bool:
        """Carry a command out; false where it is refused, which records nothing."""
        self.sent += 1
        request = Request(principal, f"key {self.sent}", UUID(int=self.sent))
        try:
            await self.engine.execute(command, request)
        except Refused as refused:
            self.refusals.append(f"{type(command).__name__} {refused.reasons[0].code}")
            return False
        finally:
            self.facts += await self.log.read(len(self.facts))
        return True

    async def found(self, levels: int) -> None:
        names = [f"level{rank}" for rank in range(1, levels + 1)]
        await self.send(
            FoundOrganisation(
                "Asia/Ho_Chi_Minh",
                tuple(LevelRecord(rank, name, name) for rank, name in enumerate(names, 1)),
                "u0",
                "Unit u0",
                "U0",
                plans.KINDS[0],
                ADMINISTRATOR,
            ),
            ADMINISTRATOR,
        )

    async def establish(self, step: plans.Establish) -> None:
        """New units, and the hand to act for them."""
        await self.send(word(self.wording, step), ADMINISTRATOR)
        await self.give_hand(self.wording.units[self.hands :])

    async def give_hand(self, unit_ids: Sequence[UUID]) -> None:
        """All grants in one append: by commands they would take longer than the rest of a tale."""
        stream_id, now = access_id(HAND), self.clock.now()
        granted = [
            RoleGranted(
                stream_id,
                self.hands + number,
                now,
                HAND,
                unit_id,
                Role.ISSUER,
                Classification.TOP_SECRET,
                None,
                None,
            )
            for number, unit_id in enumerate(unit_ids, 1)
        ]
        await self.log.append(
            Append(
                principal=ADMINISTRATOR,
                key=f"hand {self.hands}",
                digest=bytes(32),
                correlation_id=UUID(int=0),
                expected={stream_id: self.hands},
                events=granted,
                answer={},
            )
        )
        self.hands += len(granted)
        self.facts += await self.log.read(len(self.facts))

    async def take(self, step: plans.Step) -> None:
        """Any step of a plan but the projector's."""
        if isinstance(step, plans.Wait):
            self.clock.step(timedelta(hours=step.hours))
        elif isinstance(step, plans.Establish):
            await self.establish(step)
        elif not isinstance(step, plans.Project):
            command = word(self.wording, step)
            if command is not None:
                await self.send(command, _principal(step))


def _principal(step: plans.Step) -> str:
    kept = (plans.Move, plans.Rename, plans.Grant, plans.Revoke)
    return ADMINISTRATOR if isinstance(step, kept) else HAND


async def tell(tale: Tale, plan: plans.Plan) -> None:
    """The whole plan."""
    await tale.found(plan.levels)
    await tale.establish(plans.Establish(plan.units))
    for step in plan.opening + plan.steps:
        await tale.take(step)
