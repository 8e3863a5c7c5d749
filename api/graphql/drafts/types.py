"""What is written and not issued yet."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import strawberry

from api.graphql.refs import AttachmentRef, UnitRef
from api.graphql.runtime.context import Info
from api.graphql.runtime.described import described
from api.graphql.runtime.scalars import JSON
from projections.query_args import Moment


@strawberry.type(
    description="A directive as it was last drafted. Its issuer's units see it, and those that "
    "were asked to comment."
)
class Draft:
    at: strawberry.Private[Moment]
    commenter_keys: strawberry.Private[Sequence[UUID]]
    content: JSON = strawberry.field(
        description="The text as its author gave it, with the field names of DraftDirectiveInput. "
        "Nothing of it is decided before the issue."
    )
    drafted_at: datetime
    attachments: list[AttachmentRef]

    @described("Units asked to comment.")
    async def commenters(self, info: Info) -> list[UnitRef]:
        return await info.context.load.units.every(self.commenter_keys, self.at)


@strawberry.type(description="What a unit remarked on a draft.")
class Comment:
    at: strawberry.Private[Moment]
    by_key: strawberry.Private[UUID]
    commented_at: datetime
    text: str | None = strawberry.field(description="Null once erased.")

    @strawberry.field
    async def by(self, info: Info) -> UnitRef:
        return await info.context.load.units.required(self.by_key, self.at)
