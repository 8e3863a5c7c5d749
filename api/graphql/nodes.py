"""Any object by its global id."""

import asyncio
from typing import Any, Final

import strawberry

from api.graphql.directives.attachments import attachments
from api.graphql.directives.citations import Citation
from api.graphql.directives.reading import citations, directives
from api.graphql.directives.types import Attachment, Directive
from api.graphql.follow_up.reading import requests
from api.graphql.follow_up.types import ExtensionRequest
from api.graphql.invitations.reading import invitations
from api.graphql.invitations.types import Invitation
from api.graphql.obligations.reading import obligations
from api.graphql.obligations.types import Obligation
from api.graphql.organisation.reading import scheduled_changes, units
from api.graphql.organisation.types import ScheduledChange, Unit
from api.graphql.reports.reading import recorded_reports, reports
from api.graphql.reports.types import RecordedReport, Report
from api.graphql.runtime import ids
from api.graphql.runtime.context import Info
from api.graphql.runtime.errors import request_error
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.links import built
from api.graphql.runtime.loading import Fetch
from api.graphql.runtime.moments import AsOf
from api.graphql.runtime.node import Node
from api.graphql.tasks.reading import tasks
from api.graphql.tasks.types import Task
from api.graphql.webhooks.reading import webhooks
from api.graphql.webhooks.types import Webhook

NODES: Final[dict[Kind, tuple[Fetch[Any, Any], type[Node]]]] = {
    Kind.UNIT: (units, Unit),
    Kind.DIRECTIVE: (directives, Directive),
    Kind.TASK: (tasks, Task),
    Kind.OBLIGATION: (obligations, Obligation),
    Kind.REPORT: (reports, Report),
    Kind.CITATION: (citations, Citation),
    Kind.ATTACHMENT: (attachments, Attachment),
    Kind.INVITATION: (invitations, Invitation),
    Kind.EXTENSION_REQUEST: (requests, ExtensionRequest),
    Kind.RECORDED_REPORT: (recorded_reports, RecordedReport),
    Kind.SCHEDULED_CHANGE: (scheduled_changes, ScheduledChange),
    Kind.WEBHOOK: (webhooks, Webhook),
}
"""By what is read, and what is made of it."""


async def node(info: Info, id: strawberry.ID, as_of: AsOf | None = strawberry.UNSET) -> Node | None:
    return await _load(info, id, as_of)


async def nodes(
    info: Info, ids: list[strawberry.ID], as_of: AsOf | None = strawberry.UNSET
) -> list[Node | None]:
    return list(await asyncio.gather(*(_load(info, each, as_of) for each in ids)))


async def _load(info: Info, text: str, as_of: AsOf | None) -> Node | None:
    """None for what is not there or not for this viewer; raises the GraphQL errors BAD_ID and
    POSITION_NOT_REACHED.
    """
    try:
        kind, key, named = ids.read(text)
    except ids.MalformedId as error:
        raise request_error("BAD_ID", str(error)) from error
    at = await info.context.moments.of(as_of, named)
    fetch, cls = NODES[kind]
    row = await info.context.load(fetch).one(key, at)
    return None if row is None else built(cls, row, at)
