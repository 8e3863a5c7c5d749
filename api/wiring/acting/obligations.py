"""Mutations on obligations."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from api.graphql import ids
from api.graphql.inputs.given import given
from api.graphql.inputs.obligations import (
    AcknowledgeInput,
    DecideReportInput,
    ExtendObligationsInput,
    SubmitReportInput,
)
from api.graphql.node import UserError
from api.graphql.payloads import ObligationOutcome, ObligationsPayload
from api.wiring.acting.carrying import Carrying, Done
from api.wiring.commands.attachments import attachments
from cascade import commands
from cascade.commands import ObligationRef
from projections.rows import ObligationKey


class ObligationCommands(Carrying):
    """What units do with what they owe."""

    async def acknowledge(self, input: AcknowledgeInput) -> ObligationsPayload:
        keys = [ids.decode_obligation(text) for text in input.obligations]
        refs = tuple(await self._refs(keys))
        command = commands.Acknowledge(refs)
        return await self._each(command, input.idempotency_key, keys)

    async def extend_obligations(self, input: ExtendObligationsInput) -> ObligationsPayload:
        keys = [ids.decode_obligation(text) for text in input.obligations]
        refs = tuple(await self._refs(keys))
        command = commands.ExtendObligations(refs, input.due_at, input.reason)
        return await self._each(command, input.idempotency_key, keys)

    async def submit_report(self, input: SubmitReportInput) -> ObligationsPayload:
        key = ids.decode_obligation(input.obligation)
        (ref,) = await self._refs([key])
        files = attachments(input.attachments)
        command = commands.SubmitReport(ref, input.text, given(input.quantity), files)
        return await self._one(command, input.idempotency_key, lambda _: key)

    async def decide_report(self, input: DecideReportInput) -> ObligationsPayload:
        report = ids.decode_report(input.report)
        command = commands.DecideReport(
            commands.ReportRef(report.directive_id, report.unit_id, report.report_id),
            input.decision,
            given(input.remark),
            given(input.received_on),
            given(input.due_at),
        )

        def decided(answer: Any) -> ObligationKey:
            obligation = answer["obligation"]
            return ObligationKey(UUID(obligation["task"]), UUID(obligation["unit"]), None)

        return await self._one(command, input.idempotency_key, decided)

    async def _refs(self, keys: Sequence[ObligationKey]) -> list[ObligationRef]:
        """The obligations with their directives; an unknown task gets one that nobody issued."""
        tasks = await self.reader.tasks([key.task_id for key in keys], await self.reader.live())
        nobody = UUID(int=0)
        return [
            ObligationRef(
                task.directive_key if task else nobody, key.unit_id, key.task_id, key.occurrence
            )
            for key, task in zip(keys, tasks, strict=True)
        ]

    async def _each(
        self, command: object, idempotency_key: str, keys: list[ObligationKey]
    ) -> ObligationsPayload:
        async def answer(done: Done) -> ObligationsPayload:
            errors = [
                [UserError(**error) for error in outcome["errors"]]
                for outcome in done.outcome.answer["outcomes"]
            ]
            return await self._outcomes(done, keys, errors)

        return await self.carry_out(command, idempotency_key, answer, ObligationsPayload.refused)

    async def _one(
        self, command: object, idempotency_key: str, key_of: Callable[[Any], ObligationKey]
    ) -> ObligationsPayload:
        async def answer(done: Done) -> ObligationsPayload:
            return await self._outcomes(done, [key_of(done.outcome.answer)], [[]])

        return await self.carry_out(command, idempotency_key, answer, ObligationsPayload.refused)

    async def _outcomes(
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
