"""Any object by its global id."""

from collections.abc import Awaitable
from uuid import UUID

from api.graphql.runtime import ids
from api.graphql.runtime.context import Info
from api.graphql.runtime.errors import request_error
from api.graphql.runtime.ids import InvitationKey, Kind
from api.graphql.runtime.node import Node
from cascade.execution.commands import ReportRef, RequestRef
from projections.query_args import Moment, ObligationKey


async def load_node(info: Info, text: str, at: Moment) -> Node | None:
    """None for what is not there or not for this viewer; raises the GraphQL error BAD_ID."""
    try:
        kind, key = ids.read(text)
    except ids.MalformedId as error:
        raise request_error("BAD_ID", str(error)) from error
    if isinstance(key, ObligationKey):
        return await info.context.load.obligations.one(key, at)
    if isinstance(key, ReportRef):
        return await info.context.load.reports.one(key, at)
    if isinstance(key, InvitationKey):
        return await info.context.load.invitations.one(key, at)
    if isinstance(key, RequestRef):
        return await info.context.load.requests.one(key, at)
    found = _by_key(info, kind, key, at)
    return None if found is None else await found


def _by_key(info: Info, kind: Kind, key: UUID, at: Moment) -> Awaitable[Node | None] | None:
    load = info.context.load
    if kind is Kind.UNIT:
        return load.units.one(key, at)
    if kind is Kind.DIRECTIVE:
        return load.directives.one(key, at)
    if kind is Kind.TASK:
        return load.tasks.one(key, at)
    if kind is Kind.SCHEDULED_CHANGE:
        return load.scheduled_changes.one(key, at)
    if kind is Kind.RECORDED_REPORT:
        return load.recorded_reports.one(key, at)
    if kind is Kind.CITATION:
        return load.citations.one(key, at)
    if kind is Kind.ATTACHMENT:
        return load.attachments_by_ids.one(key, at)
    return None
