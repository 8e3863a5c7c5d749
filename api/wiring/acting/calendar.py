"""Mutations on standing rules and the working calendar."""

from uuid import UUID

from api.graphql.inputs.calendar import SetPolicyInput
from api.graphql.payloads import PolicyPayload
from api.wiring.acting.carrying import Carrying, Done
from api.wiring.commands import calendar as inputs


class CalendarCommands(Carrying):
    """What units ask for once and for all, and which days are working days."""

    async def set_policy(self, input: SetPolicyInput) -> PolicyPayload:
        async def answer(done: Done) -> PolicyPayload:
            unit = UUID(done.outcome.answer["unit"])
            found = await self.reader.policies([unit], done.at) if done.at else [[]]
            policy = next((policy for policy in found[0] if policy.key == input.key), None)
            return PolicyPayload(policy=policy, position=done.position, user_errors=done.errors)

        command = inputs.set_policy(input)
        return await self.carry_out(command, input.idempotency_key, answer, PolicyPayload.refused)
