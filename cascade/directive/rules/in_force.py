"""What must hold of a directive before anything more is done with it."""

from datetime import datetime

from cascade.directive.events import DirectiveIssued
from cascade.directive.refusals import (
    DirectiveAsksForNothing,
    DirectiveExpired,
    DirectiveNotInForce,
)
from cascade.directive.state import Directive
from cascade.refusals import Refused


def in_force(directive: Directive, now: datetime, *at: str | int) -> DirectiveIssued:
    """The issue of a directive that has not ended, whether or not it is in force yet; raises
    Refused at the input field.
    """
    issued = directive.issued
    if issued is None:
        raise Refused(DirectiveAsksForNothing("It was only recorded here.", *at))
    require_standing(directive, now, *at)
    return issued


def require_standing(directive: Directive, now: datetime, *at: str | int) -> None:
    """Raises Refused where it was ended, or has expired."""
    if not directive.is_in_force:
        raise Refused(DirectiveNotInForce("It was superseded or revoked.", *at))
    if directive.expiries.is_over(now):
        raise Refused(DirectiveExpired("It has expired.", *at))
