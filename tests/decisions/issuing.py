"""The issue of a directive, and what it is issued upon."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from cascade.directive.commands import (
    AudienceInput,
    GroupInput,
    IssueDirective,
    QuotaInput,
    TaskInput,
    WindowInput,
)
from cascade.directive.decisions.issuing import Surroundings, draft_issue
from cascade.directive.events import DirectiveIssued
from cascade.directive.state import Directive
from cascade.refusals import Problems, Refused
from tests.decisions.organisation import calendar, nation, unit_id
from tests.decisions.story import NOW, Given, told

TODAY = date(2026, 1, 5)
ID = unit_id("a directive")
TREE, CALENDAR = nation(), calendar()
AROUND = Surroundings(TREE, CALENDAR, NOW)
TASK = TaskInput(key="1", text="Báo cáo kết quả")
QUOTA = QuotaInput(minimum=1, unit_of_measure="tin, bài", stated="ít nhất 1 tin, bài")
ISSUE = IssueDirective(
    issuer=unit_id("D1"),
    type="CV",
    subject="Về việc thông tin",
    issued_on=TODAY,
    audience=AudienceInput(
        (unit_id("W1"),), (GroupInput(under=unit_id("P1"), levels=("branch",)),)
    ),
    tasks=(TASK,),
    windows=(WindowInput(key="dai-hoi", stated="trong thời gian đại hội"),),
)


def issued(
    command: IssueDirective = ISSUE,
    /,
    around: Surroundings = AROUND,
    directive_id: UUID = ID,
    **changed: Any,
) -> DirectiveIssued:
    """What the issue of a command comes to, as changed; nothing of it may be refused."""
    problems = Problems()
    event = draft_issue(around, replace(command, **changed), directive_id, problems)
    assert [told(reason) for reason in problems.found] == []
    return event


def refused(**changed: Any) -> list[str]:
    """For what an issue is refused, as changed."""
    problems = Problems()
    try:
        draft_issue(AROUND, replace(ISSUE, **changed), ID, problems)
    except Refused:
        if not problems.found:
            raise
    return [told(reason) for reason in problems.found]


def in_force(command: IssueDirective = ISSUE, /, **changed: Any) -> Given[Directive]:
    """The directive once it was issued; the tree was told in two events before it."""
    return Given(Directive(), 2).and_given(issued(command, **changed))


def task(**changed: Any) -> tuple[TaskInput, ...]:
    return (replace(TASK, **changed),)
