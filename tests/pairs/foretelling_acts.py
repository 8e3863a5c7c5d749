"""What the model foretells of steps on obligations, and of passing on."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from cascade.directive.commands import MoveDueDates
from cascade.enums import DueKind, ReportDecision
from cascade.execution.commands import (
    Acknowledge,
    AskExtension,
    AssignObligation,
    DecideExtension,
    DecideNotApplicable,
    DecideReport,
    DeclareNotApplicable,
    DeclareOccurrence,
    ExemptGroup,
    ExemptObligations,
    ExtendGroup,
    ExtendObligations,
    InspectObligation,
    LinkReport,
    PlanObligation,
    RecallRelay,
    RecordReport,
    RelayDirective,
    Remind,
    RemindOverdue,
    SubmitReport,
    SubmitReports,
    TakeBackNotApplicable,
    WithdrawOccurrence,
)
from cascade.execution.events import (
    ExtensionAsked,
    ExtensionDecided,
    NotApplicableDecided,
    NotApplicableDeclared,
    NotApplicableTakenBack,
    ObligationAssigned,
    ObligationPlanned,
    OccurrenceDeclared,
    OccurrenceWithdrawn,
    ReportLinked,
)
from tests.oracle.days import end_of_day, is_working_day, local_day
from tests.oracle.directives import is_unit_withdrawn
from tests.oracle.obligations import Obligation
from tests.oracle.reaches import relays
from tests.oracle.standings import Status
from tests.pairs.cells import Stand
from tests.pairs.endings import Ending, always, done_unless, refused_unless

DECLARING: Final = (NotApplicableDeclared, NotApplicableTakenBack, NotApplicableDecided)
OVER: Final = (Status.WITHDRAWN, Status.EXEMPTED)
"""Nothing is done with what was withdrawn or exempted."""


def is_asked(owed: Obligation) -> bool:
    """Of what does not apply nothing is asked either; a report may say that it does."""
    return owed.status not in (*OVER, Status.NOT_APPLICABLE)


# ---- passing on


def relay(stand: Stand, command: RelayDirective) -> Ending:
    """There must be somebody below whom the directive concerns."""
    if not stand.is_in_force:
        return Ending.REFUSED
    if not any(stand.concerns(unit_id) for unit_id in stand.below(command.by)):
        return Ending.REFUSED
    since = max(at for at in stand.turns_of_the_tree if at <= stand.head)
    again = (
        at > since and not is_recalled and event.unit_id == command.by
        for at, event, is_recalled in relays(stand.history, stand.head, stand.directive)
    )
    return done_unless(any(again))


def recall(stand: Stand, command: RecallRelay) -> Ending:
    if not stand.is_in_force:
        return Ending.REFUSED
    every = relays(stand.history, stand.head, stand.directive)
    standing = [event for _, event, is_recalled in every if not is_recalled]
    return done_unless(all(event.unit_id != command.by for event in standing))


# ---- reports


def acknowledge(stand: Stand, _command: Acknowledge) -> Ending:
    owed = stand.target
    if not is_asked(owed):
        return Ending.REFUSED
    return done_unless(owed.acknowledged_at is not None or owed.status is Status.FULFILLED)


def _takes_report(stand: Stand) -> bool:
    owed = stand.target
    is_open = owed.status is not Status.FULFILLED or owed.quota_met is not None
    is_over = owed.status in OVER or owed.is_declared
    return not is_over and is_open and owed.opens_at <= stand.now


def submit(stand: Stand, _command: SubmitReport) -> Ending:
    return refused_unless(_takes_report(stand))


def submit_several(stand: Stand, _command: SubmitReports) -> Ending:
    return refused_unless(_takes_report(stand) and stand.target.quota_met is None)


def decide(stand: Stand, command: DecideReport) -> Ending:
    owed = stand.target
    decided = dict(owed.decisions)[command.report.report]
    if not is_asked(owed):
        return Ending.REFUSED
    if decided is not None:
        return Ending.NOTHING if decided is command.decision else Ending.REFUSED
    is_dated = command.decision is ReportDecision.ACCEPTED or owed.due_at is not None
    return refused_unless(is_dated)


def link(stand: Stand, command: LinkReport) -> Ending:
    linked = stand.history.of(ReportLinked, stand.head)
    if any(event.originator_id == command.report for _, event in linked):
        return Ending.NOTHING
    return refused_unless(_takes_report(stand))


# ---- occurrences


def declare(stand: Stand, command: DeclareOccurrence) -> Ending:
    """A task that counts from occurrences is still asked of the unit."""
    task = stand.tasks["1"]
    by_occurrence = task.record.due.after_occurrence is not None
    is_asked = stand.is_in_force and task.withdrawn_at is None
    withdrawn = is_unit_withdrawn(stand.history, stand.head, stand.directive, command.unit)
    return refused_unless(by_occurrence and is_asked and not withdrawn)


def withdraw_occurrence(stand: Stand, _command: WithdrawOccurrence) -> Ending:
    if _last(stand, OccurrenceDeclared) is None:
        return Ending.REFUSED
    if _last(stand, OccurrenceWithdrawn) is not None:
        return Ending.NOTHING
    return refused_unless(is_asked(stand.target) and not stand.target.decisions)


# ---- what does not apply


def _last_declared(stand: Stand) -> Any:
    """The last that happened to what was declared of the target."""
    found = None
    for fact in stand.history.until(stand.head):
        event = fact.event
        if isinstance(event, DECLARING) and _is_of(stand, event):
            found = event
    return found


def declare_not_applicable(stand: Stand, _command: DeclareNotApplicable) -> Ending:
    status = stand.target.status
    if status in OVER:
        return Ending.REFUSED
    if status is Status.NOT_APPLICABLE or stand.target.is_declared:
        return Ending.NOTHING
    return refused_unless(stand.target.is_open)


def take_back(stand: Stand, _command: TakeBackNotApplicable) -> Ending:
    if stand.target.status in OVER:
        return Ending.REFUSED
    if isinstance(_last_declared(stand), NotApplicableTakenBack):
        return Ending.NOTHING
    return refused_unless(stand.target.is_declared)


def decide_declaration(stand: Stand, command: DecideNotApplicable) -> Ending:
    status, last = stand.target.status, _last_declared(stand)
    if status in OVER:
        return Ending.REFUSED
    if stand.target.is_declared:
        return refused_unless(status is not Status.FULFILLED)
    is_same = isinstance(last, NotApplicableDecided) and last.agreed is command.agree
    return Ending.NOTHING if is_same else Ending.REFUSED


# ---- what units arrange, and more time


def _last(stand: Stand, kind: Any) -> Any:
    """The last event of a class on the target."""
    found = None
    for _, event in stand.history.of(kind, stand.head):
        if _is_of(stand, event):
            found = event
    return found


def _is_of(stand: Stand, event: Any) -> bool:
    return (event.task_id, event.unit_id, event.occurrence) == stand.target.id


def assign(stand: Stand, _command: AssignObligation) -> Ending:
    if not is_asked(stand.target):
        return Ending.REFUSED
    return done_unless(_last(stand, ObligationAssigned) is not None)


def plan(stand: Stand, command: PlanObligation) -> Ending:
    if not is_asked(stand.target):
        return Ending.REFUSED
    last = _last(stand, ObligationPlanned)
    days = [] if last is None else [entry.day for entry in last.entries]
    return done_unless(days == [entry.day for entry in command.entries])


def _later(stand: Stand, due_at: datetime) -> Ending:
    owed = stand.target
    if not owed.is_open or owed.due_at is None:
        return Ending.REFUSED
    if due_at == owed.due_at:
        return Ending.NOTHING
    return refused_unless(due_at > owed.due_at)


def ask(stand: Stand, command: AskExtension) -> Ending:
    last = _last(stand, ExtensionAsked)
    is_waiting = last is not None and last.request_id not in _decided(stand)
    if is_asked(stand.target) and is_waiting:
        return Ending.NOTHING if last.due_at == command.due_at else Ending.REFUSED
    return _later(stand, command.due_at)


def _decided(stand: Stand) -> set[object]:
    return {event.request_id for _, event in stand.history.of(ExtensionDecided, stand.head)}


def decide_extension(stand: Stand, command: DecideExtension) -> Ending:
    request = _last(stand, ExtensionAsked)
    if command.request.request in _decided(stand):
        decided = _last(stand, ExtensionDecided)
        is_same = (decided.due_at is not None) is command.grant
        return Ending.NOTHING if is_same else Ending.REFUSED
    return _later(stand, request.due_at) if command.grant else Ending.DONE


def extend(stand: Stand, command: ExtendObligations) -> Ending:
    return _later(stand, command.due_at)


def ease_group(stand: Stand, _command: ExtendGroup | ExemptGroup) -> Ending:
    return refused_unless(stand.is_in_force)


def exempt(stand: Stand, _command: ExemptObligations) -> Ending:
    if stand.target.status is Status.EXEMPTED:
        return Ending.NOTHING
    return refused_unless(stand.target.is_open)


def move_dues(stand: Stand, command: MoveDueDates) -> Ending:
    """The date of the document itself; what units were granted beside it is theirs."""
    dues = stand.documents_dues
    if not stand.is_in_force:
        return Ending.REFUSED
    if command.by_calendar:
        return done_unless(not any(_is_off(stand, *key, due) for key, due in dues.items()))
    if stand.tasks["1"].withdrawn_at is not None:
        return Ending.REFUSED
    (due,) = command.dues
    assert due.on is not None
    if ("1", due.occurrence) not in dues:
        return Ending.REFUSED
    return done_unless(dues["1", due.occurrence] == end_of_day(stand.history, due.on))


def _is_off(stand: Stand, key: str, _occurrence: date | None, due_at: datetime | None) -> bool:
    """Whether a date to come that names its day has come to lie on a day off."""
    task = stand.tasks[key]
    if due_at is None or due_at <= stand.now or task.withdrawn_at is not None:
        return False
    day, due = local_day(stand.history, due_at), task.record.due
    names_a_day = due.kind in (DueKind.ON_DAY, DueKind.RECURRING) or due.on_non_working_day
    return bool(names_a_day) and not is_working_day(stand.history, stand.head, day)


def remind(stand: Stand, _command: Remind) -> Ending:
    return refused_unless(stand.target.is_open)


def remind_overdue(_stand: Stand, command: RemindOverdue) -> Ending:
    return refused_unless(command.counted > 0)


ACTS: Final[dict[type, Callable[[Stand, Any], Ending]]] = {
    RelayDirective: relay,
    RecallRelay: recall,
    Acknowledge: acknowledge,
    ExtendObligations: extend,
    ExtendGroup: ease_group,
    ExemptGroup: ease_group,
    MoveDueDates: move_dues,
    ExemptObligations: exempt,
    DeclareNotApplicable: declare_not_applicable,
    TakeBackNotApplicable: take_back,
    DecideNotApplicable: decide_declaration,
    Remind: remind,
    RemindOverdue: remind_overdue,
    AssignObligation: assign,
    PlanObligation: plan,
    AskExtension: ask,
    DecideExtension: decide_extension,
    InspectObligation: always,
    SubmitReport: submit,
    SubmitReports: submit_several,
    DecideReport: decide,
    RecordReport: always,
    LinkReport: link,
    DeclareOccurrence: declare,
    WithdrawOccurrence: withdraw_occurrence,
}
