"""A citation is matched after its issue: by hand, or because the document arrived."""

from datetime import datetime

from cascade.directive.citations import discrepancies
from cascade.directive.commands import ResolveCitation
from cascade.directive.events import CitationResolved
from cascade.directive.records import CitationRecord
from cascade.directive.refusals import (
    CitationNotFound,
    CitesItself,
    DirectiveNotInForce,
)
from cascade.directive.state import Directive
from cascade.events import Event
from cascade.organisation.state import Organisation
from cascade.refusals import Refused
from cascade.terms import CitationRelation


def resolution(
    organisation: Organisation,
    citing: Directive,
    citation: CitationRecord,
    target: Directive | None,
    now: datetime,
    *,
    ahead: int = 0,
    by_hand: bool = False,
) -> CitationResolved:
    """The match of a citation. ``ahead``: so many events of the directive come before it."""
    document, found = citing.document, target.document if target else None
    if document is None:
        raise AssertionError("who cites was issued")
    return CitationResolved(
        document.originator_id,
        citing.version + ahead + 1,
        now,
        citation.citation_id,
        citation.relation,
        found.originator_id if found else None,
        discrepancies(organisation, citation, target) if target else (),
        by_hand,
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
    if citation.target_id == command.target:
        return []
    if command.target == command.directive:
        raise Refused(CitesItself("It cannot cite itself.", "target"))
    if target is not None and citation.relation is CitationRelation.IMPLEMENTS:
        for one, field in ((citing, "citation"), (target, "target")):
            if not one.is_in_force:
                raise Refused(DirectiveNotInForce("It was superseded or revoked.", field))
    return [resolution(organisation, citing, citation, target, now, by_hand=True)]
