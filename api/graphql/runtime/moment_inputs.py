"""The moment that an answer shall be of."""

from datetime import datetime

import strawberry

from api.graphql.runtime.scalars import Position


@strawberry.input
class MomentInput:
    position: Position
    clock: datetime


@strawberry.input(
    one_of=True,
    description="The moment that an answer is of. Left out: live, the newest position that the "
    "read models hold. Everything under the field is of that moment: names, tree, "
    "states, counts. All live fields of one operation share one moment. Whom the "
    "answer is for is always judged by today's grants.",
)
class AsOf:
    position: Position | None = strawberry.field(
        description="What was recorded up to this position; overdue is judged by the time that "
        "position was recorded.",
        default=strawberry.UNSET,
    )
    recorded_at: datetime | None = strawberry.field(
        description="What was recorded up to this instant; overdue is judged by this instant. "
        "Only positions repeat for ever.",
        default=strawberry.UNSET,
    )
    moment: MomentInput | None = strawberry.field(
        description="Exactly an earlier answer's moment.", default=strawberry.UNSET
    )
    at_least: Position | None = strawberry.field(
        description="Live, but no older than this position (a mutation's): waits up to a bound, "
        "then POSITION_NOT_REACHED.",
        default=strawberry.UNSET,
    )
