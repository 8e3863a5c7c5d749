"""What every mutation answers."""

from typing import TYPE_CHECKING, Final, Self, cast

import strawberry

from api.graphql.refs import QueryRef
from api.graphql.runtime.scalars import Position
from api.graphql.runtime.user_errors import UserError

if TYPE_CHECKING:
    from api.graphql.runtime.command_runner import Done

ROOT: Final = object()
"""Where queries begin; nothing of it is read."""


@strawberry.type
class Payload:
    """What a mutation did, or why it was refused."""

    position: Position | None = None
    """Where it stands in the log: `asOf: {atLeast}` reads what it did. Null where it was refused,
    and where nothing was left to do."""
    user_errors: list[UserError] = strawberry.field(default_factory=list)
    """Why it was refused: nothing was recorded then. Empty where it was carried out, but for
    READ_MODEL_BEHIND."""

    @strawberry.field
    def query(self) -> QueryRef:
        """What may be asked, so that one request acts and reads what it did: what is live there is
        no older than the mutation's position, or answers POSITION_NOT_REACHED.
        """
        return cast(QueryRef, ROOT)

    @classmethod
    async def of(cls, done: "Done") -> Self:
        """What a command did; ``position`` and ``user_errors`` are set afterwards."""
        raise NotImplementedError
