"""A founded organisation over a real log, and short words for talking to it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from uuid import UUID, uuid4

import pytest

from cascade.access.commands import GrantRole
from cascade.clock import SteppedClock
from cascade.database import Database
from cascade.engine import (
    Engine,
    Outcome,
    Request,
    open_engine,
)
from cascade.enums import Classification, Role
from cascade.log import Log
from cascade.organisation.commands import EstablishUnits, FoundOrganisation, NewUnit
from cascade.organisation.events import LevelRecord
from cascade.refusals import Refused
from tests.decisions.story import told
from tests.harness.fixtures import database, ground

__all__ = ["database", "ground", "nation"]

LEVELS = tuple(
    LevelRecord(rank=rank, key=key, name=key.capitalize())
    for rank, key in enumerate(("centre", "province", "ward", "branch"), 1)
)


@dataclass
class Nation:
    """An engine, its clock, and the units of a small made-up nation by code."""

    engine: Engine
    log: Log
    clock: SteppedClock
    units: dict[str, UUID] = field(default_factory=dict)
    keys: "count[int]" = field(default_factory=count)

    async def do(self, command: object, by: str = "admin", key: str | None = None) -> Outcome:
        key = f"key-{next(self.keys)}" if key is None else key
        request = Request(by, key, uuid4())
        return await self.engine.execute(command, request)

    async def refused(
        self, command: object, by: str = "admin", key: str | None = None
    ) -> list[str]:
        """The codes with which a command is refused; nothing may be recorded by it."""
        reasons = await self.refusals(command, by, key)
        return [reason.partition(" at ")[0] for reason in reasons]

    async def refusals(
        self, command: object, by: str = "admin", key: str | None = None
    ) -> list[str]:
        """As ``refused``, each with its place: ``CODE at its.field``, or ``CODE`` without one."""
        before = await self.log.head()
        with pytest.raises(Refused) as caught:
            await self.do(command, by, key)
        assert (await self.log.head()).position == before.position
        return [told(reason) for reason in caught.value.reasons]

    def reopened(self) -> "Nation":
        """The same log through an engine that has read nothing yet."""
        engine = open_engine(self.log, self.clock)
        return Nation(engine, self.log, self.clock, self.units, self.keys)

    async def establish(self, *units: NewUnit) -> None:
        outcome = await self.do(EstablishUnits(units))
        ids = map(UUID, outcome.answer["units"])
        self.units.update(zip((unit.code for unit in units), ids, strict=True))

    async def grant(self, subject: str, code: str, role: Role) -> None:
        command = GrantRole(subject, self.units[code], role, Classification.SECRET)
        await self.do(command)


@pytest.fixture
async def nation(database: Database) -> AsyncIterator[Nation]:
    """Centre, provinces P1 and P2, wards W1 and W2 under P1, W3 under P2, branches under each."""
    clock = SteppedClock(datetime(2026, 1, 5, 2, 0, tzinfo=UTC))
    async with Log(database.pool, database.connect, clock) as log:
        nation = Nation(open_engine(log, clock), log, clock)
        founding = FoundOrganisation(
            "Asia/Ho_Chi_Minh", LEVELS, "C", "Trung ương", "TW", "body", "admin"
        )
        outcome = await nation.do(founding, by="founder")
        nation.units["C"] = UUID(outcome.answer["units"][0])
        await nation.establish(
            NewUnit("P1", "Tỉnh ủy 1", "committee", "province", "TU1", parent=nation.units["C"]),
            NewUnit("P2", "Tỉnh ủy 2", "committee", "province", "TU2", parent=nation.units["C"]),
            NewUnit("W1", "Đảng ủy phường 1", "committee", "ward", "ĐU", parent_code="P1"),
            NewUnit("W2", "Đảng ủy phường 2", "committee", "ward", "ĐU", parent_code="P1"),
            NewUnit("W3", "Đảng ủy phường 3", "committee", "ward", "ĐU", parent_code="P2"),
            NewUnit(
                "D1",
                "Ban 1",
                "department",
                "province",
                "B1",
                parent_code="P1",
                addresses_under_code="P1",
            ),
            *(
                NewUnit(
                    f"B{ward}{n}", f"Chi bộ {ward}.{n}", "cell", "branch", parent_code=f"W{ward}"
                )
                for ward in (1, 2, 3)
                for n in (1, 2)
            ),
        )
        roles = {"issuer": Role.ISSUER, "officer": Role.OFFICER}
        await asyncio.gather(
            *(
                nation.grant(f"{word}-{code}", code, role)
                for code in nation.units
                for word, role in roles.items()
            )
        )
        yield nation
