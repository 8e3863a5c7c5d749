"""What writes a draft, comments on it, or discards it."""

from datetime import date

import strawberry

from api.graphql.directives.inputs import (
    AudienceInput,
    CitationInput,
    DistributionInput,
    PassOnInput,
    TaskInput,
    WindowInput,
)
from cascade.enums import Classification


@strawberry.input(
    description="As IssueDirectiveInput, as far as it is written yet. Nothing of it is judged "
    "before the issue. Seen by the issuer and by the commenters."
)
class DraftDirectiveInput:
    idempotency_key: str
    draft: strawberry.ID | None = strawberry.field(
        description="The draft whose next state this is; left out, a new one.",
        default=strawberry.UNSET,
    )
    commenters: list[strawberry.ID] | None = strawberry.field(
        description="Units that are asked to comment.", default=strawberry.UNSET
    )
    issuer: strawberry.ID
    type: str
    subject: str
    issued_on: date | None = strawberry.UNSET
    on_behalf_of: str | None = strawberry.UNSET
    classification: Classification = Classification.OPEN
    audience: AudienceInput | None = strawberry.UNSET
    tasks: list[TaskInput] | None = strawberry.UNSET
    windows: list[WindowInput] | None = strawberry.UNSET
    distribution: list[DistributionInput] | None = strawberry.UNSET
    citations: list[CitationInput] | None = strawberry.UNSET
    citations_complete: bool = True
    attachments: list[strawberry.ID] | None = strawberry.UNSET
    level_by_level: PassOnInput | None = strawberry.UNSET
    joint_issuers: list[strawberry.ID] | None = strawberry.UNSET
    signing_post: str | None = strawberry.UNSET
    standing: bool = False
    need_to_know: bool = False
    unnumbered: bool = False


@strawberry.input
class DiscardDraftInput:
    idempotency_key: str
    draft: strawberry.ID


@strawberry.input(description="A comment of the issuer or of a unit that was asked, on a draft.")
class CommentOnDirectiveInput:
    idempotency_key: str
    directive: strawberry.ID
    unit: strawberry.ID
    text: str
