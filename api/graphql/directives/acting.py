"""Mutations on directives, and their dry runs."""

from uuid import UUID

from api.graphql.directives import commands as inputs
from api.graphql.directives.inputs import (
    AudienceInput,
    DateWindowInput,
    IssueDirectiveInput,
    RecordDirectiveInput,
)
from api.graphql.directives.previews import (
    AudienceLevelCount,
    AudiencePreview,
    DirectivePreview,
    TaskDue,
)
from api.graphql.directives.types import DocumentNumber
from api.graphql.enums import DueKind
from api.graphql.organisation.types import Level
from api.graphql.payloads import DirectivePayload
from api.graphql.runtime.command_runner import Carrying
from api.graphql.runtime.refusing import user_error
from api.graphql.runtime.scalars import Count
from api.graphql.tasks.types import Due
from cascade.directive.records import TaskRecord
from cascade.engine.handlers.previews import AudienceSummary, preview_audience, preview_issue
from cascade.numbering.number import DocumentNumber as Numbered


class DirectiveCommands(Carrying):
    """What becomes of directives."""

    async def issue_directive(self, input: IssueDirectiveInput) -> DirectivePayload:
        return await self.with_directive(inputs.issue_directive(input), input.idempotency_key)

    async def record_directive(self, input: RecordDirectiveInput) -> DirectivePayload:
        return await self.with_directive(inputs.record_directive(input), input.idempotency_key)

    async def date_window(self, input: DateWindowInput) -> DirectivePayload:
        return await self.with_directive(inputs.date_window(input), input.idempotency_key)

    # ---- dry runs

    async def preview_audience(self, issuer: UUID, input: AudienceInput) -> AudiencePreview:
        wanted = inputs.audience(input)
        summary = await preview_audience(self.engine, self.principal.subject, issuer, wanted)
        return await self._audience(summary)

    async def preview_directive(self, input: IssueDirectiveInput) -> DirectivePreview:
        command = inputs.issue_directive(input)
        summary = await preview_issue(self.engine, self.principal.subject, command)
        return DirectivePreview(
            number=_number(summary.number) if summary.number else None,
            audience=await self._audience(summary.audience),
            obligations=Count(summary.obligations),
            dues=[_task_due(task) for task in summary.tasks],
            user_errors=[user_error(problem) for problem in summary.problems],
        )

    async def _audience(self, summary: AudienceSummary) -> AudiencePreview:
        at = await self.reader.live()
        levels = {level.key: level for level in await self.reader.levels(at)}
        by_level: list[tuple[Level, int]] = sorted(
            ((levels[key], count) for key, count in summary.by_level.items() if key in levels),
            key=lambda pair: pair[0].rank,
        )
        sample = await self.reader.units(summary.sample, at)
        return AudiencePreview(
            count=Count(summary.by_level.total()),
            by_level=[AudienceLevelCount(level=level, count=Count(n)) for level, n in by_level],
            sample=[unit for unit in sample if unit is not None],
            problems=[user_error(problem) for problem in summary.problems],
        )


def _number(number: Numbered) -> DocumentNumber:
    return DocumentNumber(
        text=number.text,
        sequence=number.sequence,
        suffix=number.suffix,
        year=number.year,
        type=number.type,
        symbol=number.symbol,
    )


def _task_due(task: TaskRecord) -> TaskDue:
    due = task.due
    undated = due.kind == "WINDOW" and due.due_at is None
    kind = DueKind.WINDOW_NOT_DATED if undated else DueKind(due.kind)
    return TaskDue(
        task_key=task.key,
        due=Due(
            kind=kind,
            stated=due.stated,
            rule=due.rule,
            window=due.window,
            occurrences=len(due.occurrences) or None,
        ),
        due_at=due.due_at,
    )
