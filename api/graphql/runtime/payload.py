"""What every mutation answers."""

from typing import TYPE_CHECKING, Self

import strawberry

from api.graphql.runtime.scalars import Position
from api.graphql.runtime.user_errors import UserError

if TYPE_CHECKING:
    from api.graphql.runtime.command_runner import Done


@strawberry.type
class Payload:
    """What a mutation did, or why it was refused."""

    position: Position | None = None
    """Where it stands in the log: `asOf: {atLeast}` reads what it did. Null where it was refused,
    and where nothing was left to do."""
    user_errors: list[UserError] = strawberry.field(default_factory=list)
    """Why it was refused: nothing was recorded then. Empty where it was carried out, but for
    READ_MODEL_BEHIND."""

    @classmethod
    async def of(cls, done: "Done") -> Self:
        """What a command did; ``position`` and ``user_errors`` are set afterwards."""
        raise NotImplementedError
