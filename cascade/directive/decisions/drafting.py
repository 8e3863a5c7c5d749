"""Drafts: written, commented on, discarded. Nothing of a draft is decided before its issue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson

from cascade.content import AttachmentRecord, ContentRef
from cascade.directive.commands import CommentOnDirective, DraftDirective
from cascade.directive.events import DirectiveCommented, DirectiveDrafted, DraftDiscarded
from cascade.directive.refusals import (
    DraftNotFound,
    DraftTooLarge,
    NotADraft,
    TooMany,
)
from cascade.directive.rules.addressing import refuse_unit
from cascade.directive.state import Directive
from cascade.events import Event, next_place
from cascade.organisation.state import Organisation
from cascade.refusals import Problems, Refused

DRAFT_BYTES: Final = 256 * 1024
"""The largest body that the API takes."""
COMMENTERS: Final = 200
COMMENTS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Drafting:
    """A command, the draft that it goes on with (else an empty directive), and its files."""

    command: DraftDirective
    begun: Directive
    files: tuple[AttachmentRecord, ...]


def require_draft(
    organisation: Organisation, directive: Directive, issuer_id: UUID, *at: str | int
) -> DirectiveDrafted:
    """The draft as it stands; raises Refused unless it is this issuer's, or was its
    predecessor's.
    """
    draft = directive.draft
    if draft is None or issuer_id not in (draft.issuer_id, organisation.heir(draft.issuer_id)):
        raise Refused(DraftNotFound("This issuer has no such draft.", *at))
    return draft


def decide_draft(
    organisation: Organisation, drafting: Drafting, directive_id: UUID, now: datetime
) -> list[Event]:
    """Write a draft's next state; nothing where it says this already. Raises Refused."""
    command, problems = drafting.command, Problems()
    _check_content(command.content, problems)
    if len(command.commenters) > COMMENTERS:
        problems.add(TooMany(f"At most {COMMENTERS} units.", "commenters"))
    for index, unit_id in enumerate(command.commenters):
        if reason := refuse_unit(organisation, unit_id, "commenters", index):
            problems.add(reason)
    problems.refuse_if_any()
    written = DirectiveDrafted(
        **next_place(directive_id, drafting.begun.version, now),
        issuer_id=command.issuer,
        type=command.type,
        subject=command.subject,
        classification=command.classification,
        content=dict(command.content),
        commenter_ids=tuple(dict.fromkeys(command.commenters)),
        attachments=drafting.files,
    )
    standing = drafting.begun.draft
    return [] if standing and _says(standing) == _says(written) else [written]


def decide_discard(directive: Directive, now: datetime) -> list[Event]:
    """Discard a draft; raises Refused where it is none."""
    if directive.draft is None:
        raise Refused(NotADraft("It is issued, and no draft any more.", "draft"))
    return [
        DraftDiscarded(
            **next_place(directive.draft.originator_id, directive.version, now),
        )
    ]


def check_comment(directive: Directive, command: CommentOnDirective) -> None:
    """Raises Refused unless it is a draft and the comment says something."""
    problems = Problems()
    if directive.draft is None:
        problems.add(NotADraft("Comments are made on drafts.", "directive"))
    if directive.comments >= COMMENTS:
        problems.add(TooMany(f"A draft has at most {COMMENTS:,} comments.", "directive"))
    problems.refuse_if_any()


def comment(
    directive: Directive, comment_id: UUID, unit_id: UUID, text: ContentRef, now: datetime
) -> DirectiveCommented:
    """The event of a comment that was checked."""
    draft = directive.draft
    if draft is None:
        raise AssertionError("a comment is made on a draft")
    return DirectiveCommented(
        **next_place(draft.originator_id, directive.version, now),
        comment_id=comment_id,
        unit_id=unit_id,
        text=text,
    )


def _says(draft: DirectiveDrafted) -> tuple[object, ...]:
    head = (draft.issuer_id, draft.type, draft.subject, draft.classification)
    return (*head, draft.content, draft.commenter_ids, draft.attachments)


def _check_content(content: Mapping[str, Any], problems: Problems) -> None:
    if len(orjson.dumps(content)) > DRAFT_BYTES:
        problems.add(DraftTooLarge(f"A draft has at most {DRAFT_BYTES:,} bytes."))
