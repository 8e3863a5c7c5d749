"""What documents cite, and whose cause a directive serves by implementing."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from cascade.directive.events import (
    CitationDeclined,
    CitationProposed,
    CitationResolved,
    DirectiveIssued,
    DirectiveRecorded,
)
from cascade.directive.records import CitationRecord
from cascade.enums import CitationRelation
from cascade.log.records import RecordedEvent
from projections.directives.causes import Causes, Cited, cause_rows, resolve
from projections.directives.tables import Cause, Citation, CitationMatch
from projections.engine.copying import copy
from projections.engine.json_rows import to_json
from projections.engine.statements import load
from projections.engine.versions import write_versions

EVENTS: Final = (
    DirectiveIssued,
    DirectiveRecorded,
    CitationResolved,
    CitationProposed,
    CitationDeclined,
)

statements = load(__package__, "citations.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    """Bulk writes, interrupted where a match changes whose causes are served by what is there."""
    waiting: list[RecordedEvent] = []
    for recorded in events:
        event = recorded.event
        waiting.append(recorded)
        if isinstance(event, CitationResolved) and event.relation is CitationRelation.IMPLEMENTS:
            await _write(connection, waiting)
            await resolve(connection, event.originator_id, recorded.position)
            waiting.clear()
    await _write(connection, waiting)


async def _write(connection: Any, events: Sequence[RecordedEvent]) -> None:
    await copy(connection, [row for each in events for row in _citations(each)])
    matches = [row for each in events for row in _matches(each)]
    await write_versions(connection, statements.end_matches, matches, "citation_id")
    await copy(connection, await _causes(connection, events))


async def _causes(connection: Any, events: Sequence[RecordedEvent]) -> list[Cause]:
    """Of what the page issued and recorded, by what it implemented at its issue."""
    known = await _known_causes(connection, events)
    rows: list[Cause] = []
    for recorded in events:
        event = recorded.event
        if not isinstance(event, DirectiveIssued | DirectiveRecorded):
            continue
        causes: Causes = {event.originator_id: Cited(0, issuers(event))}
        for target_id in implemented(event):
            for cause_id, cited in known.get(target_id, {}).items():
                if cause_id not in causes or causes[cause_id].distance > cited.distance + 1:
                    causes[cause_id] = Cited(cited.distance + 1, cited.issuer_ids)
        known[event.originator_id] = causes
        rows += cause_rows(
            event.originator_id, recorded.position, event.classification.rank, causes
        )
    return rows


def issuers(event: DirectiveIssued | DirectiveRecorded) -> tuple[UUID, ...]:
    """All who issued it together, the one whose number it bears first."""
    joint = event.joint_issuer_ids if isinstance(event, DirectiveIssued) else ()
    return tuple(dict.fromkeys((event.issuer_id, *joint)))


def implemented(event: DirectiveIssued | DirectiveRecorded) -> list[UUID]:
    """The directives that this one implements, as far as they are known at its issue."""
    if isinstance(event, DirectiveRecorded):
        return []
    return [
        citation.target_id
        for citation in event.citations
        if citation.relation is CitationRelation.IMPLEMENTS and citation.target_id is not None
    ]


async def _known_causes(connection: Any, events: Sequence[RecordedEvent]) -> dict[UUID, Causes]:
    targets = {
        target_id
        for recorded in events
        if isinstance(recorded.event, DirectiveIssued)
        for target_id in implemented(recorded.event)
    }
    known: dict[UUID, Causes] = {}
    if not targets:
        return known
    for row in await connection.fetch(statements.causes.sql, list(targets)):
        causes = known.setdefault(row["directive_id"], {})
        cited = causes.get(row["cause_id"], Cited(row["distance"], ()))
        issuer_ids = (*cited.issuer_ids, row["cause_issuer_id"])
        causes[row["cause_id"]] = Cited(row["distance"], issuer_ids)
    return known


def _citations(recorded: RecordedEvent) -> Iterator[Citation]:
    event = recorded.event
    if isinstance(event, DirectiveIssued):
        for ordinal, each in enumerate(event.citations):
            yield Citation(
                citation_id=each.citation_id,
                directive_id=event.originator_id,
                position=recorded.position,
                ordinal=ordinal,
                text=each.number.text,
                issued_on=each.issued_on,
                issuer_name=each.issuer_name,
                relation=each.relation.value,
                task_key=each.task_key,
                anchor=each.anchor,
                source=to_json(each.source) if each.source else None,
            )


def _matches(recorded: RecordedEvent) -> Iterator[CitationMatch]:
    """What citations were matched to, at the issue or later; a proposal is no match yet."""
    match recorded.event:
        case DirectiveIssued() as event:
            for each in event.citations:
                yield _match(recorded, each, target_id=each.target_id)
        case CitationResolved() as event:
            yield _match(
                recorded,
                event,
                target_id=event.target_id,
                resolved_at=recorded.recorded_at,
                by_hand=event.by_hand,
            )
        case CitationProposed() as event:
            yield _match(recorded, event, proposed_id=event.target_id)
        case CitationDeclined() as event:
            yield CitationMatch(
                citation_id=event.citation_id,
                from_position=recorded.position,
                directive_id=event.originator_id,
                relation=event.relation.value,
                discrepancies=to_json(()),
            )


def _match(
    recorded: RecordedEvent,
    matched: CitationRecord | CitationResolved | CitationProposed,
    *,
    target_id: UUID | None = None,
    proposed_id: UUID | None = None,
    resolved_at: datetime | None = None,
    by_hand: bool | None = None,
) -> CitationMatch:
    return CitationMatch(
        citation_id=matched.citation_id,
        from_position=recorded.position,
        directive_id=recorded.event.originator_id,
        relation=matched.relation.value,
        discrepancies=to_json(matched.discrepancies),
        target_id=target_id,
        proposed_id=proposed_id,
        resolved_at=resolved_at,
        by_hand=by_hand,
    )
