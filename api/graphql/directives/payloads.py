"""What a mutation on a directive answers: the directive."""

from typing import Self
from uuid import UUID

import strawberry

from api.graphql.directives.notices import NOTICES, Notice
from api.graphql.directives.reading import directives
from api.graphql.directives.types import Directive
from api.graphql.runtime.command_runner import Done
from api.graphql.runtime.scalars import Position
from api.graphql.runtime.user_errors import UserError


@strawberry.type
class DirectivePayload:
    directive: Directive | None = None
    position: Position | None = None
    user_errors: list[UserError] = strawberry.field(default_factory=list)
    notices: list[Notice] = strawberry.field(description=NOTICES, default_factory=list)

    @classmethod
    async def of(cls, done: Done) -> Self:
        key = UUID(done.answer["directive"])
        (directive,) = await done.read(Directive, directives, [key])
        notices = [Notice.answered(each) for each in done.answer.get("notices", ())]
        return cls(directive=directive, notices=notices)
