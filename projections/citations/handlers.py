"""What documents cite, and whose cause a directive serves by implementing."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from cascade.directive.events import DirectiveIssued, DirectiveRecorded
from cascade.directive.records import CitationRecord
from cascade.log.records import RecordedEvent
from cascade.terms import CitationRelation
from projections.copying import copy
from projections.json_rows import to_json
from projections.statements import load

EVENTS: Final = (DirectiveIssued, DirectiveRecorded)

statements = load(__package__, "handlers.sql")

Causes = dict[UUID, tuple[int, UUID]]
"""Each directive served: at what distance, and its issuer."""


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    citations: list[tuple[Any, ...]] = []
    rows: list[tuple[Any, ...]] = []
    known = await _known_causes(connection, events)
    for recorded in events:
        event = recorded.event
        assert isinstance(event, DirectiveIssued | DirectiveRecorded)
        causes: Causes = {event.originator_id: (0, event.issuer_id)}
        if isinstance(event, DirectiveIssued):
            citations += _citations(event, recorded.position)
            for target_id in implemented(event):
                for cause_id, (distance, issuer_id) in known.get(target_id, {}).items():
                    if cause_id not in causes or causes[cause_id][0] > distance + 1:
                        causes[cause_id] = distance + 1, issuer_id
        known[event.originator_id] = causes
        rows += [
            (event.originator_id, cause_id, recorded.position, distance, issuer_id,
             event.classification.rank)
            for cause_id, (distance, issuer_id) in causes.items()
        ]  # fmt: skip
    await copy(connection, "citation", citations)
    await copy(connection, "cause", rows)


def implemented(event: DirectiveIssued) -> list[UUID]:
    """The directives that this one implements, as far as they are known here."""
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
        causes[row["cause_id"]] = row["distance"], row["cause_issuer_id"]
    return known


def _citations(event: DirectiveIssued, position: int) -> list[tuple[Any, ...]]:
    return [
        _citation(event.originator_id, position, ordinal, citation)
        for ordinal, citation in enumerate(event.citations)
    ]


def _citation(
    directive_id: UUID, position: int, ordinal: int, citation: CitationRecord
) -> tuple[Any, ...]:
    return (
        citation.citation_id, directive_id, position, ordinal, citation.number.text,
        citation.issued_on, citation.issuer_name, citation.relation.value, citation.task_key,
        citation.anchor, citation.target_id, to_json(citation.discrepancies),
    )  # fmt: skip
