"""What a mutation answers. A refusal is data: it stands in user_errors."""

from typing import Self

import strawberry

from api.graphql.directives.types import Directive
from api.graphql.obligations.types import Obligation
from api.graphql.organisation.scheduled import ScheduledChange
from api.graphql.organisation.types import Policy, Unit
from api.graphql.reports.recorded import RecordedReport
from api.graphql.runtime.node import UserError
from api.graphql.runtime.scalars import Count, Position
from api.graphql.service.types import Grant


@strawberry.type
class DirectivePayload:
    directive: Directive | None
    position: Position | None
    user_errors: list[UserError]

    @classmethod
    def refused(cls, errors: list[UserError]) -> Self:
        return cls(directive=None, position=None, user_errors=errors)


@strawberry.type
class PolicyPayload:
    policy: Policy | None
    position: Position | None
    user_errors: list[UserError]

    @classmethod
    def refused(cls, errors: list[UserError]) -> Self:
        return cls(policy=None, position=None, user_errors=errors)


@strawberry.type
class ObligationOutcome:
    id: strawberry.ID
    obligation: Obligation | None
    done: bool
    user_errors: list[UserError]


@strawberry.type(
    description="One outcome for each id given, in its order; the accepted ones are one "
    "transaction. Obligations are as of the position; where the read models have not "
    "reached it in time, they are null and READ_MODEL_BEHIND is among the errors, and "
    "the command stands."
)
class ObligationsPayload:
    outcomes: list[ObligationOutcome]
    position: Position | None
    user_errors: list[UserError]

    @classmethod
    def refused(cls, errors: list[UserError]) -> Self:
        return cls(outcomes=[], position=None, user_errors=errors)


@strawberry.type
class UnitsPayload:
    units: list[Unit]
    position: Position | None
    user_errors: list[UserError]
    scheduled: ScheduledChange | None = strawberry.field(
        description="Where the change waits for its day.", default=None
    )

    @classmethod
    def refused(cls, errors: list[UserError]) -> Self:
        return cls(units=[], position=None, user_errors=errors)


@strawberry.type
class GrantsPayload:
    grants: list[Grant]
    position: Position | None
    user_errors: list[UserError]

    @classmethod
    def refused(cls, errors: list[UserError]) -> Self:
        return cls(grants=[], position=None, user_errors=errors)


@strawberry.type
class GroupPayload:
    directive: Directive | None
    count: Count | None = strawberry.field(
        description="How many obligations it found open. Null where the read models have not "
        "reached it in time."
    )
    position: Position | None
    user_errors: list[UserError]

    @classmethod
    def refused(cls, errors: list[UserError]) -> Self:
        return cls(directive=None, count=None, position=None, user_errors=errors)


@strawberry.type
class RemindPayload:
    count: Count | None = strawberry.field(description="How many obligations it reminds of.")
    outcomes: list[ObligationOutcome] = strawberry.field(
        description="One for each obligation given; none for all that is overdue within a unit."
    )
    position: Position | None
    user_errors: list[UserError]

    @classmethod
    def refused(cls, errors: list[UserError]) -> Self:
        return cls(count=None, outcomes=[], position=None, user_errors=errors)


@strawberry.type
class RecordedReportPayload:
    report: RecordedReport | None
    position: Position | None
    user_errors: list[UserError]

    @classmethod
    def refused(cls, errors: list[UserError]) -> Self:
        return cls(report=None, position=None, user_errors=errors)
