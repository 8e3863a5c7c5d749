"""What the model foretells of steps on directives."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from cascade.directive.commands import (
    AcceptInvitation,
    AmendDirective,
    CommentOnDirective,
    CorrectDirective,
    DateWindow,
    DecideCitation,
    DeclineInvitation,
    DiscardDraft,
    DraftDirective,
    InviteUnit,
    IssueDirective,
    OpenPeriods,
    RecordDirective,
    ResolveCitation,
    RevokeDirective,
    SupersedeDirective,
)
from cascade.directive.events import (
    CitationDeclined,
    CitationProposed,
    CitationResolved,
    DirectiveSuperseded,
    DraftDiscarded,
    InvitationAccepted,
    InvitationDeclined,
    UnitInvited,
    WindowDated,
)
from tests.oracle.directives import expires_on, own_events, proposals, recorded, targets
from tests.oracle.members import invited
from tests.pairs.cells import Stand
from tests.pairs.endings import Ending, always, done_unless, refused_unless


def on_draft(stand: Stand, command: DiscardDraft | CommentOnDirective) -> Ending:
    """A draft that was discarded is none any more."""
    draft_id = command.draft if isinstance(command, DiscardDraft) else command.directive
    discarded = stand.history.of(DraftDiscarded, stand.head)
    return refused_unless(all(event.originator_id != draft_id for _, event in discarded))


def implement(stand: Stand, command: IssueDirective) -> Ending:
    """There must be somebody to address, and what it implements must be in force."""
    return refused_unless(stand.is_in_force and bool(stand.below(command.issuer)))


def amend(stand: Stand, command: AmendDirective) -> Ending:
    tasks = stand.tasks
    touched = [*command.withdraw_tasks, *(change.key for change in command.change_tasks)]
    if not stand.is_in_force:
        return Ending.REFUSED
    if any(tasks[key].withdrawn_at is not None for key in touched):
        return Ending.REFUSED
    if command.expires_on is not None:
        last = expires_on(stand.history, stand.head, stand.directive)
        return done_unless(last == command.expires_on)
    withdrawn = command.withdraw_audience.units if command.withdraw_audience else ()
    return refused_unless(all(stand.asks_anything_of(unit_id) for unit_id in withdrawn))


def supersede(stand: Stand, command: SupersedeDirective) -> Ending:
    for _, event in own_events(stand.history, stand.head, command.directive):
        if isinstance(event, DirectiveSuperseded) and event.by_id == command.by:
            return Ending.NOTHING
    return refused_unless(stand.is_in_force)


def revoke(stand: Stand, _command: RevokeDirective) -> Ending:
    return refused_unless(stand.is_in_force)


def resolve(stand: Stand, command: ResolveCitation) -> Ending:
    _, target_id = targets(stand.history, stand.head, stand.directive)[command.citation]
    return done_unless(target_id == command.target)


def _is_seen(stand: Stand, note_id: UUID) -> bool:
    """Whether the province sees a document that was noted: by a unit that stands under it now."""
    note = recorded(stand.history, stand.head)[note_id]
    return stand.tree.within(stand.tree.heir(note.recorded_by_id), stand.unit("c"))


def decide_citation(stand: Stand, command: DecideCitation) -> Ending:
    """What waits is decided; what was decided so, by a match by hand too, is left."""
    history, head, directive = stand.history, stand.head, stand.directive
    waiting = proposals(history, head, directive)
    if command.citation in waiting:
        return refused_unless(_is_seen(stand, waiting[command.citation]))
    proposed: UUID | None = None
    decided: bool | None = None
    for _, event in own_events(history, head, command.directive):
        match event:
            case CitationProposed(target_id=proposed):
                decided = None
            case CitationResolved() if proposed is not None:
                decided = event.target_id == proposed
            case CitationDeclined():
                decided = False
    return Ending.NOTHING if decided is command.confirm else Ending.REFUSED


def date_window(stand: Stand, command: DateWindow) -> Ending:
    if not stand.is_in_force:
        return Ending.REFUSED
    days: tuple[object, object] | None = None
    for _, event in own_events(stand.history, stand.head, command.directive):
        if isinstance(event, WindowDated):
            days = (event.from_day, event.to_day)
    return done_unless(days == (command.from_day, command.to_day))


def open_periods(stand: Stand, _command: OpenPeriods) -> Ending:
    """A period is there once it begins within a month."""
    begin = [
        task.record.due.occurrences[-1].day + timedelta(days=1)
        for task in stand.tasks.values()
        if task.record.due.open_ended is not None and task.withdrawn_at is None
    ]
    is_due = any(day <= stand.day(31) for day in begin)
    return done_unless(not (stand.is_in_force and is_due))


# ---- invitations


def _answers(stand: Stand) -> dict[UUID, bool | None]:
    """By invitation, whether it was accepted; null while it waits."""
    found: dict[UUID, bool | None] = {}
    for _, event in own_events(stand.history, stand.head, stand.directive_id):
        match event:
            case UnitInvited(invitation_id=invitation_id):
                found[invitation_id] = None
            case InvitationAccepted(invitation_id=invitation_id):
                found[invitation_id] = True
            case InvitationDeclined(invitation_id=invitation_id):
                found[invitation_id] = False
    return found


def invite(stand: Stand, command: InviteUnit) -> Ending:
    task = stand.tasks[command.task]
    if not stand.is_in_force or task.withdrawn_at is not None:
        return Ending.REFUSED
    if any(accepted is None for accepted in _answers(stand).values()):
        return Ending.NOTHING
    taking_part = invited(stand.history, stand.head, stand.directive, task.record.task_id)
    return refused_unless(command.unit not in taking_part)


def answer(stand: Stand, command: AcceptInvitation | DeclineInvitation) -> Ending:
    accepted = _answers(stand)[command.invitation]
    if not stand.is_in_force:
        return Ending.REFUSED
    if accepted is not None:
        is_same = accepted is isinstance(command, AcceptInvitation)
        return Ending.NOTHING if is_same else Ending.REFUSED
    return refused_unless(stand.tasks["1"].withdrawn_at is None)


DIRECTIVES: Final[dict[type, Callable[[Stand, Any], Ending]]] = {
    DraftDirective: always,
    DiscardDraft: on_draft,
    CommentOnDirective: on_draft,
    IssueDirective: implement,
    RecordDirective: always,
    AmendDirective: amend,
    SupersedeDirective: supersede,
    RevokeDirective: revoke,
    CorrectDirective: always,
    ResolveCitation: resolve,
    InviteUnit: invite,
    AcceptInvitation: answer,
    DeclineInvitation: answer,
    DateWindow: date_window,
    OpenPeriods: open_periods,
    DecideCitation: decide_citation,
}
