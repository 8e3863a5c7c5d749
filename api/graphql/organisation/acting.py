"""Mutations on the organisation and its grants."""

from uuid import UUID

from api.graphql.organisation import commands as inputs
from api.graphql.organisation.inputs import (
    AddAliasInput,
    CancelScheduledChangeInput,
    DissolveUnitInput,
    EstablishUnitsInput,
    GrantRoleInput,
    MergeUnitsInput,
    MoveUnitInput,
    RenameUnitInput,
    RevokeRoleInput,
    SetSuperiorInput,
    SplitUnitInput,
)
from api.graphql.organisation.scheduled import ScheduledChange
from api.graphql.payloads import GrantsPayload, UnitsPayload
from api.graphql.runtime import ids
from api.graphql.runtime.command_runner import Carrying, Done
from api.graphql.runtime.ids import Kind
from api.graphql.service.types import Grant
from projections.query_args import Moment


class OrganisationCommands(Carrying):
    """The organisation, and who may act in it."""

    async def establish_units(self, input: EstablishUnitsInput) -> UnitsPayload:
        return await self._units(inputs.establish_units(input), input.idempotency_key)

    async def rename_unit(self, input: RenameUnitInput) -> UnitsPayload:
        return await self._units(inputs.rename_unit(input), input.idempotency_key)

    async def move_unit(self, input: MoveUnitInput) -> UnitsPayload:
        return await self._units(inputs.move_unit(input), input.idempotency_key)

    async def set_superior(self, input: SetSuperiorInput) -> UnitsPayload:
        return await self._units(inputs.set_superior(input), input.idempotency_key)

    async def merge_units(self, input: MergeUnitsInput) -> UnitsPayload:
        return await self._units(inputs.merge_units(input), input.idempotency_key)

    async def split_unit(self, input: SplitUnitInput) -> UnitsPayload:
        return await self._units(inputs.split_unit(input), input.idempotency_key)

    async def dissolve_unit(self, input: DissolveUnitInput) -> UnitsPayload:
        return await self._units(inputs.dissolve_unit(input), input.idempotency_key)

    async def add_alias(self, input: AddAliasInput) -> UnitsPayload:
        return await self._units(inputs.add_alias(input), input.idempotency_key)

    async def cancel_scheduled_change(self, input: CancelScheduledChangeInput) -> UnitsPayload:
        return await self._units(inputs.cancel_scheduled_change(input), input.idempotency_key)

    async def _units(self, command: object, key: str) -> UnitsPayload:
        async def answer(done: Done) -> UnitsPayload:
            keys = [UUID(text) for text in done.outcome.answer["units"]]
            found = await self.reader.units(keys, done.at) if done.at else []
            units = [unit for unit in found if unit is not None]
            return UnitsPayload(
                units=units,
                position=done.position,
                user_errors=done.errors,
                scheduled=await self._scheduled(done),
            )

        return await self.carry_out(command, key, answer, UnitsPayload.refused)

    async def _scheduled(self, done: Done) -> ScheduledChange | None:
        """The change that a command left for its day: its author sees it without a reader's grant.

        Null once it waits no longer.
        """
        change_id = done.outcome.answer.get("change")
        if change_id is None or done.at is None:
            return None
        organisation = await self.engine.organisation()
        change = organisation.scheduled.get(UUID(change_id))
        if change is None:
            return None
        return ScheduledChange(
            id=ids.encode(Kind.SCHEDULED_CHANGE, change.change_id),
            at=done.at,
            unit_keys=change.unit_ids,
            command=change.command,
            effective_on=change.effective_on,
            outcome=None,
            reason=None,
        )

    async def grant_role(self, input: GrantRoleInput) -> GrantsPayload:
        return await self._grants(inputs.grant_role(input), input.idempotency_key, input.subject)

    async def revoke_role(self, input: RevokeRoleInput) -> GrantsPayload:
        return await self._grants(inputs.revoke_role(input), input.idempotency_key, input.subject)

    async def _grants(self, command: object, key: str, subject: str) -> GrantsPayload:
        async def answer(done: Done) -> GrantsPayload:
            grants = await self._administered(subject, done.at) if done.at else []
            return GrantsPayload(grants=grants, position=done.position, user_errors=done.errors)

        return await self.carry_out(command, key, answer, GrantsPayload.refused)

    async def _administered(self, subject: str, at: Moment) -> list[Grant]:
        """The subject's grants, as far as the principal administers their units."""
        own = await self.engine.access(self.principal.subject)
        access = await self.engine.access(subject)
        organisation = await self.engine.organisation()
        now = self.engine.now()
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
