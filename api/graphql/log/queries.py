"""What is asked about the log, and about changes that it holds."""

from collections.abc import Sequence
from typing import Annotated, Final
from uuid import UUID

import strawberry

from api.graphql.log.changes import FROM_THERE, FeedStart, ObligationChanges
from api.graphql.log.feed import feed_page
from api.graphql.log.types import AuditConnection, AuditFilter, AuditWithheld
from api.graphql.runtime import keysets
from api.graphql.runtime.context import Info
from api.graphql.runtime.errors import request_error
from api.graphql.runtime.limits import feed_size
from api.graphql.runtime.links import from_row
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.paging import Paging
from api.graphql.runtime.to_filter import to_filter
from api.graphql.service.reading import grants_held
from api.graphql.service.types import Grant
from cascade.enums import Role
from cascade.log.topics import domain_event_classes
from projections import query_args

TYPES_TOLD: Final = 5
TYPE_CHARACTERS: Final = 100
"""Of what is not there, an error repeats so much."""


async def obligation_changes(
    info: Info,
    from_: Annotated[FeedStart, strawberry.argument(name="from", description=FROM_THERE)],
    under: strawberry.ID | None = strawberry.UNSET,
    first: int | None = strawberry.UNSET,
) -> ObligationChanges:
    size = feed_size(info.context.limits, or_none(first))
    return await feed_page(info.context, from_, or_none(under), size)


async def audit_trail(
    info: Info,
    filter: AuditFilter | None = strawberry.UNSET,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
) -> AuditConnection:
    paging = await Paging.of(info, keysets.AUDIT, first, after, strawberry.UNSET)
    source, asked = info.context.source, or_none(filter)
    _check_types(or_none(asked.types) if asked else None)
    caused_by = _correlation_id(or_none(asked.correlation_id) if asked else None)
    wanted = to_filter(query_args.AuditFilter, asked, correlation_id=caused_by)
    page = await paging.page(
        lambda first, after: source.rows.audit.page(wanted, first, after, paging.at, source.scope)
    )
    held = await grants_held(source, paging.at)
    within = [from_row(Grant, each, paging.at) for each in held if each.role is Role.INSPECTOR]
    withheld = AuditWithheld.BEYOND_GRANTS if within else AuditWithheld.EVERYTHING
    return paging.connection(AuditConnection, page, within=within, withheld=withheld)


def _check_types(types: Sequence[str] | None) -> None:
    """Raises the GraphQL error UNKNOWN_EVENT_TYPE."""
    known = {each.TOPIC.rpartition(".")[2] for each in domain_event_classes()}
    if unknown := sorted(set(types or ()) - known):
        named = ", ".join(each[:TYPE_CHARACTERS] for each in unknown[:TYPES_TOLD])
        raise request_error("UNKNOWN_EVENT_TYPE", f"No event is of this type: {named}.")


def _correlation_id(text: str | None) -> UUID | None:
    try:
        return None if text is None else UUID(text)
    except ValueError as error:
        raise request_error("BAD_ID", "A correlation id is a UUID.") from error
