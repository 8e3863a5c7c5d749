"""Mutations on the organisation and its grants."""

from uuid import UUID

from api.graphql.inputs.organisation import (
    EstablishUnitsInput,
    GrantRoleInput,
    MoveUnitInput,
    RenameUnitInput,
    RevokeRoleInput,
)
from api.graphql.payloads import GrantsPayload, UnitsPayload
from api.graphql.service import Grant
from api.wiring.acting.carrying import Carrying, Done
from api.wiring.commands import organisation as inputs
from projections.rows import Moment as At


class OrganisationCommands(Carrying):
    """The organisation, and who may act in it."""

    async def establish_units(self, input: EstablishUnitsInput) -> UnitsPayload:
        return await self._units(inputs.establish_units(input), input.idempotency_key)

    async def rename_unit(self, input: RenameUnitInput) -> UnitsPayload:
        return await self._units(inputs.rename_unit(input), input.idempotency_key)

    async def move_unit(self, input: MoveUnitInput) -> UnitsPayload:
        return await self._units(inputs.move_unit(input), input.idempotency_key)

    async def _units(self, command: object, key: str) -> UnitsPayload:
        async def answer(done: Done) -> UnitsPayload:
            keys = [UUID(text) for text in done.outcome.answer["units"]]
            found = await self.reader.units(keys, done.at) if done.at else []
            units = [unit for unit in found if unit is not None]
            return UnitsPayload(units=units, position=done.position, user_errors=done.errors)

        return await self.carry_out(command, key, answer, UnitsPayload.refused)

    async def grant_role(self, input: GrantRoleInput) -> GrantsPayload:
        return await self._grants(inputs.grant_role(input), input.idempotency_key, input.subject)

    async def revoke_role(self, input: RevokeRoleInput) -> GrantsPayload:
        return await self._grants(inputs.revoke_role(input), input.idempotency_key, input.subject)

    async def _grants(self, command: object, key: str, subject: str) -> GrantsPayload:
        async def answer(done: Done) -> GrantsPayload:
            grants = await self._administered(subject, done.at) if done.at else []
            return GrantsPayload(grants=grants, position=done.position, user_errors=done.errors)

        return await self.carry_out(command, key, answer, GrantsPayload.refused)

    async def _administered(self, subject: str, at: At) -> list[Grant]:
        """The subject's grants, as far as the principal administers their units."""
        own = await self.engine.access(self.principal.subject)
        access = await self.engine.access(subject)
        organisation = await self.engine.organisation()
        now = self.clock.now()
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
