"""Short words for the commands of a small story: one directive to all under a province."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from cascade.directive.commands import (
    AudienceInput,
    GroupInput,
    IssueDirective,
    TaskInput,
)
from cascade.enums import ReportDecision
from cascade.execution.commands import (
    Acknowledge,
    DecideReport,
    ObligationRef,
    ReportRef,
    SubmitReport,
)
from cascade.identifiers import task_id
from tests.engine.conftest import Nation

TODAY = date(2026, 1, 5)


def issue(nation: Nation, issuer: str = "D1", **changed: Any) -> IssueDirective:
    """Department D1's, to every ward and branch under province P1, with one undated task."""
    given: dict[str, Any] = {
        "issuer": nation.units[issuer],
        "type": "CV",
        "subject": "Về việc thông tin",
        "issued_on": TODAY,
        "audience": AudienceInput(
            groups=(GroupInput(under=nation.units["P1"], levels=("ward", "branch")),)
        ),
        "tasks": (TaskInput(key="t1", text="Báo cáo kết quả"),),
    }
    return IssueDirective(**{**given, **changed})


async def issued(nation: Nation, issuer: str = "D1", **changed: Any) -> UUID:
    """The id of a directive that was issued."""
    outcome = await nation.do(issue(nation, issuer, **changed), by=f"issuer-{issuer}")
    return UUID(outcome.answer["directive"])


def owed(nation: Nation, directive: UUID, code: str, key: str = "t1") -> ObligationRef:
    return ObligationRef(directive=directive, unit=nation.units[code], task=task_id(directive, key))


def acknowledging(nation: Nation, directive: UUID, code: str, key: str = "t1") -> Acknowledge:
    return Acknowledge((owed(nation, directive, code, key),))


async def reported(nation: Nation, directive: UUID, code: str, key: str = "t1") -> ReportRef:
    """A report that the unit's officer submitted."""
    command = SubmitReport(
        obligation=owed(nation, directive, code, key), text="Đã làm xong", quantity=Decimal(1)
    )
    outcome = await nation.do(command, by=f"officer-{code}")
    return ReportRef(
        directive=directive, unit=nation.units[code], report=UUID(outcome.answer["report"])
    )


def accepting(report: ReportRef) -> DecideReport:
    return DecideReport(report=report, decision=ReportDecision.ACCEPTED)
