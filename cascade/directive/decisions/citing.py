"""A citation after its issue: a document that arrived is proposed for it, an issuer decides."""

from datetime import datetime

from cascade.directive.commands import DecideCitation, ResolveCitation
from cascade.directive.events import CitationDeclined, CitationProposed, CitationResolved
from cascade.directive.occasions import Proposal
from cascade.directive.records import CitationRecord
from cascade.directive.refusals import (
    CitationNotFound,
    CitesItself,
    NothingProposed,
    SourceHasNoNumber,
)
from cascade.directive.rules.citations import discrepancies
from cascade.directive.rules.in_force import require_standing
from cascade.directive.state import Directive
from cascade.events import Event, next_place
from cascade.organisation.state import Organisation
from cascade.refusals import Refused


def proposal(
    organisation: Organisation,
    citing: Directive,
    citation: CitationRecord,
    arrived: Directive,
    now: datetime,
    ahead: int,
) -> CitationProposed:
    """What may be meant. ``ahead``: so many events of the directive come before this one."""
    document, found = citing.document, arrived.document
    if document is None or found is None:
        raise AssertionError("who cites was issued, and what arrives is a document")
    return CitationProposed(
        **next_place(document.originator_id, citing.version + ahead, now),
        citation_id=citation.citation_id,
        relation=citation.relation,
        target_id=found.originator_id,
        discrepancies=discrepancies(organisation, citation, arrived),
    )


def resolution(
    organisation: Organisation,
    citing: Directive,
    citation: CitationRecord,
    target: Directive | None,
    now: datetime,
    *,
    by_hand: bool,
) -> CitationResolved:
    """The match of a citation, by an act of its issuer."""
    document, found = citing.document, target.document if target else None
    if document is None:
        raise AssertionError("who cites was issued")
    return CitationResolved(
        **next_place(document.originator_id, citing.version, now),
        citation_id=citation.citation_id,
        relation=citation.relation,
        target_id=found.originator_id if found else None,
        discrepancies=discrepancies(organisation, citation, target) if target else (),
        by_hand=by_hand,
    )


def decide_resolve(
    organisation: Organisation,
    citing: Directive,
    target: Directive | None,
    command: ResolveCitation,
    now: datetime,
) -> list[Event]:
    """Match a citation by hand, or undo its match; nothing where it stands so. Raises Refused."""
    citation = citing.citations.get(command.citation)
    if citation is None:
        raise Refused(CitationNotFound("It cites no such document.", "citation"))
    if citation.source is not None:
        raise Refused(SourceHasNoNumber("There is nothing to match it with.", "citation"))
    if citation.target_id == command.target:
        return []
    if command.target == command.directive:
        raise Refused(CitesItself("It cannot cite itself.", "target"))
    if target is not None:
        _refuse_ended(citation, now, (citing, "citation"), (target, "target"))
    return [resolution(organisation, citing, citation, target, now, by_hand=True)]


def open_proposal(citing: Directive, command: DecideCitation) -> Proposal | None:
    """What waits to be decided; null where it was decided so already. Raises Refused."""
    if command.citation not in citing.citations:
        raise Refused(CitationNotFound("It cites no such document.", "citation"))
    found = citing.proposals.get(command.citation)
    if found is not None and found.confirmed is command.confirm:
        return None
    if found is None or found.confirmed is not None:
        raise Refused(nothing_proposed())
    return found


def decide_proposal(
    organisation: Organisation,
    citing: Directive,
    target: Directive,
    command: DecideCitation,
    now: datetime,
) -> list[Event]:
    """Confirm or decline what is proposed and waits. Raises Refused."""
    citation, document, meant = citing.citations[command.citation], citing.document, target.document
    if document is None or meant is None:
        raise AssertionError("who cites was issued, and what was proposed is a document")
    if command.confirm:
        _refuse_ended(citation, now, (citing, "citation"), (target, "citation"))
        return [resolution(organisation, citing, citation, target, now, by_hand=False)]
    return [
        CitationDeclined(
            **next_place(document.originator_id, citing.version, now),
            citation_id=command.citation,
            relation=citation.relation,
            target_id=meant.originator_id,
        )
    ]


def nothing_proposed() -> NothingProposed:
    """One answer for what was never proposed, and for what may not be seen."""
    return NothingProposed("No document waits to be confirmed for it.", "citation")


def _refuse_ended(
    citation: CitationRecord, now: datetime, *documents: tuple[Directive, str]
) -> None:
    if not citation.relation.has_it_executed:
        return
    for one, field in documents:
        require_standing(one, now, field)
