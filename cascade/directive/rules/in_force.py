"""What must hold of a directive before anything more is done with it."""

from cascade.directive.events import DirectiveIssued
from cascade.directive.refusals import DirectiveAsksForNothing, DirectiveNotInForce
from cascade.directive.state import Directive
from cascade.refusals import Refused


def in_force(directive: Directive, *at: str | int) -> DirectiveIssued:
    """The issue of a directive that is in force; raises Refused at the input field."""
    issued = directive.issued
    if issued is None:
        raise Refused(DirectiveAsksForNothing("It was only recorded here.", *at))
    if not directive.is_in_force:
        raise Refused(DirectiveNotInForce("It was superseded or revoked.", *at))
    return issued
