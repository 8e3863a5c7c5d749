"""What documents cite, and whose cause a directive serves by implementing."""

from collections.abc import Sequence
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
from projections.directives.causes import Causes, Cited, resolve
from projections.engine.copying import copy
from projections.engine.json_rows import to_json
from projections.engine.statements import load
from projections.engine.versions import FOREVER, first_of_each, succession

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
    await copy(connection, "citation", [row for each in events for row in _citations(each)])
    await _match(connection, [row for each in events for row in _matches(each)])
    await copy(connection, "cause", await _causes(connection, events))


async def _causes(connection: Any, events: Sequence[RecordedEvent]) -> list[tuple[Any, ...]]:
    """Of what the page issued and recorded, by what it implemented at its issue."""
    known = await _known_causes(connection, events)
    rows: list[tuple[Any, ...]] = []
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
        rank = event.classification.rank
        rows += [
            (event.originator_id, cause_id, issuer_id, recorded.position, FOREVER,
             cited.distance, rank)
            for cause_id, cited in causes.items()
            for issuer_id in cited.issuer_ids
        ]  # fmt: skip
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


def _citations(recorded: RecordedEvent) -> list[tuple[Any, ...]]:
    event = recorded.event
    if not isinstance(event, DirectiveIssued):
        return []
    return [
        _citation(event.originator_id, recorded.position, ordinal, citation)
        for ordinal, citation in enumerate(event.citations)
    ]


def _citation(
    directive_id: UUID, position: int, ordinal: int, citation: CitationRecord
) -> tuple[Any, ...]:
    return (
        citation.citation_id, directive_id, position, ordinal, citation.number.text,
        citation.issued_on, citation.issuer_name, citation.relation.value, citation.task_key,
        citation.anchor,
    )  # fmt: skip


def _matches(recorded: RecordedEvent) -> list[tuple[Any, ...]]:
    """Citation, position, and what follows the end of the range."""
    event, position = recorded.event, recorded.position
    if isinstance(event, DirectiveIssued):
        return [
            (
                each.citation_id, position, event.originator_id, each.relation.value,
                each.target_id, to_json(each.discrepancies), None, None, None,
            )
            for each in event.citations
        ]  # fmt: skip
    if isinstance(event, CitationResolved):
        return [(
            event.citation_id, position, event.originator_id, event.relation.value,
            event.target_id, to_json(event.discrepancies), recorded.recorded_at, event.by_hand,
            None,
        )]  # fmt: skip
    if isinstance(event, CitationProposed):
        return [(
            event.citation_id, position, event.originator_id, event.relation.value,
            None, to_json(event.discrepancies), None, None, event.target_id,
        )]  # fmt: skip
    if isinstance(event, CitationDeclined):
        return [(
            event.citation_id, position, event.originator_id, event.relation.value,
            None, "[]", None, None, None,
        )]  # fmt: skip
    return []


async def _match(connection: Any, matches: Sequence[tuple[Any, ...]]) -> None:
    if not matches:
        return
    first = first_of_each(matches, lambda m: m[0], lambda m: m[1])
    await statements.end_matches(
        connection, citation_ids=list(first), positions=list(first.values())
    )
    records = [
        (*match[:2], to_position, *match[2:])
        for match, to_position in succession(matches, lambda m: m[0], lambda m: m[1])
    ]
    await copy(connection, "citation_match", records)
