"""Units from outside who are asked to coordinate."""

from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from api.graphql.directives.reading import directives
from api.graphql.organisation.reading import units
from api.graphql.refs import DirectiveRef, TaskRef, UnitRef
from api.graphql.runtime import ids
from api.graphql.runtime.ids import InvitationKey, Kind
from api.graphql.runtime.links import from_row, link
from api.graphql.runtime.node import Node
from api.graphql.tasks.reading import tasks
from projections.directives.rows import InvitationRow, InvitationState
from projections.query_args import Moment


@strawberry.type
class Invitation(Node):
    """A unit outside the issuer's authority, asked to coordinate in a task. It owes the task once
    it accepts.
    """

    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID]
    task_id: strawberry.Private[UUID]
    directive_id: strawberry.Private[UUID]
    state: InvitationState
    note: str | None
    invited_at: datetime
    answered_at: datetime | None

    unit: UnitRef = link(units, "unit_id")
    task: TaskRef = link(tasks, "task_id")
    directive: DirectiveRef = link(directives, "directive_id")

    @classmethod
    def of(cls, row: InvitationRow, at: Moment) -> Self:
        key = InvitationKey(row.directive_id, row.invitation_id)
        return from_row(cls, row, at, id=ids.encode(Kind.INVITATION, key))
