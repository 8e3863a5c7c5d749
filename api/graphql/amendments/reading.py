"""How directives went on after their issue. What may not be seen wholly shows none of it."""

from collections.abc import Sequence
from uuid import UUID

from api.graphql.amendments.types import Amendment, Correction
from api.graphql.directives.parts_reading import selectors
from api.graphql.enums import CorrectedField
from api.graphql.invitations.types import Invitation
from api.graphql.relays.types import Relay, RelayedDue
from api.graphql.runtime import ids
from api.graphql.runtime.ids import InvitationKey
from api.graphql.runtime.pages import page_of
from api.graphql.runtime.paging import PageOf, Paging
from api.graphql.runtime.scalars import Position
from api.graphql.runtime.source import OfRequest
from projections.directives.rows import CorrectionRow, InvitationRow
from projections.query_args import Moment
from projections.reach.rows import RelayRow


class AmendmentsRead(OfRequest):
    """As ``api.graphql.runtime.reading.ChangeReading``."""

    async def amendments(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[Amendment]]:
        seen = await self._source.whole(keys, at)
        found = await self._source.rows.amendments.amendments(list(seen), at) if seen else {}
        levels = await self._source.levels()
        return [
            [
                Amendment(
                    at=at,
                    amending_key=row.amending_id,
                    added_keys=row.added_task_ids,
                    changed_keys=row.changed_task_ids,
                    withdrawn_keys=row.withdrawn_task_ids,
                    position=Position(row.position),
                    recorded_at=row.recorded_at,
                    note=row.note,
                    audience_added=selectors(row.added, levels, at),
                    audience_withdrawn=selectors(row.withdrawn, levels, at),
                )
                for row in found.get(key, ())
            ]
            for key in keys
        ]

    async def corrections(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[Correction]]:
        seen = await self._source.whole(keys, at)
        found = await self._source.rows.amendments.corrections(list(seen), at) if seen else {}
        return [[_correction(row, at) for row in found.get(key, ())] for key in keys]

    async def invitations_of(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[Invitation]]:
        seen = await self._source.whole(keys, at)
        found = await self._source.rows.invitations.of_directives(list(seen), at) if seen else {}
        return [[_invitation(row, at) for row in found.get(key, ())] for key in keys]

    async def invitations(
        self, keys: Sequence[InvitationKey], at: Moment
    ) -> Sequence[Invitation | None]:
        """An id that was put together by hand, of another directive's, is nobody's."""
        wanted = [key.invitation_id for key in keys]
        found = await self._source.rows.invitations.by_ids(wanted, at)
        seen = await self._source.whole({row.directive_id for row in found.values()}, at)
        return [
            _invitation(row, at)
            if (row := found.get(key.invitation_id))
            and row.directive_id == key.directive_id
            and row.directive_id in seen
            else None
            for key in keys
        ]

    async def relays(self, directive: UUID, paging: Paging) -> PageOf[Relay]:
        rows, scope, at = self._source.rows.relays, self._source.scope, paging.at

        async def built(found: Sequence[RelayRow]) -> Sequence[Relay]:
            levels = await self._source.levels()
            return [
                Relay(
                    at=at,
                    by_key=row.unit_id,
                    relayed_at=row.relayed_at,
                    audience=selectors(row.audience, levels, at),
                    note=row.note,
                    dues=[
                        RelayedDue(at=at, task_key=task_id, due_at=due_at)
                        for task_id, due_at in row.dues
                    ],
                    recalled_at=row.recalled_at,
                    recalled_because=row.recall_reason,
                )
                for row in found
            ]

        return await page_of(
            paging,
            lambda first, after: rows.page(directive, first, after, at, scope),
            lambda: rows.count(directive, at, scope),
            built,
        )


def _correction(row: CorrectionRow, at: Moment) -> Correction:
    return Correction(
        at=at,
        task_key=row.task_id,
        position=Position(row.position),
        recorded_at=row.recorded_at,
        field=CorrectedField(row.field.upper()),
        written=row.written,
        corrected=row.corrected,
        note=row.note,
    )


def _invitation(row: InvitationRow, at: Moment) -> Invitation:
    return Invitation(
        id=ids.encode_invitation(InvitationKey(row.directive_id, row.invitation_id)),
        at=at,
        unit_key=row.unit_id,
        task_key=row.task_id,
        directive_key=row.directive_id,
        state=row.state,
        note=row.note,
        invited_at=row.invited_at,
        answered_at=row.answered_at,
    )
