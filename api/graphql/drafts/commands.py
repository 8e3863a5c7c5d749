"""Inputs on drafts, as commands."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any, Final

import strawberry
from strawberry.types import get_object_definition
from strawberry.utils.str_converters import to_camel_case

from api.graphql.directives.attachment_commands import attachments
from api.graphql.drafts.inputs import (
    CommentOnDirectiveInput,
    DiscardDraftInput,
    DraftDirectiveInput,
)
from api.graphql.organisation.unit_commands import unit, units
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from cascade import engine as commands

NO_CONTENT: Final = frozenset({"idempotencyKey", "draft", "commenters"})
"""Fields of the input that say what to do with the draft, not what it says."""


def draft_directive(input: DraftDirectiveInput) -> commands.DraftDirective:
    content = _as_given(input)
    return commands.DraftDirective(
        issuer=unit(input.issuer),
        type=input.type,
        subject=input.subject,
        content={name: value for name, value in content.items() if name not in NO_CONTENT},
        classification=input.classification,
        commenters=units(input.commenters),
        draft=ids.optional(Kind.DIRECTIVE, input.draft),
        attachments=attachments(input.attachments),
    )


def discard_draft(input: DiscardDraftInput) -> commands.DiscardDraft:
    return commands.DiscardDraft(ids.decode(Kind.DIRECTIVE, input.draft))


def comment_on_directive(input: CommentOnDirectiveInput) -> commands.CommentOnDirective:
    directive = ids.decode(Kind.DIRECTIVE, input.directive)
    return commands.CommentOnDirective(directive, unit(input.unit), input.text)


def _as_given(input: object) -> Mapping[str, Any]:
    """An input as JSON, with the names of the schema; without what was left out."""
    definition = get_object_definition(input, strict=True)
    names = {
        f.python_name: f.graphql_name or to_camel_case(f.python_name) for f in definition.fields
    }
    return {
        names[each.name]: _json(value)
        for each in fields(input)  # type: ignore[arg-type]  # every input is a dataclass
        if (value := getattr(input, each.name)) is not None and value is not strawberry.UNSET
    }


def _json(value: Any) -> Any:
    if get_object_definition(value) is not None:
        return _as_given(value)
    if isinstance(value, list):
        return [_json(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
