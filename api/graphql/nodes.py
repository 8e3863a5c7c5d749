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
from api.graphql.runtime.or_none import or_none
from api.graphql.tasks.reading import tasks
from api.graphql.tasks.types import Task
from api.graphql.webhooks.reading import webhooks
from api.graphql.webhooks.types import Webhook
from projections.query_args import Moment

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
    (found,) = await nodes(info, [id], as_of)
    return found


async def nodes(
    info: Info, ids: list[strawberry.ID], as_of: AsOf | None = strawberry.UNSET
) -> list[Node | None]:
    # Their moments first: what is then read together is read by one statement.
    asked = None if or_none(as_of) is None else await info.context.moments.of(as_of)
    named = [await _named(info, each, asked) for each in ids]
    return list(await asyncio.gather(*(_load(info, *each) for each in named)))


async def _named(info: Info, text: str, asked: Moment | None) -> tuple[Kind, ids.Key, Moment]:
    """What an id is of, and as of when: as asked, else as the id says.

    Raises the GraphQL errors BAD_ID and POSITION_NOT_REACHED.
    """
    try:
        kind, key, named = ids.read(text)
    except ids.MalformedId as error:
        raise request_error("BAD_ID", str(error)) from error
    return kind, key, asked or await info.context.moments.of(None, named)


async def _load(info: Info, kind: Kind, key: ids.Key, at: Moment) -> Node | None:
    """None for what is not there or not for this viewer."""
    fetch, cls = NODES[kind]
    row = await info.context.load(fetch).one(key, at)
    return None if row is None else built(cls, row, at)
