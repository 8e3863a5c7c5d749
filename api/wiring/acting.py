"""Mutations and dry runs over the engine. A refusal becomes user errors, never an exception."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from uuid import UUID

from api.graphql import ids
from api.graphql.directives import Directive, DocumentNumber
from api.graphql.errors import request_error
from api.graphql.inputs.directives import (
    AudienceInput,
    DateWindowInput,
    IssueDirectiveInput,
    RecordDirectiveInput,
    RelayDirectiveInput,
    SetPolicyInput,
)
from api.graphql.inputs.given import given
from api.graphql.inputs.obligations import (
    AcknowledgeInput,
    DecideReportInput,
    ExtendObligationsInput,
    SubmitReportInput,
)
from api.graphql.inputs.organisation import (
    EstablishUnitsInput,
    GrantRoleInput,
    MoveUnitInput,
    RenameUnitInput,
    RevokeRoleInput,
)
from api.graphql.moments import WAIT_SECONDS
from api.graphql.node import UserError
from api.graphql.organisation import Level
from api.graphql.payloads import (
    DirectivePayload,
    GrantsPayload,
    ObligationOutcome,
    ObligationsPayload,
    PolicyPayload,
    UnitsPayload,
)
from api.graphql.previews import (
    AudienceLevelCount,
    AudiencePreview,
    DirectivePreview,
    TaskDue,
)
from api.graphql.principal import Principal
from api.graphql.reading import Reader
from api.graphql.refusing import user_error
from api.graphql.scalars import Count, Position
from api.graphql.service import Grant
from api.graphql.tasks import Due
from api.graphql.terms import DueKind
from api.wiring import commands as inputs
from cascade import commands
from cascade.clock import Clock
from cascade.commands import Engine, ObligationRef, Outcome, Request
from cascade.commands.previews import (
    AudienceSummary,
    preview_audience,
    preview_issue,
)
from cascade.directive.events import TaskRecord
from cascade.directive.number import DocumentNumber as Numbered
from cascade.log import AppendInDoubt, LogUnavailable
from cascade.refusals import Refused
from projections.rows import Moment as At
from projections.rows import ObligationKey

PayloadT = TypeVar("PayloadT")

BEHIND: Final = UserError(
    field=None,
    code="READ_MODEL_BEHIND",
    message="The command stands; the read models have not reached it yet. Read again later.",
)


@dataclass(frozen=True, slots=True)
class Done:
    """A command that was carried out: its position, and the moment of what it is answered with.

    ``at`` is null where the read models did not come so far in time.
    """

    outcome: Outcome
    at: At | None

    @property
    def position(self) -> Position | None:
        position = self.outcome.position
        return None if position is None else Position(position)

    @property
    def errors(self) -> list[UserError]:
        return [] if self.at else [BEHIND]


class EngineCommands:
    """What one request may do, as its principal."""

    def __init__(
        self,
        engine: Engine,
        reader: Reader,
        principal: Principal,
        correlation_id: UUID,
        clock: Clock,
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._principal = principal
        self._correlation_id = correlation_id
        self._clock = clock

    # ---- the organisation and its grants

    async def establish_units(self, input: EstablishUnitsInput) -> UnitsPayload:
        return await self._units(inputs.establish_units(input), input.idempotency_key)

    async def rename_unit(self, input: RenameUnitInput) -> UnitsPayload:
        return await self._units(inputs.rename_unit(input), input.idempotency_key)

    async def move_unit(self, input: MoveUnitInput) -> UnitsPayload:
        return await self._units(inputs.move_unit(input), input.idempotency_key)

    async def _units(self, command: object, key: str) -> UnitsPayload:
        async def answer(done: Done) -> UnitsPayload:
            keys = [UUID(text) for text in done.outcome.answer["units"]]
            found = await self._reader.units(keys, done.at) if done.at else []
            units = [unit for unit in found if unit is not None]
            return UnitsPayload(units=units, position=done.position, user_errors=done.errors)

        return await self._carry_out(command, key, answer, UnitsPayload.refused)

    async def grant_role(self, input: GrantRoleInput) -> GrantsPayload:
        return await self._grants(inputs.grant_role(input), input.idempotency_key, input.subject)

    async def revoke_role(self, input: RevokeRoleInput) -> GrantsPayload:
        return await self._grants(inputs.revoke_role(input), input.idempotency_key, input.subject)

    async def _grants(self, command: object, key: str, subject: str) -> GrantsPayload:
        async def answer(done: Done) -> GrantsPayload:
            grants = await self._administered(subject, done.at) if done.at else []
            return GrantsPayload(grants=grants, position=done.position, user_errors=done.errors)

        return await self._carry_out(command, key, answer, GrantsPayload.refused)

    async def _administered(self, subject: str, at: At) -> list[Grant]:
        """The subject's grants, as far as the principal administers their units."""
        own = await self._engine.access(self._principal.subject)
        access = await self._engine.access(subject)
        organisation = await self._engine.organisation()
        now = self._clock.now()
        return [
            Grant(
                unit_key=grant.unit_id,
                at=at,
                role=grant.role,
                clearance=grant.clearance,
                valid_from=grant.valid_from,
                valid_to=grant.valid_to,
            )
            for grant in sorted(access.grants.values(), key=lambda g: (g.unit_id, g.role))
            if own.administers(grant.unit_id, organisation, now)
        ]

    async def set_policy(self, input: SetPolicyInput) -> PolicyPayload:
        async def answer(done: Done) -> PolicyPayload:
            unit = UUID(done.outcome.answer["unit"])
            found = await self._reader.policies([unit], done.at) if done.at else [[]]
            policy = next((policy for policy in found[0] if policy.key == input.key), None)
            return PolicyPayload(policy=policy, position=done.position, user_errors=done.errors)

        command = inputs.set_policy(input)
        return await self._carry_out(command, input.idempotency_key, answer, PolicyPayload.refused)

    # ---- directives

    async def issue_directive(self, input: IssueDirectiveInput) -> DirectivePayload:
        return await self._directive(inputs.issue_directive(input), input.idempotency_key)

    async def record_directive(self, input: RecordDirectiveInput) -> DirectivePayload:
        return await self._directive(inputs.record_directive(input), input.idempotency_key)

    async def relay_directive(self, input: RelayDirectiveInput) -> DirectivePayload:
        return await self._directive(inputs.relay_directive(input), input.idempotency_key)

    async def date_window(self, input: DateWindowInput) -> DirectivePayload:
        return await self._directive(inputs.date_window(input), input.idempotency_key)

    async def _directive(self, command: object, key: str) -> DirectivePayload:
        async def answer(done: Done) -> DirectivePayload:
            directive: Directive | None = None
            if done.at:
                key = UUID(done.outcome.answer["directive"])
                directive = (await self._reader.directives([key], done.at))[0]
            return DirectivePayload(
                directive=directive, position=done.position, user_errors=done.errors
            )

        return await self._carry_out(command, key, answer, DirectivePayload.refused)

    # ---- obligations

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
        command = commands.SubmitReport(ref, input.text, given(input.quantity))
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
        tasks = await self._reader.tasks([key.task_id for key in keys], await self._reader.live())
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

        return await self._carry_out(command, idempotency_key, answer, ObligationsPayload.refused)

    async def _one(
        self, command: object, idempotency_key: str, key_of: Callable[[Any], ObligationKey]
    ) -> ObligationsPayload:
        async def answer(done: Done) -> ObligationsPayload:
            return await self._outcomes(done, [key_of(done.outcome.answer)], [[]])

        return await self._carry_out(command, idempotency_key, answer, ObligationsPayload.refused)

    async def _outcomes(
        self, done: Done, keys: list[ObligationKey], errors: list[list[UserError]]
    ) -> ObligationsPayload:
        found = await self._reader.obligations(keys, done.at) if done.at else [None] * len(keys)
        outcomes = [
            ObligationOutcome(
                id=ids.encode_obligation(key), obligation=obligation, done=not of, user_errors=of
            )
            for key, obligation, of in zip(keys, found, errors, strict=True)
        ]
        return ObligationsPayload(
            outcomes=outcomes, position=done.position, user_errors=done.errors
        )

    # ---- dry runs

    async def preview_audience(self, issuer: UUID, input: AudienceInput) -> AudiencePreview:
        wanted = inputs.audience(input)
        summary = await preview_audience(self._engine, self._principal.subject, issuer, wanted)
        return await self._audience(summary)

    async def preview_directive(self, input: IssueDirectiveInput) -> DirectivePreview:
        command = inputs.issue_directive(input)
        summary = await preview_issue(self._engine, self._principal.subject, command)
        return DirectivePreview(
            number=_number(summary.number) if summary.number else None,
            audience=await self._audience(summary.audience),
            obligations=Count(summary.obligations),
            dues=[_task_due(task) for task in summary.tasks],
            user_errors=[user_error(problem) for problem in summary.problems],
        )

    async def _audience(self, summary: AudienceSummary) -> AudiencePreview:
        at = await self._reader.live()
        levels = {level.key: level for level in await self._reader.levels(at)}
        by_level: list[tuple[Level, int]] = sorted(
            ((levels[key], count) for key, count in summary.by_level.items() if key in levels),
            key=lambda pair: pair[0].rank,
        )
        sample = await self._reader.units(summary.sample, at)
        return AudiencePreview(
            count=Count(summary.by_level.total()),
            by_level=[AudienceLevelCount(level=level, count=Count(n)) for level, n in by_level],
            sample=[unit for unit in sample if unit is not None],
            problems=[user_error(problem) for problem in summary.problems],
        )

    # ---- the one way in

    async def _carry_out(
        self,
        command: object,
        key: str,
        answer: Callable[[Done], Awaitable[PayloadT]],
        refused: Callable[[list[UserError]], PayloadT],
    ) -> PayloadT:
        request = Request(self._principal.subject, key, self._correlation_id)
        try:
            outcome = await self._engine.execute(command, request)
        except Refused as refusal:
            return refused([user_error(reason) for reason in refusal.reasons])
        except LogUnavailable as error:
            message = "The log is not available; nothing was recorded. Send it again."
            raise request_error("LOG_UNAVAILABLE", message) from error
        except AppendInDoubt as error:
            message = "It is not known whether this was recorded. Send it again with the same key."
            raise request_error("IN_DOUBT", message) from error
        return await answer(Done(outcome, await self._moment(outcome.position)))

    async def _moment(self, position: int | None) -> At | None:
        """The command's own position, once the read models have come so far."""
        if position is None:
            return await self._reader.live()
        if not await self._reader.wait_for(position, WAIT_SECONDS):
            return None
        return await self._reader.at_position(position)


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
        due=Due(kind=kind, stated=due.stated, rule=due.rule, window=due.window),
        due_at=due.due_at,
    )
