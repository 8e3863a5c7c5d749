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
    """What the unit answered."""
    note: str | None
    """A word to the unit; null where there is none, or once erased."""
    invited_at: datetime
    """When it was recorded."""
    answered_at: datetime | None
    """When the unit accepted or declined; null while it has not."""

    unit: UnitRef = link(units, "unit_id")
    """The unit that was asked."""
    task: TaskRef = link(tasks, "task_id")
    """What it is to coordinate in."""
    directive: DirectiveRef = link(directives, "directive_id")
    """The one that asks for the task."""

    @classmethod
    def of(cls, row: InvitationRow, at: Moment) -> Self:
        key = InvitationKey(row.directive_id, row.invitation_id)
        return from_row(cls, row, at, id=ids.encode(Kind.INVITATION, key, at))
