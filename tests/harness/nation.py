"""An engine over a real log, and short words for talking to it as anybody of a small nation."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest

from cascade.access.commands import GrantRole
from cascade.clock import SteppedClock
from cascade.database import Database
from cascade.directive.commands import IssueDirective
from cascade.engine import (
    Engine,
    Outcome,
    Request,
    open_engine,
)
from cascade.enums import Classification, Role
from cascade.execution.commands import Acknowledge, ObligationRef, ReportRef, SubmitReport
from cascade.log import Log
from cascade.organisation.commands import EstablishUnits, FoundOrganisation, NewUnit
from cascade.organisation.events import LevelRecord
from cascade.refusals import Refused
from tests.decisions.story import told
from tests.harness.builders import issuing, owed, under
from tests.harness.grants import grant_at_once

START = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
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
        command = GrantRole(
            subject=subject, unit=self.units[code], role=role, clearance=Classification.SECRET
        )
        await self.do(command)

    # ---- words for a small story: one directive to all under a province

    def issuing(self, issuer: str = "D1", /, **changed: Any) -> IssueDirective:
        """Department D1's, or another's, to every ward and branch under province P1."""
        everyone = under(self.units["P1"], "ward", "branch")
        return issuing(self.units[issuer], everyone, **changed)

    async def issued(self, issuer: str = "D1", /, **changed: Any) -> UUID:
        """The id of a directive that was issued."""
        outcome = await self.do(self.issuing(issuer, **changed), by=f"issuer-{issuer}")
        return UUID(outcome.answer["directive"])

    def owed(self, directive: UUID, code: str, key: str = "t1") -> ObligationRef:
        return owed(directive, self.units[code], key)

    def acknowledging(self, directive: UUID, code: str, key: str = "t1") -> Acknowledge:
        return Acknowledge((self.owed(directive, code, key),))

    async def reported(self, directive: UUID, code: str, key: str = "t1") -> ReportRef:
        """A report that the unit's officer submitted."""
        command = SubmitReport(
            obligation=self.owed(directive, code, key), text="Đã làm xong", quantity=Decimal(1)
        )
        outcome = await self.do(command, by=f"officer-{code}")
        return ReportRef(
            directive=directive, unit=self.units[code], report=UUID(outcome.answer["report"])
        )


def small_tree(root_id: UUID) -> Iterator[NewUnit]:
    for n in (1, 2):
        yield committee(f"P{n}", f"Tỉnh ủy {n}", "province", f"TU{n}", parent=root_id)
    for n, above in ((1, "P1"), (2, "P1"), (3, "P2")):
        yield committee(f"W{n}", f"Đảng ủy phường {n}", "ward", "ĐU", parent_code=above)
    yield NewUnit(
        code="D1",
        name="Ban 1",
        kind="department",
        level="province",
        symbol="B1",
        parent_code="P1",
        addresses_under_code="P1",
    )
    for ward, n in ((ward, n) for ward in (1, 2, 3) for n in (1, 2)):
        code, name = f"B{ward}{n}", f"Chi bộ {ward}.{n}"
        yield NewUnit(code=code, name=name, kind="cell", level="branch", parent_code=f"W{ward}")


def committee(code: str, name: str, level: str, symbol: str, **parent: Any) -> NewUnit:
    return NewUnit(code=code, name=name, kind="committee", level=level, symbol=symbol, **parent)


@asynccontextmanager
async def root_alone(database: Database) -> AsyncIterator[Nation]:
    """The centre C, and "admin", its administrator."""
    clock = SteppedClock(START)
    async with Log(database.pool, database.connect, clock) as log:
        nation = Nation(open_engine(log, clock), log, clock)
        founding = FoundOrganisation(
            time_zone="Asia/Ho_Chi_Minh",
            levels=LEVELS,
            root_code="C",
            root_name="Trung ương",
            root_symbol="TW",
            root_kind="body",
            administrator="admin",
        )
        outcome = await nation.do(founding, by="founder")
        nation.units["C"] = UUID(outcome.answer["units"][0])
        yield nation


@asynccontextmanager
async def small_nation(database: Database) -> AsyncIterator[Nation]:
    """Centre, provinces P1 and P2, wards W1 and W2 under P1, W3 under P2, branches under each.

    "issuer-X" issues for unit X, and "officer-X" is its officer.
    """
    async with root_alone(database) as nation:
        await nation.establish(*small_tree(nation.units["C"]))
        roles = {"issuer": Role.ISSUER, "officer": Role.OFFICER}
        grants = [
            (f"{word}-{code}", unit_id, role)
            for code, unit_id in nation.units.items()
            for word, role in roles.items()
        ]
        await grant_at_once(nation.log, nation.clock.now(), grants)
        yield nation
