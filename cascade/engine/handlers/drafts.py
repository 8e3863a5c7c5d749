"""Commands on drafts: write, comment on, discard."""

from typing import Final
from uuid import UUID

from cascade.access.state import ACTING, Access
from cascade.directive.commands import CommentOnDirective, DiscardDraft, DraftDirective
from cascade.directive.decisions.drafting import (
    Drafting,
    check_comment,
    comment,
    decide_discard,
    decide_draft,
    require_draft,
)
from cascade.directive.events import DirectiveDrafted
from cascade.directive.refusals import DirectiveNotFound, DraftNotFound
from cascade.directive.state import Directive
from cascade.engine.authorities import ISSUER, acts_for_any, is_same_unit, require_issuer
from cascade.engine.engine import Decision, Handlers
from cascade.engine.session import Session
from cascade.refusals import Problems, Refused


async def draft_directive(command: DraftDirective, session: Session) -> Decision:
    access, problems = await session.start(), Problems()
    require_issuer(access, session, command.issuer, command.classification, "issuer")
    begun, known = Directive(), list[UUID]()
    if command.draft is not None:
        begun = (await session.directives([command.draft]))[command.draft]
        standing = require_draft(session.organisation, begun, command.issuer, "draft")
        require_cleared(access, session, standing, command.issuer)
        known = [file.content.id for file in standing.attachments]
    files = await session.attachments(command.attachments, problems, "attachments", known=known)
    problems.refuse_if_any()
    directive_id = command.draft or session.new_stream()
    drafting = Drafting(command, begun, files)
    events = decide_draft(session.organisation, drafting, directive_id, session.now)
    return Decision(events, {"directive": str(directive_id)})


def require_cleared(
    access: Access, session: Session, draft: DirectiveDrafted, issuer_id: UUID
) -> None:
    """Raises Refused where the principal is not cleared for what its unit's draft holds."""
    if not access.acts_for(issuer_id, ISSUER, draft.classification, session.now):
        raise Refused(DraftNotFound("This issuer has no such draft.", "draft"))


async def discard_draft(command: DiscardDraft, session: Session) -> Decision:
    access = await session.start()
    directive = (await session.directives([command.draft]))[command.draft]
    classification_of = directive.draft or directive.issued
    issuer_ids = (directive.draft.issuer_id,) if directive.draft else directive.issuer_ids
    if classification_of is None or not acts_for_any(
        access, session, issuer_ids, ISSUER, classification_of.classification
    ):
        raise Refused(DraftNotFound("You have no such draft.", "draft"))
    return Decision(decide_discard(directive, session.now), {"directive": str(command.draft)})


async def comment_on_directive(command: CommentOnDirective, session: Session) -> Decision:
    access = await session.start()
    organisation = session.organisation
    organisation.unit(command.unit, "unit")
    directive = (await session.directives([command.directive]))[command.directive]
    of = directive.draft or directive.issued
    named = (of.issuer_id, *directive.commenter_ids) if of else ()
    is_asked = any(is_same_unit(organisation, command.unit, unit_id) for unit_id in named)
    if (
        of is None
        or not is_asked
        or not access.acts_for(command.unit, ACTING, of.classification, session.now)
    ):
        raise Refused(DirectiveNotFound("No such draft awaits a comment of yours.", "directive"))
    check_comment(directive, command)
    text = session.seal_text(command.text)
    made = comment(directive, session.new_id(), command.unit, text, session.now)
    return Decision([made], {"directive": str(command.directive)})


HANDLERS: Final[Handlers] = {
    DraftDirective: draft_directive,
    DiscardDraft: discard_draft,
    CommentOnDirective: comment_on_directive,
}
