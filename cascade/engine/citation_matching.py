"""A document arrives: it is proposed for the citations that were waiting for it, in its own
transaction. It is a match once an issuer of the citing document confirms it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID

from cascade.directive.decisions.citing import proposal
from cascade.directive.events import DirectiveIssued, DirectiveRecorded
from cascade.directive.rules.citations import awaited_number, is_meant
from cascade.directive.state import Directive
from cascade.engine.session import Session
from cascade.engine.visibility import Visibility
from cascade.enums import CitationRelation, Classification
from cascade.events import Event
from cascade.identifiers import awaited_id
from cascade.numbering.events import CitationAwaited

PROPOSED_ON_ARRIVAL: Final = 100
"""For so many waiting citations one document is proposed; for the others a hand must find it."""
ARRIVED: Final = UUID(int=0)
"""What arrives is looked at under this id: under its own there is nothing yet."""


@dataclass(frozen=True, slots=True)
class _Arriving:
    """A document's event, as if it were recorded already."""

    position: int
    recorded_at: datetime
    event: Event


async def await_citations(session: Session, issued: DirectiveIssued) -> list[Event]:
    """What a directive leaves with the numbers that it cites and that are not known here."""
    waiting = [
        (number, citation, citation.issued_on, citation.issuer_name)
        for citation in issued.citations
        if citation.target_id is None
        and citation.source is None
        and citation.issued_on is not None
        and citation.issuer_name is not None
        and (number := awaited_number(citation.number)) is not None
    ]
    awaited = await session.awaited({number for number, *_ in waiting}) if waiting else {}
    added: Counter[str] = Counter()
    events: list[Event] = []
    for number, citation, issued_on, issuer_name in waiting:
        added[number] += 1
        events.append(
            CitationAwaited(
                originator_id=awaited_id(number),
                originator_version=awaited[number].version + added[number],
                timestamp=session.now,
                number=citation.number,
                issued_on=issued_on,
                issuer_name=issuer_name,
                directive_id=issued.originator_id,
                citation_id=citation.citation_id,
            )
        )
    return events


async def propose_on_arrival(
    session: Session, document: DirectiveIssued | DirectiveRecorded
) -> list[Event]:
    """For which citations a document that is being recorded is proposed."""
    waiting = list(islice(await _waiting(session, document), PROPOSED_ON_ARRIVAL))
    if not waiting:
        return []
    citing = await session.directives({each.directive_id for each in waiting})
    arrived = _as_recorded(session, document)
    events: list[Event] = []
    for each in waiting:
        events += await _proposed(session, citing[each.directive_id], each, arrived, events)
    return events


async def _waiting(
    session: Session, document: DirectiveIssued | DirectiveRecorded
) -> Iterator[CitationAwaited]:
    borne = document.number
    if borne is None:
        return iter(())
    # Who cites a number that carries no type cannot say of which type the document is.
    numbers = {awaited_number(borne), awaited_number(borne, document.type)} - {None}
    awaited = await session.awaited(sorted(filter(None, numbers)))
    return (
        each
        for number in awaited.values()
        for each in number.citations
        if each.directive_id != document.originator_id
        and is_meant(session.organisation, each.number, each.issued_on, each.issuer_name, document)
    )


def _as_recorded(session: Session, document: DirectiveIssued | DirectiveRecorded) -> Directive:
    arrived = Directive()
    position = session.organisation.position
    arrived.apply(_Arriving(position, session.now, document))
    return arrived


async def _proposed(
    session: Session,
    citing: Directive,
    awaited: CitationAwaited,
    arrived: Directive,
    before: list[Event],
) -> list[Event]:
    """For one citation; nothing where it is matched by now, or its issuer may not see it.

    ``before`` was decided in the same transaction.
    """
    citation, issued = citing.citations.get(awaited.citation_id), citing.issued
    if citation is None or issued is None or citation.target_id is not None:
        return []
    visibility = await _visibility(session, citing, issued, arrived)
    if visibility is None:
        return []
    implements = citation.relation is CitationRelation.IMPLEMENTS
    if implements and (not citing.stands(session.now) or issued.originator_id in visibility.uppers):
        return []
    ahead = sum(event.originator_id == issued.originator_id for event in before)
    return [proposal(session.organisation, citing, citation, arrived, session.now, ahead)]


async def _visibility(
    session: Session, citing: Directive, issued: DirectiveIssued, arrived: Directive
) -> Visibility | None:
    """That of a citing issuer who may see what arrived; whoever reads the citing document is
    cleared so far.
    """

    def is_cleared(classification: Classification) -> bool:
        return classification.rank <= issued.classification.rank

    for issuer_id in citing.issuer_ids:
        visibility = Visibility(session, session.organisation.heir(issuer_id), is_cleared)
        await visibility.look_at({ARRIVED: arrived})
        if visibility.seen(ARRIVED) is not None:
            return visibility
    return None
