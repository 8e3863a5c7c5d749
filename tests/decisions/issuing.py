"""A directive with one task, and what it is issued upon."""

from dataclasses import replace
from datetime import date
from typing import Any

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
from cascade.refusals import Problems
from tests.decisions.places import calendar, nation, unit_id
from tests.decisions.story import NOW, told

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


def issued(**changed: Any) -> DirectiveIssued:
    problems = Problems()
    event = draft_issue(AROUND, replace(ISSUE, **changed), ID, problems)
    assert [told(reason) for reason in problems.found] == []
    return event


def task(**changed: Any) -> tuple[TaskInput, ...]:
    return (replace(TASK, **changed),)
