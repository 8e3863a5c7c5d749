"""Drafts, from their first state to the issue, and the comments on them."""

from collections.abc import Sequence
from typing import Any, Final

from cascade.directive.events import (
    DirectiveCommented,
    DirectiveDrafted,
    DirectiveIssued,
    DraftDiscarded,
)
from cascade.log.records import RecordedEvent
from projections.engine.copying import copy
from projections.engine.json_rows import to_json
from projections.engine.statements import load
from projections.engine.versions import first_of_each, succession

EVENTS: Final = (DirectiveDrafted, DirectiveCommented, DraftDiscarded, DirectiveIssued)

statements = load(__package__, "handlers.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    steps = [each for each in events if _is_step(each)]
    first = first_of_each(steps, lambda s: s.event.originator_id, lambda s: s.position)
    if first:
        await statements.end(connection, directive_ids=list(first), positions=list(first.values()))
    drafts = [
        _draft(step, to_position)
        for step, to_position in succession(
            steps, lambda s: s.event.originator_id, lambda s: s.position
        )
        if isinstance(step.event, DirectiveDrafted)
    ]
    await copy(connection, "draft", drafts)
    await copy(
        connection,
        "draft_comment",
        [
            (event.comment_id, event.originator_id, recorded.position, recorded.recorded_at,
             event.unit_id, event.text.id)
            for recorded in events
            if isinstance(event := recorded.event, DirectiveCommented)
        ],
    )  # fmt: skip


def _is_step(recorded: RecordedEvent) -> bool:
    """Whether it begins or ends a state of a draft. Most issues are of no draft."""
    event = recorded.event
    if isinstance(event, DirectiveIssued):
        return event.originator_version > 1
    return isinstance(event, DirectiveDrafted | DraftDiscarded)


def _draft(recorded: RecordedEvent, to_position: int) -> tuple[Any, ...]:
    event = recorded.event
    assert isinstance(event, DirectiveDrafted)
    return (
        event.originator_id, recorded.position, to_position, recorded.recorded_at,
        event.issuer_id, event.type, event.subject,
        event.classification.value, event.classification.rank,
        to_json(event.content), event.commenter_ids,
    )  # fmt: skip
