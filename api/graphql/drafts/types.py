"""What is written and not issued yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from api.graphql.directives.attachments import files_of_drafts
from api.graphql.organisation.reading import units
from api.graphql.refs import AttachmentRef, UnitRef
from api.graphql.runtime.links import from_row, link, links
from api.graphql.runtime.scalars import JSON
from projections.drafts.rows import CommentRow, DraftRow
from projections.query_args import Moment


@strawberry.type
class Draft:
    """A directive as it was last drafted. Its issuer's units see it, and those that were asked to
    comment.
    """

    at: strawberry.Private[Moment]
    commenter_ids: strawberry.Private[Sequence[UUID]]
    state: strawberry.Private[tuple[UUID, int]]
    """Its directive, and the position of this state."""
    content: JSON
    """The text as its author gave it, with the field names of DraftDirectiveInput. Nothing of it is
    decided before the issue."""
    drafted_at: datetime
    """When its last state was recorded."""

    attachments: list[AttachmentRef] = link(files_of_drafts, "state")
    """Files that go with it, as far as they are uploaded yet."""
    commenters: list[UnitRef] = links(units, "commenter_ids")
    """Units asked to comment."""

    @classmethod
    def of(cls, row: DraftRow, at: Moment) -> Self:
        return from_row(cls, row, at, state=(row.directive_id, row.position))


@strawberry.type
class Comment:
    """What a unit remarked on a draft."""

    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID]
    commented_at: datetime
    """When it was recorded."""
    text: str | None
    """Null once erased."""

    by: UnitRef = link(units, "unit_id")
    """The unit that made it."""

    @classmethod
    def of(cls, row: CommentRow, at: Moment) -> Self:
        return from_row(cls, row, at, commented_at=row.recorded_at)
