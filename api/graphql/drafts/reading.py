"""What units remarked on drafts."""

from collections.abc import Sequence
from uuid import UUID

from api.graphql.drafts.types import Comment
from api.graphql.runtime.source import OfRequest
from projections.query_args import Moment


class DraftsRead(OfRequest):
    """As ``api.graphql.runtime.reading.ChangeReading``."""

    async def comments(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[Comment]]:
        found = await self._source.rows.drafts.comments(keys, at, self._source.scope)
        return [
            [
                Comment(at=at, by_key=row.unit_id, commented_at=row.recorded_at, text=row.text)
                for row in found.get(key, ())
            ]
            for key in keys
        ]
