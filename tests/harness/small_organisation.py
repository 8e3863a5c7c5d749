"""A small organisation, and short words for what happens in it. Days are of January 2026."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.directive.commands import (
    AudienceInput,
    CitationInput,
    DateWindow,
    DueInput,
    GroupInput,
    PassOnInput,
    QuotaInput,
    RecordDirective,
    TaskInput,
    WindowInput,
)
from cascade.enums import CitationRelation, ReportDecision, Urgency
from cascade.execution.commands import (
    Acknowledge,
    DecideReport,
    ExtendObligations,
    ObligationRef,
    RelayDirective,
    ReportRef,
    SubmitReport,
)
from cascade.organisation.commands import EstablishUnits, MoveUnit, NewUnit, RenameUnit
from cascade.policy.commands import SetPolicy
from cascade.refusals import Refused
from tests.harness.builders import issuing, owed
from tests.harness.engine import ADMINISTRATOR, HAND, TestEngine
from tests.oracle.days import local_day

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
LEVELS = ("centre", "province", "ward", "branch")
CHART = (
    ("P", "C", "province"),
    ("D", "P", "province"),
    ("W1", "P", "ward"),
    ("W2", "P", "ward"),
    ("B1", "W1", "branch"),
    ("B2", "W1", "branch"),
    ("B3", "W2", "branch"),
)
"""D is the province's department: it addresses whom the province addresses."""


def at(day: int, hour: int = 9) -> datetime:
    """An hour of a day in Hanoi."""
    return datetime(2026, 1, day, hour, tzinfo=HANOI)


def end_of(day: int) -> datetime:
    """The last instant of a day."""
    return datetime(2026, 1, day, 23, 59, 59, 999_999, HANOI)


@dataclass
class SmallOrganisation:
    """``ids`` are units by their codes."""

    engine: TestEngine
    ids: dict[str, UUID] = field(default_factory=dict)

    async def begin(self, zone: str = HANOI.key) -> None:
        """Monday the 5th, nine in the morning in Hanoi."""
        root_id = await self.engine.found(LEVELS, "C", "committee", zone)
        newcomers = tuple(
            NewUnit(
                code=code,
                name=f"Unit {code}",
                kind="department" if code == "D" else "committee",
                level=level,
                symbol=code,
                parent_code=None if parent == "C" else parent,
                parent=root_id if parent == "C" else None,
                addresses_under_code=parent if code == "D" else None,
            )
            for code, parent, level in CHART
        )
        outcome = await self.engine.send(EstablishUnits(newcomers), ADMINISTRATOR)
        established = [UUID(unit_id) for unit_id in outcome.answer["units"]]
        self.ids = dict(zip([code for code, _, _ in CHART], established, strict=True))
        self.ids["C"] = root_id
        await self.engine.give_hand(list(self.ids.values()))

    def clock(self, instant: datetime) -> None:
        self.engine.clock.step_to(instant)

    # ---- words

    def to(
        self,
        *codes: str,
        under: str | None = None,
        levels: Sequence[str] = (),
        kinds: Sequence[str] = (),
    ) -> AudienceInput:
        """Units by name, and the group under a unit."""
        groups: tuple[GroupInput, ...] = ()
        if under is not None:
            groups = (GroupInput(under=self.ids[under], levels=tuple(levels), kinds=tuple(kinds)),)
        return AudienceInput(tuple(self.ids[code] for code in codes), groups)

    def task(
        self,
        key: str = "1",
        *,
        lead: str | None = None,
        coordinating: Sequence[str] = (),
        co_leads: Sequence[str] = (),
        coordinating_groups: AudienceInput | None = None,
        minimum: int | None = None,
        report_to: str | None = None,
        report_via: str | None = None,
        **values: Any,
    ) -> TaskInput:
        """``values`` are further fields of TaskInput."""
        return TaskInput(
            key=key,
            text="a task",
            lead=self.ids[lead] if lead else None,
            coordinating=tuple(self.ids[code] for code in coordinating),
            co_leads=tuple(self.ids[code] for code in co_leads),
            coordinating_groups=coordinating_groups.groups if coordinating_groups else (),
            quota=QuotaInput(minimum=minimum, unit_of_measure="works", stated=f"at least {minimum}")
            if minimum
            else None,
            report_to=self.ids[report_to] if report_to else None,
            report_via=self.ids[report_via] if report_via else None,
            **values,
        )

    @staticmethod
    def due_on(day: int) -> DueInput:
        return DueInput(on=date(2026, 1, day))

    def ref(self, directive_id: UUID, obligation: str) -> ObligationRef:
        """By "unit/task", such as B1/1."""
        code, key = obligation.split("/")
        return owed(directive_id, self.ids[code], key)

    # ---- what happens

    async def issue(
        self,
        to: AudienceInput,
        *tasks: TaskInput,
        issuer: str = "P",
        document_type: str = "CV",
        issued_on: date | None = None,
        level_by_level: bool = False,
        days: int | None = None,
        implements: Sequence[UUID] = (),
        citations: Sequence[CitationInput] = (),
        windows: Sequence[str] = (),
        **values: Any,
    ) -> UUID:
        """Returns the directive's id. ``values`` are further fields of the command."""
        cited = [
            CitationInput(text="1-CV/X", relation=CitationRelation.IMPLEMENTS, target=upper_id)
            for upper_id in implements
        ]
        command = issuing(
            self.ids[issuer],
            to,
            type=document_type,
            issued_on=issued_on or self.today,
            tasks=tasks or (self.task(),),
            windows=tuple(WindowInput(key=key, stated=key) for key in windows),
            citations=(*cited, *citations),
            level_by_level=PassOnInput(days) if level_by_level else None,
            **values,
        )
        return UUID((await self.engine.send(command)).answer["directive"])

    @property
    def today(self) -> date:
        return local_day(self.engine.history, self.engine.clock.now())

    async def record(
        self, issuer: str, number: str, issued_on: date, document_type: str = "KH"
    ) -> UUID:
        command = RecordDirective(
            recorded_by=self.ids["P"],
            issuer=self.ids[issuer],
            type=document_type,
            number=number,
            subject="a document",
            issued_on=issued_on,
        )
        return UUID((await self.engine.send(command)).answer["directive"])

    async def relay(self, directive_id: UUID, by: str, to: AudienceInput) -> None:
        await self.engine.send(RelayDirective(directive=directive_id, by=self.ids[by], audience=to))

    async def date_window(self, directive_id: UUID, key: str, to_day: int) -> None:
        first, last = date(2026, 1, 5), date(2026, 1, to_day)
        await self.engine.send(
            DateWindow(directive=directive_id, key=key, from_day=first, to_day=last)
        )

    async def set_policy(
        self,
        code: str,
        *,
        acknowledge: int | None = None,
        pass_on: int | None = None,
        enter: int | None = None,
        key: str = "receipt",
        urgencies: Sequence[Urgency] = (),
    ) -> None:
        valid_from = date(2026, 1, 1)
        await self.engine.send(
            SetPolicy(
                unit=self.ids[code],
                key=key,
                valid_from=valid_from,
                types=(),
                acknowledge_within_working_days=acknowledge,
                pass_on_within_working_days=pass_on,
                enter_within_working_days=enter,
                urgencies=tuple(urgencies),
            )
        )

    async def acknowledge(self, directive_id: UUID, *owed: str) -> None:
        refs = tuple(self.ref(directive_id, name) for name in owed)
        await self.engine.send(Acknowledge(refs))

    async def report(self, directive_id: UUID, owed: str, quantity: int | None = None) -> UUID:
        """Returns the report's id."""
        exact = None if quantity is None else Decimal(quantity)
        command = SubmitReport(obligation=self.ref(directive_id, owed), text="done", quantity=exact)
        return UUID((await self.engine.send(command)).answer["report"])

    async def accept(
        self, directive_id: UUID, code: str, report_id: UUID, received_on: date | None = None
    ) -> None:
        report = ReportRef(directive=directive_id, unit=self.ids[code], report=report_id)
        accepted = ReportDecision.ACCEPTED
        await self.engine.send(
            DecideReport(report=report, decision=accepted, remark=None, received_on=received_on)
        )

    async def give_back(
        self, directive_id: UUID, code: str, report_id: UUID, due_at: datetime | None = None
    ) -> None:
        report = ReportRef(directive=directive_id, unit=self.ids[code], report=report_id)
        returned = ReportDecision.RETURNED
        await self.engine.send(
            DecideReport(
                report=report, decision=returned, remark="again", received_on=None, due_at=due_at
            )
        )

    async def extend(self, directive_id: UUID, owed: str, due_at: datetime) -> list[str]:
        """Returns the codes of what is refused."""
        command = ExtendObligations((self.ref(directive_id, owed),), due_at, "a reason")
        outcomes = (await self.engine.send(command)).answer["outcomes"]
        return [error["code"] for outcome in outcomes for error in outcome["errors"]]

    async def move(self, code: str, to: str) -> None:
        await self.engine.send(MoveUnit(unit=self.ids[code], parent=self.ids[to]), ADMINISTRATOR)

    async def rename(self, code: str, name: str, not_before: date, not_after: date) -> None:
        command = RenameUnit(
            unit=self.ids[code], name=name, valid_not_before=not_before, valid_not_after=not_after
        )
        await self.engine.send(command, ADMINISTRATOR)

    async def refusals(self, command: object, principal: str = HAND) -> list[str]:
        """The codes of the reasons for which a command is refused; none where it is not."""
        try:
            await self.engine.send(command, principal)
        except Refused as refused:
            return [reason.code for reason in refused.reasons]
        return []
