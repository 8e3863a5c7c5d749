"""Commands on citations: matching one by hand, deciding on what was proposed as it arrived."""

from typing import Final
from uuid import UUID

from cascade.access.state import Access
from cascade.directive.commands import DecideCitation, ResolveCitation
from cascade.directive.decisions.citing import (
    decide_proposal,
    decide_resolve,
    nothing_proposed,
    open_proposal,
)
from cascade.directive.refusals import CitationNotFound, DirectiveNotFound, ImplementsInCircles
from cascade.directive.rules.implementing import refuse_chain
from cascade.directive.state import Directive
from cascade.engine.authorities import acting_issuer, issued_by_principal
from cascade.engine.engine import Decision, Handlers
from cascade.engine.passing_on import passed_on
from cascade.engine.session import Session
from cascade.engine.visibility import Visibility
from cascade.enums import CitationRelation
from cascade.events import Event
from cascade.refusals import Refused


async def resolve_citation(command: ResolveCitation, session: Session) -> Decision:
    access = await session.start()
    citing = await _citing(access, session, command)
    target = None
    if command.target is not None:
        visibility = Visibility.of(session, access, acting_issuer(access, session, citing))
        await visibility.load([command.target])
        target = visibility.seen(command.target)
        if target is None:
            raise Refused(DirectiveNotFound("No such directive.", "target"))
        _refuse_chain(citing, target, command, visibility, "target")
    events: list[Event] = list(
        decide_resolve(session.organisation, citing, target, command, session.now)
    )
    if events and target is not None and _implements(citing, command.citation):
        events += await passed_on(session, [target], command.directive, citing.issuer_ids)
    return Decision(events, {"directive": str(command.directive)})


async def decide_citation(command: DecideCitation, session: Session) -> Decision:
    """An issuer's right, who sees the document that was proposed."""
    access = await session.start()
    citing = await _citing(access, session, command)
    answer = {"directive": str(command.directive)}
    proposal = open_proposal(citing, command)
    if proposal is None:
        return Decision([], answer)
    visibility = Visibility.of(session, access, acting_issuer(access, session, citing))
    await visibility.load([proposal.target_id])
    target = visibility.seen(proposal.target_id)
    if target is None:
        raise Refused(nothing_proposed())
    if command.confirm:
        _refuse_chain(citing, target, command, visibility, "citation")
    events = decide_proposal(session.organisation, citing, target, command, session.now)
    if command.confirm and _implements(citing, command.citation):
        events += await passed_on(session, [target], command.directive, citing.issuer_ids)
    return Decision(events, answer)


async def _citing(
    access: Access, session: Session, command: ResolveCitation | DecideCitation
) -> Directive:
    """The directive that the citation stands in; whoever only reads it finds none to resolve."""
    try:
        return await issued_by_principal(access, session, command.directive, "citation")
    except Refused as error:
        raise Refused(CitationNotFound("There is no such citation.", "citation")) from error


def _refuse_chain(
    citing: Directive,
    target: Directive,
    command: ResolveCitation | DecideCitation,
    visibility: Visibility,
    field: str,
) -> None:
    """``uppers`` is everything that the target implements, up to the top."""
    if not _implements(citing, command.citation):
        return
    if command.directive in visibility.uppers:
        raise Refused(ImplementsInCircles("The target implements this directive.", field))
    if too_deep := refuse_chain(target, visibility.uppers, field):
        raise Refused(too_deep)


def _implements(citing: Directive, citation_id: UUID) -> bool:
    citation = citing.citations.get(citation_id)
    return citation is not None and citation.relation is CitationRelation.IMPLEMENTS


HANDLERS: Final[Handlers] = {
    ResolveCitation: resolve_citation,
    DecideCitation: decide_citation,
}
