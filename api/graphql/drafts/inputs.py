"""What writes a draft, comments on it, or discards it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final

import strawberry
from strawberry.types import get_object_definition

from api.graphql.directives.inputs import (
    AudienceInput,
    CitationInput,
    DistributionInput,
    MeetingInput,
    PassOnInput,
    TaskInput,
    WindowInput,
)
from api.graphql.runtime.ids import AttachmentId, DirectiveId, UnitId
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.to_command import becomes, input_fields
from cascade.directive import commands as directive
from cascade.enums import Classification, Urgency
from cascade.quantities import written

NO_CONTENT: Final = frozenset({"idempotencyKey", "draft", "commenters"})
"""Fields of the input that say what to do with the draft, not what it says."""


def _content(input: "DraftDirectiveInput") -> Mapping[str, Any]:
    return {name: each for name, each in _as_given(input).items() if name not in NO_CONTENT}


def _as_given(input: Any) -> Mapping[str, Any]:
    """An input as JSON, with the names of the schema; without what was left out."""
    return {
        field.place: _json(value)
        for field in input_fields(input.__class__)
        if (value := or_none(getattr(input, field.name))) is not None
    }


def _json(value: Any) -> Any:
    if get_object_definition(value) is not None:
        return _as_given(value)
    if isinstance(value, list):
        return [_json(each) for each in value]
    if isinstance(value, Decimal):
        return written(value)
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


@becomes(directive.DraftDirective, content=_content)
@strawberry.input
class DraftDirectiveInput:
    """As IssueDirectiveInput, as far as it is written yet. Nothing of it is judged before the
    issue. Seen by the issuer and by the commenters.
    """

    idempotency_key: str
    draft: DirectiveId | None = strawberry.UNSET
    """The draft whose next state this is; left out, a new one."""
    commenters: list[UnitId] | None = strawberry.UNSET
    """Units that are asked to comment."""
    issuer: UnitId
    """The unit that is to issue it."""
    type: str
    subject: str
    issued_on: date | None = strawberry.UNSET
    """The day that it is to bear, where that is known yet."""
    on_behalf_of: str | None = strawberry.UNSET
    classification: Classification = Classification.OPEN
    audience: AudienceInput | None = strawberry.UNSET
    """Whom it is to address; not resolved yet."""
    tasks: list[TaskInput] | None = strawberry.UNSET
    """What it is to ask for."""
    windows: list[WindowInput] | None = strawberry.UNSET
    distribution: list[DistributionInput] | None = strawberry.UNSET
    citations: list[CitationInput] | None = strawberry.UNSET
    citations_complete: bool = True
    attachments: list[AttachmentId] | None = strawberry.UNSET
    level_by_level: PassOnInput | None = strawberry.UNSET
    joint_issuers: list[UnitId] | None = strawberry.UNSET
    signing_post: str | None = strawberry.UNSET
    standing: bool = False
    need_to_know: bool = False
    urgency: Urgency = Urgency.ORDINARY
    unnumbered: bool = False
    place_of_issue: str | None = strawberry.UNSET
    meeting: MeetingInput | None = strawberry.UNSET


@becomes(directive.DiscardDraft)
@strawberry.input
class DiscardDraftInput:
    """A draft that will not be issued. Its history stays in the log."""

    idempotency_key: str
    draft: DirectiveId
    """Of an issuer for which the caller acts."""


@becomes(directive.CommentOnDirective)
@strawberry.input
class CommentOnDirectiveInput:
    """A comment of the issuer or of a unit that was asked, on a draft."""

    idempotency_key: str
    directive: DirectiveId
    """A draft."""
    unit: UnitId
    """Its issuer, or a unit that was asked; the caller acts for it."""
    text: str
    """The remark, 20,000 characters at the most."""
