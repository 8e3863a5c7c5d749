"""What a mutation on a directive answers: the directive."""

from typing import Self
from uuid import UUID

import strawberry

from api.graphql.directives.notices import NOTICES, Notice
from api.graphql.directives.reading import directives
from api.graphql.directives.types import Directive
from api.graphql.runtime.command_runner import Done
from api.graphql.runtime.payload import Payload


@strawberry.type
class DirectivePayload(Payload):
    """What a mutation on a directive answers."""

    directive: Directive | None = None
    """As it stands at the position; null where it was refused, and where the read models have not
    reached it in time."""
    notices: list[Notice] = strawberry.field(description=NOTICES, default_factory=list)

    @classmethod
    async def of(cls, done: Done) -> Self:
        key = UUID(done.answer["directive"])
        (directive,) = await done.read(Directive, directives, [key])
        notices = [Notice.answered(each) for each in done.answer.get("notices", ())]
        return cls(directive=directive, notices=notices)
