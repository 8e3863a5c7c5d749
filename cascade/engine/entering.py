"""Whoever issues enters the document, which a standing rule may ask to be done in time."""

from cascade.directive.events import DirectiveIssued
from cascade.engine.session import Session
from cascade.events import Event
from cascade.execution.decisions.entering import decide_enter


async def entered(session: Session, issued: DirectiveIssued) -> list[Event]:
    """The act of the issuer that fulfils such a rule, in the transaction of the issue."""
    organisation = session.organisation
    above = [issued.issuer_id, *organisation.ancestors(issued.issuer_id)]
    policies = await session.policies(above)
    events = decide_enter(organisation, await session.calendar(), policies, issued, session.now)
    if events:
        # What is written must have been read: the stream that this act begins.
        await session.executions([(issued.originator_id, issued.issuer_id)])
    return list(events)
