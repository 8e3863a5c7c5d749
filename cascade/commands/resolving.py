"""Commands on citations: matching one by hand."""

from uuid import UUID

from cascade.access.state import Access
from cascade.commands.authorities import acting_issuer, issued_by_principal
from cascade.commands.engine import Decision
from cascade.commands.passing import passed_on
from cascade.commands.session import Session
from cascade.commands.sight import Sight
from cascade.directive.commands import ResolveCitation
from cascade.directive.refusals import CitationNotFound, DirectiveNotFound, ImplementsInCircles
from cascade.directive.resolving import decide_resolve
from cascade.directive.state import Directive
from cascade.events import Event
from cascade.refusals import Refused
from cascade.terms import CitationRelation


async def resolve_citation(command: ResolveCitation, session: Session) -> Decision:
    access = await session.start()
    citing = await _citing(access, session, command)
    target = None
    if command.target is not None:
        sight = Sight.of(session, access, acting_issuer(access, session, citing))
        await sight.load([command.target])
        target = sight.seen(command.target)
        if target is None:
            raise Refused(DirectiveNotFound("No such directive.", "target"))
        _refuse_circle(citing, command, sight)
    events: list[Event] = list(
        decide_resolve(session.organisation, citing, target, command, session.now)
    )
    if events and target is not None and _implements(citing, command.citation):
        events += await passed_on(session, [target], command.directive, citing.issuer_ids)
    return Decision(events, {"directive": str(command.directive)})


async def _citing(access: Access, session: Session, command: ResolveCitation) -> Directive:
    """The directive that the citation stands in; whoever only reads it finds none to resolve."""
    try:
        return await issued_by_principal(access, session, command.directive, "citation")
    except Refused as error:
        raise Refused(CitationNotFound("There is no such citation.", "citation")) from error


def _refuse_circle(citing: Directive, command: ResolveCitation, sight: Sight) -> None:
    """``uppers`` is everything that the target implements, up to the top."""
    if _implements(citing, command.citation) and command.directive in sight.uppers:
        raise Refused(ImplementsInCircles("The target implements this directive.", "target"))


def _implements(citing: Directive, citation_id: UUID) -> bool:
    citation = citing.citations.get(citation_id)
    return citation is not None and citation.relation is CitationRelation.IMPLEMENTS
