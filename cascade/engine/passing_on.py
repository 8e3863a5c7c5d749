"""A directive that implements others passes them on: acts of its issuers, in its transaction."""

from collections.abc import Iterable
from uuid import UUID

from cascade.directive.state import Directive
from cascade.engine.handlers.relays import reached_execution
from cascade.engine.session import Session
from cascade.events import Event
from cascade.execution.decisions.relaying import pass_on


async def passed_on(
    session: Session, uppers: Iterable[Directive], directive_id: UUID, issuer_ids: Iterable[UUID]
) -> list[Event]:
    """The acts by which the issuers of a directive pass on those that it implements.

    They pass on for themselves, for the body whose departments they are, and for the units that
    ended and whose part they bear.
    """
    events: list[Event] = []
    for upper in uppers:
        for unit_id in _passing(session, upper, issuer_ids):
            execution = await reached_execution(session, upper, unit_id)
            if execution is not None and upper.issued is not None:
                events.append(pass_on(execution, upper.issued, unit_id, directive_id, session.now))
    return events


def _passing(session: Session, upper: Directive, issuer_ids: Iterable[UUID]) -> list[UUID]:
    organisation, issued = session.organisation, upper.issued
    if issued is None:
        return []
    found: dict[UUID, None] = {}
    for issuer_id in issuer_ids:
        heir = organisation.heir(issuer_id)
        for unit_id in (heir, organisation.units[heir].addresses_under_id):
            found[unit_id] = None
            found.update(dict.fromkeys(organisation.borne_by(unit_id, issued.originator_id)))
    return list(found)
