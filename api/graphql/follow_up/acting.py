"""Mutations by which units arrange about what they owe; reports that cite no directive."""

from uuid import UUID

from api.graphql.directives.attachment_commands import attachments
from api.graphql.follow_up.inputs import (
    AskExtensionInput,
    AssignObligationInput,
    DecideExtensionInput,
    InspectInput,
    PlanObligationInput,
)
from api.graphql.obligations.acting import Acting, answered
from api.graphql.obligations.quantities import quantity
from api.graphql.organisation.unit_commands import unit
from api.graphql.payloads import ObligationsPayload, RecordedReportPayload
from api.graphql.reports.inputs import LinkReportInput, RecordReportInput
from api.graphql.runtime import ids
from api.graphql.runtime.command_runner import Done
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.or_none import or_none
from cascade import engine as commands


class ArrangingCommands(Acting):
    """Posts, plans, requests for more time and remarks."""

    async def assign_obligation(self, input: AssignObligationInput) -> ObligationsPayload:
        ref = await self.ref(input.obligation)
        command = commands.AssignObligation(ref, or_none(input.post))
        return await self.on_one(command, input.idempotency_key, answered)

    async def plan_obligation(self, input: PlanObligationInput) -> ObligationsPayload:
        ref = await self.ref(input.obligation)
        entries = tuple(commands.PlanEntryInput(each.day, each.text) for each in input.entries)
        command = commands.PlanObligation(ref, entries)
        return await self.on_one(command, input.idempotency_key, answered)

    async def ask_extension(self, input: AskExtensionInput) -> ObligationsPayload:
        ref = await self.ref(input.obligation)
        command = commands.AskExtension(ref, input.due_at, input.reason)
        return await self.on_one(command, input.idempotency_key, answered)

    async def decide_extension(self, input: DecideExtensionInput) -> ObligationsPayload:
        request = ids.decode_request(input.request)
        command = commands.DecideExtension(
            commands.RequestRef(request.directive_id, request.unit_id, request.request_id),
            input.grant,
            or_none(input.due_at),
            or_none(input.remark),
        )
        return await self.on_one(command, input.idempotency_key, answered)

    async def inspect(self, input: InspectInput) -> ObligationsPayload:
        ref = await self.ref(input.obligation)
        command = commands.InspectObligation(ref, unit(input.by), input.inspected_on, input.remark)
        return await self.on_one(command, input.idempotency_key, answered)

    async def record_report(self, input: RecordReportInput) -> RecordedReportPayload:
        command = commands.RecordReport(
            by=unit(input.by),
            to=unit(input.to),
            subject=input.subject,
            text=input.text,
            occurred_on=input.occurred_on,
            quantity=quantity(input),
            attachments=attachments(input.attachments),
        )

        async def answer(done: Done) -> RecordedReportPayload:
            key = UUID(done.outcome.answer["report"])
            found = await self.reader.recorded_reports([key], done.at) if done.at else [None]
            return RecordedReportPayload(
                report=found[0], position=done.position, user_errors=done.errors
            )

        key, refused = input.idempotency_key, RecordedReportPayload.refused
        return await self.carry_out(command, key, answer, refused)

    async def link_report(self, input: LinkReportInput) -> ObligationsPayload:
        ref = await self.ref(input.obligation)
        command = commands.LinkReport(ids.decode(Kind.RECORDED_REPORT, input.report), ref)
        return await self.on_one(command, input.idempotency_key, answered)
