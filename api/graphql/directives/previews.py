"""Dry runs: what a command would do. Nothing is recorded."""

from datetime import datetime
from typing import Self

import strawberry

from api.graphql.refs import DocumentNumberRef, DueRef, LevelRef, UnitRef
from api.graphql.runtime.node import UserError
from api.graphql.runtime.scalars import Count


@strawberry.type
class AudienceLevelCount:
    level: LevelRef
    count: Count


@strawberry.type
class AudiencePreview:
    count: Count
    by_level: list[AudienceLevelCount]
    sample: list[UnitRef]
    problems: list[UserError] = strawberry.field(
        description="What would be refused, and what deserves a look, such as a unit that a task "
        "charges but nobody addresses."
    )

    @classmethod
    def refused(cls, problems: list[UserError]) -> Self:
        return cls(count=Count(0), by_level=[], sample=[], problems=problems)


@strawberry.type
class TaskDue:
    task_key: str
    due: DueRef
    due_at: datetime | None


@strawberry.type
class DirectivePreview:
    number: DocumentNumberRef | None
    audience: AudiencePreview
    obligations: Count
    dues: list[TaskDue]
    user_errors: list[UserError]

    @classmethod
    def refused(cls, errors: list[UserError]) -> Self:
        audience = AudiencePreview.refused([])
        return cls(
            number=None, audience=audience, obligations=Count(0), dues=[], user_errors=errors
        )
