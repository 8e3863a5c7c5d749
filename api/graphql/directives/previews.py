"""Dry runs: what a command would do. Nothing is recorded."""

from datetime import date, datetime
from typing import Final, Self

import strawberry

from api.graphql.directives.inputs import AudienceInput, IssueDirectiveInput
from api.graphql.directives.notices import NOTICES, Notice
from api.graphql.directives.types import DocumentNumber
from api.graphql.enums import DueKind
from api.graphql.organisation.reading import units
from api.graphql.organisation.types import Level, Unit
from api.graphql.runtime import ids
from api.graphql.runtime.context import Info
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.links import built
from api.graphql.runtime.scalars import Count
from api.graphql.runtime.source import Source
from api.graphql.runtime.to_command import to_part
from api.graphql.runtime.user_errors import UserError, user_error
from api.graphql.tasks.types import Due
from cascade.directive.records import DueRecord, TaskRecord
from cascade.engine.handlers.previews import AudienceSummary, preview_audience, preview_issue
from cascade.refusals import Refused

FIRST_PERIODS: Final = 12
"""A year of months: enough to see what a rule comes to."""


@strawberry.type
class AudienceLevelCount:
    """How many units of one level an audience covers."""

    level: Level
    """Of the organisation's levels one that the audience covers."""
    count: Count
    """Units of this level, each once."""


@strawberry.type
class AudiencePreview:
    """Whom an audience would address on the tree of today."""

    count: Count = Count(0)
    """Units that it covers, each once."""
    by_level: list[AudienceLevelCount] = strawberry.field(default_factory=list)
    """The same by levels, from the highest down; levels without a unit are left out."""
    sample: list[Unit] = strawberry.field(default_factory=list)
    """Some of the units, 20 at the most, to see whether these are the ones that are meant."""
    problems: list[UserError] = strawberry.field(default_factory=list)
    """What would be refused, and what deserves a look, such as a unit that a task charges but
    nobody addresses."""

    @classmethod
    async def of(cls, summary: AudienceSummary, source: Source) -> Self:
        at = await source.live()
        # From the highest level down.
        levels = sorted((await source.levels()).values(), key=lambda level: level.rank)
        sample = await units(source, summary.sample, at)
        return cls(
            count=Count(summary.by_level.total()),
            by_level=[
                AudienceLevelCount(
                    level=built(Level, level, at), count=Count(summary.by_level[level.key])
                )
                for level in levels
                if level.key in summary.by_level
            ],
            sample=[built(Unit, unit, at) for unit in sample if unit is not None],
            problems=[user_error(problem) for problem in summary.problems],
        )


@strawberry.type
class DuePeriod:
    """An occurrence of a recurring task."""

    label: str
    """What it is called, such as "2026-W02"."""
    starts_on: date
    """Its first day: from then on it can be reported on."""
    due_at: datetime
    """When its obligation is due."""


@strawberry.type
class TaskDue:
    """When a task would be due."""

    task_key: str
    """Of a task of the input."""
    level: str | None
    """Where it is the rule of one level; null: the task's own."""
    due: Due
    """The rule."""
    due_at: datetime | None
    """The date that it comes to; null where it recurs, is never due, or is dated by what is still
    to come."""
    first_periods: list[DuePeriod] = strawberry.field(default_factory=list)
    """Of a recurring task the first ones, 12 at the most."""

    @classmethod
    def of(cls, task: TaskRecord) -> list[Self]:
        """By the task's own rule, and by those of levels."""
        return [cls._of(task.key, level, due) for level, due in task.rules]

    @classmethod
    def _of(cls, task_key: str, level: str | None, due: DueRecord) -> Self:
        undated = due.kind == "WINDOW" and due.due_at is None
        told = Due(
            kind=DueKind.WINDOW_NOT_DATED if undated else DueKind(due.kind),
            stated=due.stated,
            rule=due.rule,
            window=due.window,
            on_non_working_day=due.on_non_working_day,
            after_task=due.after_task,
            occurrences=len(due.occurrences) or None,
            open_ended=due.open_ended is not None,
        )
        first = [
            DuePeriod(label=each.label, starts_on=each.starts_on, due_at=each.due_at)
            for each in due.occurrences[:FIRST_PERIODS]
        ]
        return cls(task_key=task_key, level=level, due=told, due_at=due.due_at, first_periods=first)


@strawberry.type
class DirectivePreview:
    """What issuing a directive would do today."""

    number: DocumentNumber | None = None
    """The one that it would bear; null where it would bear none, or it would be refused."""
    audience: AudiencePreview = strawberry.field(default_factory=AudiencePreview)
    """Whom it would address."""
    obligations: Count = Count(0)
    """How many there would be, occurrences counted one by one."""
    dues: list[TaskDue] = strawberry.field(default_factory=list)
    """When each task would be due, levels with a rule of their own apart."""
    user_errors: list[UserError] = strawberry.field(default_factory=list)
    """Why the issue would be refused; empty where it would not."""
    notices: list[Notice] = strawberry.field(description=NOTICES, default_factory=list)


async def audience_preview(
    info: Info, issuer: strawberry.ID, input: AudienceInput
) -> AudiencePreview:
    source = info.context.source
    try:
        wanted = await to_part(input)
    except Refused as refusal:
        return AudiencePreview(problems=[user_error(reason) for reason in refusal.reasons])
    issuer_id, principal = ids.decode(Kind.UNIT, issuer), source.principal.subject
    summary = await preview_audience(source.engine, principal, issuer_id, wanted)
    return await AudiencePreview.of(summary, source)


async def directive_preview(info: Info, input: IssueDirectiveInput) -> DirectivePreview:
    source = info.context.source
    try:
        command = await to_part(input)
    except Refused as refusal:
        return DirectivePreview(user_errors=[user_error(reason) for reason in refusal.reasons])
    summary = await preview_issue(source.engine, source.principal.subject, command)
    number, at = summary.number, await source.live()
    return DirectivePreview(
        number=built(DocumentNumber, number, at) if number else None,
        audience=await AudiencePreview.of(summary.audience, source),
        obligations=Count(summary.obligations),
        dues=[due for task in summary.tasks for due in TaskDue.of(task)],
        user_errors=[user_error(problem) for problem in summary.problems],
        notices=[Notice.of(each) for each in summary.notices],
    )
