"""Units from outside who are asked to coordinate: seen with the whole directive."""

from collections.abc import Sequence
from uuid import UUID

from api.graphql.runtime.ids import InvitationKey
from api.graphql.runtime.source import Source
from projections.directives.rows import InvitationRow
from projections.query_args import Moment


async def invitations_of(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[Sequence[InvitationRow] | None]:
    seen = await source.whole(keys, at)
    found = await source.rows.invitations.of_directives(list(seen), at) if seen else {}
    return [found.get(key, ()) if key in seen else None for key in keys]


async def invitations(
    source: Source, keys: Sequence[InvitationKey], at: Moment
) -> Sequence[InvitationRow | None]:
    """An id that was put together by hand, of another directive's, is nobody's."""
    found = await source.rows.invitations.by_ids([key.invitation_id for key in keys], at)
    seen = await source.whole({row.directive_id for row in found.values()}, at)
    return [
        row
        if (row := found.get(key.invitation_id))
        and row.directive_id == key.directive_id
        and row.directive_id in seen
        else None
        for key in keys
    ]
