"""Mutations on obligations."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from api.graphql.directives.attachment_commands import attachments
from api.graphql.obligations.inputs import (
    AcknowledgeInput,
    DecideReportInput,
    ExemptGroupInput,
    ExemptObligationsInput,
    ExtendGroupInput,
    ExtendObligationsInput,
    RemindInput,
    SubmitReportInput,
)
from api.graphql.obligations.quantities import quantity
from api.graphql.organisation.unit_commands import unit
from api.graphql.payloads import (
    GroupPayload,
    ObligationOutcome,
    ObligationsPayload,
    RemindPayload,
)
from api.graphql.runtime import ids
from api.graphql.runtime.command_runner import Carrying, Done
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.node import UserError
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.refusing import user_error
from api.graphql.runtime.scalars import Count
from cascade import engine as commands
from cascade.engine import ObligationRef
from cascade.execution.refusals import RemindOneWay
from projections.query_args import ObligationKey


def answered(answer: Any) -> ObligationKey:
    """The obligation that a command's answer names."""
    obligation = answer["obligation"]
    day = obligation["occurrence"]
    occurrence = date.fromisoformat(day) if day else None
    return ObligationKey(UUID(obligation["task"]), UUID(obligation["unit"]), occurrence)


class Acting(Carrying):
    """Carries out what is done on obligations, and answers with them."""

    async def ref(self, obligation: str) -> ObligationRef:
        """An obligation by its opaque id, as commands know it."""
        (ref,) = await self.refs([ids.decode_obligation(obligation)])
        return ref

    async def refs(self, keys: Sequence[ObligationKey]) -> list[ObligationRef]:
        """The obligations with their directives; an unknown task gets one that nobody issued."""
        tasks = await self.reader.tasks([key.task_id for key in keys], await self.reader.live())
        nobody = UUID(int=0)
        return [
            ObligationRef(
                task.directive_key if task else nobody, key.unit_id, key.task_id, key.occurrence
            )
            for key, task in zip(keys, tasks, strict=True)
        ]

    async def on_each(
        self, command: object, idempotency_key: str, keys: list[ObligationKey]
    ) -> ObligationsPayload:
        async def answer(done: Done) -> ObligationsPayload:
            return await self.each_outcome(done, keys)

        return await self.carry_out(command, idempotency_key, answer, ObligationsPayload.refused)

    async def on_one(
        self, command: object, idempotency_key: str, key_of: Callable[[Any], ObligationKey]
    ) -> ObligationsPayload:
        async def answer(done: Done) -> ObligationsPayload:
            return await self.outcomes(done, [key_of(done.outcome.answer)], [[]])

        return await self.carry_out(command, idempotency_key, answer, ObligationsPayload.refused)

    async def each_outcome(self, done: Done, keys: list[ObligationKey]) -> ObligationsPayload:
        """What a command that judges each obligation alone came to."""
        errors = [
            [UserError(**error) for error in outcome["errors"]]
            for outcome in done.outcome.answer["outcomes"]
        ]
        return await self.outcomes(done, keys, errors)

    async def outcomes(
        self, done: Done, keys: list[ObligationKey], errors: list[list[UserError]]
    ) -> ObligationsPayload:
        found = await self.reader.obligations(keys, done.at) if done.at else [None] * len(keys)
        outcomes = [
            ObligationOutcome(
                id=ids.encode_obligation(key), obligation=obligation, done=not of, user_errors=of
            )
            for key, obligation, of in zip(keys, found, errors, strict=True)
        ]
        return ObligationsPayload(
            outcomes=outcomes, position=done.position, user_errors=done.errors
        )


class ObligationCommands(Acting):
    """What units do with what they owe."""

    async def acknowledge(self, input: AcknowledgeInput) -> ObligationsPayload:
        keys = [ids.decode_obligation(text) for text in input.obligations]
        command = commands.Acknowledge(tuple(await self.refs(keys)))
        return await self.on_each(command, input.idempotency_key, keys)

    async def extend_obligations(self, input: ExtendObligationsInput) -> ObligationsPayload:
        keys = [ids.decode_obligation(text) for text in input.obligations]
        refs = tuple(await self.refs(keys))
        command = commands.ExtendObligations(refs, input.due_at, input.reason)
        return await self.on_each(command, input.idempotency_key, keys)

    async def exempt_obligations(self, input: ExemptObligationsInput) -> ObligationsPayload:
        keys = [ids.decode_obligation(text) for text in input.obligations]
        command = commands.ExemptObligations(tuple(await self.refs(keys)), input.reason)
        return await self.on_each(command, input.idempotency_key, keys)

    async def submit_report(self, input: SubmitReportInput) -> ObligationsPayload:
        key = ids.decode_obligation(input.obligation)
        files = attachments(input.attachments)
        ref = await self.ref(input.obligation)
        command = commands.SubmitReport(ref, input.text, quantity(input), files)
        return await self.on_one(command, input.idempotency_key, lambda _: key)

    async def decide_report(self, input: DecideReportInput) -> ObligationsPayload:
        report = ids.decode_report(input.report)
        command = commands.DecideReport(
            commands.ReportRef(report.directive_id, report.unit_id, report.report_id),
            input.decision,
            or_none(input.remark),
            or_none(input.received_on),
            or_none(input.due_at),
        )
        return await self.on_one(command, input.idempotency_key, answered)

    # ---- many at once

    async def extend_group(self, input: ExtendGroupInput) -> GroupPayload:
        command = commands.ExtendGroup(
            ids.decode(Kind.DIRECTIVE, input.directive),
            unit(input.under),
            input.due_at,
            input.reason,
            tuple(or_none(input.tasks) or ()),
        )
        return await self._group(command, input.idempotency_key, input.due_at)

    async def exempt_group(self, input: ExemptGroupInput) -> GroupPayload:
        command = commands.ExemptGroup(
            ids.decode(Kind.DIRECTIVE, input.directive),
            unit(input.under),
            input.reason,
            tuple(or_none(input.tasks) or ()),
        )
        return await self._group(command, input.idempotency_key, None)

    async def _group(
        self,
        command: commands.ExtendGroup | commands.ExemptGroup,
        key: str,
        due_before: datetime | None,
    ) -> GroupPayload:
        async def answer(done: Done) -> GroupPayload:
            directive, count = None, None
            if done.at is not None:
                (directive,) = await self.reader.directives([command.directive], done.at)
                before = await self.reader.at_position(done.at.position - 1)
                count = await self.reader.count_open(
                    command.directive, command.under, command.tasks, due_before, before
                )
            return GroupPayload(
                directive=directive,
                count=None if count is None else Count(count),
                position=done.position,
                user_errors=done.errors,
            )

        return await self.carry_out(command, key, answer, GroupPayload.refused)

    async def remind(self, input: RemindInput) -> RemindPayload:
        named, under = or_none(input.obligations), or_none(input.overdue_under)
        if (named is None) is (under is None):
            reason = RemindOneWay("Give either obligations or overdueUnder.", "obligations")
            return RemindPayload.refused([user_error(reason)])
        if under is None and or_none(input.directive) is not None:
            reason = RemindOneWay("A directive narrows overdueUnder only.", "directive")
            return RemindPayload.refused([user_error(reason)])
        if under is None:
            return await self._remind_each(input, named or [])
        return await self._remind_overdue(input, unit(under))

    async def _remind_each(self, input: RemindInput, named: Sequence[str]) -> RemindPayload:
        keys = [ids.decode_obligation(text) for text in named]
        refs = tuple(await self.refs(keys))
        command = commands.Remind(refs, unit(input.by), or_none(input.note))

        async def answer(done: Done) -> RemindPayload:
            payload = await self.each_outcome(done, keys)
            return RemindPayload(
                count=Count(sum(outcome.done for outcome in payload.outcomes)),
                outcomes=payload.outcomes,
                position=payload.position,
                user_errors=payload.user_errors,
            )

        key, refused = input.idempotency_key, RemindPayload.refused
        return await self.carry_out(command, key, answer, refused)

    async def _remind_overdue(self, input: RemindInput, under: UUID) -> RemindPayload:
        directive = ids.optional(Kind.DIRECTIVE, input.directive)
        now = await self.reader.live()
        count = await self.reader.count_overdue(under, directive, now)
        by = unit(input.by)
        command = commands.RemindOverdue(by, under, directive, or_none(input.note), count)

        async def answer(done: Done) -> RemindPayload:
            return RemindPayload(
                count=Count(done.outcome.answer["count"]),
                outcomes=[],
                position=done.position,
                user_errors=done.errors,
            )

        key, refused = input.idempotency_key, RemindPayload.refused
        return await self.carry_out(command, key, answer, refused)
