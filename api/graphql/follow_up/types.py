"""How an obligation is carried out."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

import strawberry

from api.graphql.directives.reading import directives
from api.graphql.enums import ExtensionState
from api.graphql.follow_up.reading import CountedReminder, key_of
from api.graphql.obligations.reading import obligations
from api.graphql.organisation.reading import units
from api.graphql.refs import DirectiveRef, ObligationRef, UnitRef
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.links import from_row, link
from api.graphql.runtime.node import Node
from api.graphql.runtime.scalars import Count
from projections.follow_up.rows import DeclarationState, RequestRow
from projections.query_args import Moment, ObligationKey


@strawberry.type
class PlanEntry:
    """What is planned for a day."""

    day: date
    """By which it is planned."""
    text: str
    """What is planned; no person."""


@strawberry.type
class ExtensionRequest(Node):
    """A request for more time, and what became of it."""

    at: strawberry.Private[Moment]
    obligation_key: strawberry.Private[ObligationKey]
    decided_by_id: strawberry.Private[UUID | None]
    state: ExtensionState
    """What became of it."""
    asked_at: datetime
    """When it was recorded."""
    due_at: datetime
    """What was asked for."""
    reason: str | None
    """Null once erased."""
    decided_at: datetime | None
    """When it was granted or refused; null while it is open."""
    given_due_at: datetime | None
    """The new due date; null while it is open, and where it was refused."""
    remark: str | None
    """What was said to it; null where nothing was, or once erased."""

    obligation: ObligationRef = link(obligations, "obligation_key")
    """What more time was asked for."""
    decided_by: UnitRef | None = link(units, "decided_by_id")
    """The unit that decided; null while it is open."""

    @classmethod
    def of(cls, row: RequestRow, at: Moment) -> Self:
        state = ExtensionState.OPEN
        if row.decided_at is not None:
            state = ExtensionState.REFUSED if row.given_due_at is None else ExtensionState.GRANTED
        own_id = ids.encode(Kind.EXTENSION_REQUEST, key_of(row), at)
        return from_row(cls, row, at, id=own_id, obligation_key=row.obligation, state=state)


@strawberry.type
class NotApplicable:
    """That it does not apply, as its unit declared, and what became of that."""

    at: strawberry.Private[Moment]
    decided_by_id: strawberry.Private[UUID | None]
    state: DeclarationState
    """What became of it."""
    declared_at: datetime
    """When it was recorded."""
    reason: str | None
    """Null once erased."""
    ended_at: datetime | None
    """When it was decided or taken back; null while it waits."""
    remark: str | None
    """What was said to it; null where nothing was, or once erased."""

    decided_by: UnitRef | None = link(units, "decided_by_id")
    """Null where it was taken back, and where nobody had to agree."""


@strawberry.type
class Inspection:
    """A unit above looked at how it is carried out. It changes nothing."""

    at: strawberry.Private[Moment]
    by_id: strawberry.Private[UUID]
    inspected_on: date
    """The day that it bears."""
    remark: str | None
    """Null once erased."""

    by: UnitRef = link(units, "by_id")
    """The unit that looked."""


@strawberry.type
class Reminder:
    """A reminder of one obligation."""

    at: strawberry.Private[Moment]
    by_id: strawberry.Private[UUID]
    reminded_at: datetime
    """When it was recorded."""
    note: str | None
    """A word to the bearer; null where there is none, or once erased."""

    by: UnitRef = link(units, "by_id")
    """The unit that reminded of it."""


@strawberry.type
class OverdueReminder:
    """A reminder of all that was overdue within a unit."""

    at: strawberry.Private[Moment]
    by_id: strawberry.Private[UUID]
    about_id: strawberry.Private[UUID | None]
    reminded_at: datetime
    count: Count
    """How many obligations that the viewer sees were overdue then."""
    note: str | None

    by: UnitRef = link(units, "by_id")
    directive: DirectiveRef | None = link(directives, "about_id")
    """Null where it was about all directives."""

    @classmethod
    def of(cls, reminder: CountedReminder, at: Moment) -> Self:
        return from_row(cls, reminder.row, at, count=reminder.count)
