"""Commands of every small story, in short words. Ids of units are given by who knows them."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from cascade.directive.commands import AudienceInput, GroupInput, IssueDirective, TaskInput
from cascade.enums import ReportDecision
from cascade.execution.commands import DecideReport, ObligationRef, ReportRef
from cascade.identifiers import task_id

TODAY: Final = date(2026, 1, 5)
TASK: Final = TaskInput(key="t1", text="Báo cáo kết quả")


def under(unit: UUID, *levels: str, kinds: tuple[str, ...] = ()) -> AudienceInput:
    """Everybody under a unit, or those of some levels or kinds."""
    return AudienceInput(groups=(GroupInput(under=unit, levels=levels, kinds=kinds),))


def issuing(issuer: UUID, audience: AudienceInput, /, **changed: Any) -> IssueDirective:
    """A document of today with one undated task, as changed."""
    given: dict[str, Any] = {
        "type": "CV",
        "subject": "Về việc thông tin",
        "issued_on": TODAY,
        "audience": audience,
        "tasks": (TASK,),
    }
    return IssueDirective(**{"issuer": issuer, **given, **changed})


def owed(directive: UUID, unit: UUID, key: str = TASK.key) -> ObligationRef:
    return ObligationRef(directive=directive, unit=unit, task=task_id(directive, key))


def accepting(report: ReportRef) -> DecideReport:
    return DecideReport(report=report, decision=ReportDecision.ACCEPTED)
