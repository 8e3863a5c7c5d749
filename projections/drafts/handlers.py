"""Drafts, from their first state to the issue, and the comments on them."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from cascade.directive.events import (
    DirectiveCommented,
    DirectiveDrafted,
    DirectiveIssued,
    DraftDiscarded,
)
from cascade.log.records import RecordedEvent
from cascade.text_rules import search_form
from projections.drafts.tables import Draft, DraftComment
from projections.engine.copying import arrays, copy
from projections.engine.json_rows import to_json
from projections.engine.statements import load
from projections.engine.versions import FOREVER, succession

EVENTS: Final = (DirectiveDrafted, DirectiveCommented, DraftDiscarded, DirectiveIssued)

statements = load(__package__, "handlers.sql")


class Step(NamedTuple):
    """What begins or ends a state of a draft; ``draft`` is the state that it begins."""

    directive_id: UUID
    from_position: int
    draft: Draft | None
    to_position: int = FOREVER


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    steps, first = succession([step for each in events for step in _steps(each)], ["directive_id"])
    if first:
        await statements.end(connection, **arrays(first, "directive_id", "from_position"))
    states = [step.draft._replace(to_position=step.to_position) for step in steps if step.draft]
    await copy(connection, states)
    await copy(connection, [row for each in events for row in _comments(each)])


def _steps(recorded: RecordedEvent) -> Iterator[Step]:
    """Most issues are of no draft."""
    match recorded.event:
        case DirectiveDrafted() as event:
            yield Step(event.originator_id, recorded.position, _draft(event, recorded))
        case DraftDiscarded() as event:
            yield Step(event.originator_id, recorded.position, None)
        case DirectiveIssued() as event if event.originator_version > 1:
            yield Step(event.originator_id, recorded.position, None)


def _draft(event: DirectiveDrafted, recorded: RecordedEvent) -> Draft:
    return Draft(
        directive_id=event.originator_id,
        from_position=recorded.position,
        drafted_at=recorded.recorded_at,
        issuer_id=event.issuer_id,
        type=event.type,
        subject=event.subject,
        subject_form=search_form(event.subject),
        classification=event.classification.value,
        clearance=event.classification.rank,
        content=to_json(event.content),
        commenter_ids=event.commenter_ids,
    )


def _comments(recorded: RecordedEvent) -> Iterator[DraftComment]:
    event = recorded.event
    if isinstance(event, DirectiveCommented):
        yield DraftComment(
            comment_id=event.comment_id,
            directive_id=event.originator_id,
            position=recorded.position,
            recorded_at=recorded.recorded_at,
            unit_id=event.unit_id,
            text_id=event.text.id,
        )
