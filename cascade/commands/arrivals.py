"""A document arrives: citations that were waiting for it are matched, in its own transaction."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID

from cascade.commands.passing import passed_on
from cascade.commands.session import Session
from cascade.commands.sight import Sight
from cascade.directive.citations import awaited_number, is_meant
from cascade.directive.events import DirectiveIssued, DirectiveRecorded
from cascade.directive.resolving import resolution
from cascade.directive.state import Directive
from cascade.events import Event
from cascade.identifiers import awaited_id
from cascade.numbering.events import CitationAwaited
from cascade.numbering.state import Awaited
from cascade.terms import CitationRelation, Classification

MATCHED_ON_ARRIVAL: Final = 100
"""So many waiting citations one document is matched with at once; the others by hand."""
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
                awaited_id(number),
                awaited[number].version + added[number],
                session.now,
                citation.number,
                issued_on,
                issuer_name,
                issued.originator_id,
                citation.citation_id,
            )
        )
    return events


async def resolve_on_arrival(
    session: Session, document: DirectiveIssued | DirectiveRecorded
) -> list[Event]:
    """The citations that a document which is being recorded is matched with, and what their
    directives pass on by it.
    """
    borne = document.number
    number = awaited_number(borne, document.type) if borne else None
    if number is None:
        return []
    awaited = (await session.awaited([number]))[number]
    waiting = list(islice(_meaning(session, awaited, document), MATCHED_ON_ARRIVAL))
    if not waiting:
        return []
    citing = await session.directives({each.directive_id for each in waiting})
    arrived = _as_recorded(session, document)
    events: list[Event] = []
    for each in waiting:
        made = await _matched(session, citing[each.directive_id], each, arrived, events)
        events += made
    return events


def _meaning(
    session: Session, awaited: Awaited, document: DirectiveIssued | DirectiveRecorded
) -> Iterator[CitationAwaited]:
    for each in awaited.citations:
        if each.directive_id != document.originator_id and is_meant(
            session.organisation, each.issued_on, each.issuer_name, document
        ):
            yield each


def _as_recorded(session: Session, document: DirectiveIssued | DirectiveRecorded) -> Directive:
    arrived = Directive()
    position = session.organisation.position
    arrived.apply(_Arriving(position, session.now, document))
    return arrived


async def _matched(
    session: Session,
    citing: Directive,
    awaited: CitationAwaited,
    arrived: Directive,
    before: list[Event],
) -> list[Event]:
    """The match of one citation; none where it is matched by now, or its issuer may not see it.

    ``before`` was decided in the same transaction.
    """
    citation, issued = citing.citations.get(awaited.citation_id), citing.issued
    if citation is None or issued is None or citation.target_id is not None:
        return []
    sight = await _sight(session, citing, issued, arrived)
    if sight is None:
        return []
    implements = citation.relation is CitationRelation.IMPLEMENTS
    if implements and (not citing.is_in_force or issued.originator_id in sight.uppers):
        return []
    ahead = sum(event.originator_id == issued.originator_id for event in before)
    organisation, now = session.organisation, session.now
    events: list[Event] = [resolution(organisation, citing, citation, arrived, now, ahead=ahead)]
    if implements:
        passed = await passed_on(session, [arrived], issued.originator_id, citing.issuer_ids)
        written = {event.originator_id for event in before}
        events += [event for event in passed if event.originator_id not in written]
    return events


async def _sight(
    session: Session, citing: Directive, issued: DirectiveIssued, arrived: Directive
) -> Sight | None:
    """That of a citing issuer who may see what arrived; whoever reads the citing document is
    cleared so far.
    """

    def is_cleared(classification: Classification) -> bool:
        return classification.rank <= issued.classification.rank

    for issuer_id in citing.issuer_ids:
        sight = Sight(session, session.organisation.heir(issuer_id), is_cleared)
        await sight.look_at({ARRIVED: arrived})
        if sight.seen(ARRIVED) is not None:
            return sight
    return None
