"""What is said of directives and their numbers."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from cascade.directive.events import (
    CitationDeclined,
    CitationProposed,
    CitationResolved,
    DirectiveAmended,
    DirectiveCommented,
    DirectiveCorrected,
    DirectiveDrafted,
    DirectiveIssued,
    DirectiveRecorded,
    DirectiveRevoked,
    DirectiveSuperseded,
    DraftDiscarded,
    DueDatesMoved,
    InvitationAccepted,
    InvitationDeclined,
    ObligationsExempted,
    ObligationsExtended,
    OpenEndedNoted,
    PeriodsOpened,
    UnitInvited,
    WindowDated,
)
from cascade.enums import SeriesRestart
from cascade.events import Event
from cascade.numbering.events import (
    CitationAwaited,
    NumberNoted,
    NumberTaken,
    SeriesConfigured,
    TermOpened,
)
from projections.audit.names import Names, counted, said_at

_RESTARTS: Final = {
    SeriesRestart.NEVER: "never restarts",
    SeriesRestart.YEAR: "restarts every year",
    SeriesRestart.TERM: "restarts every term",
}


def _called(event: DirectiveIssued | DirectiveRecorded) -> str:
    return event.number.text if event.number else f"“{event.subject}”"


def _issued(event: DirectiveIssued, names: Names) -> str:
    way = "level by level" if event.level_by_level else "to its whole audience at once"
    valid = f" from {event.effective_on}" if event.effective_on else ""
    valid += f" until {event.expiry.expires_on}" if event.expiry else ""
    in_force = f"; in force{valid}" if valid else ""
    return f"{event.issuer_name_then} issued {_called(event)}, {way}{in_force}."


def _amended(event: DirectiveAmended, names: Names) -> str:
    tasks = (
        (len(event.added_tasks), "added"),
        (len(event.changed_tasks), "changed"),
        (len(event.withdrawn_task_ids), "withdrawn"),
    )
    said = [f"{counted(number, 'task')} {verb}" for number, verb in tasks if number]
    said += ["the audience widened"] if event.added else []
    said += ["units withdrawn"] if event.withdrawn else []
    said += [f"to expire on {event.expiry.expires_on}"] if event.expiry else []
    return f"{names.directive(event.originator_id)} was amended: {', '.join(said)}."


def _opened(event: PeriodsOpened, names: Names) -> str:
    number = sum(len(each.occurrences) for each in event.periods)
    their = "its" if number == 1 else "their"
    directive = names.directive(event.originator_id)
    return f"{counted(number, 'period')} of {directive} opened: {their} time had come."


def _resolved(event: CitationResolved, names: Names) -> str:
    citing = names.directive(event.originator_id)
    if event.target_id is None:
        return f"What {citing} cites was found to be another document."
    how = "by hand" if event.by_hand else "as it had arrived"
    return f"What {citing} cites was matched to {names.directive(event.target_id)}, {how}."


def _to(event: ObligationsExtended | ObligationsExempted, names: Names) -> str:
    which = counted(len(event.task_ids), "task") if event.task_ids else "every task"
    return f"{which} of {names.directive(event.originator_id)} within {names.unit(event.under_id)}"


SENTENCES: Final[Mapping[type[Event], Callable[[Any, Names], str]]] = {
    DirectiveIssued: _issued,
    DirectiveRecorded: lambda e, n: (
        f"{n.unit(e.recorded_by_id)} recorded {_called(e)} of {e.issuer_name_then}."
    ),
    WindowDated: lambda e, n: (
        f"The window “{e.key}” of {n.directive(e.originator_id)} was dated "
        f"{e.from_day} to {e.to_day}."
    ),
    DirectiveDrafted: lambda e, n: f"{n.unit(e.issuer_id)} drafted “{e.subject}”.",
    DirectiveCommented: lambda e, n: f"{n.unit(e.unit_id)} commented on a draft.",
    DraftDiscarded: lambda e, n: "A draft was discarded.",
    DirectiveAmended: _amended,
    DirectiveSuperseded: lambda e, n: (
        f"{n.directive(e.by_id)} took the place of {n.directive(e.originator_id)}."
    ),
    DirectiveRevoked: lambda e, n: f"{n.directive(e.originator_id)} was revoked: {e.reason}",
    DirectiveCorrected: lambda e, n: (
        f"{counted(len(e.corrections), 'clerical error')} of {n.directive(e.originator_id)} "
        "put right."
    ),
    CitationResolved: _resolved,
    CitationProposed: lambda e, n: (
        f"{n.directive(e.target_id)} arrived: what {n.directive(e.originator_id)} cites may be it."
    ),
    CitationDeclined: lambda e, n: (
        f"What {n.directive(e.originator_id)} cites is not {n.directive(e.target_id)}."
    ),
    UnitInvited: lambda e, n: (
        f"{n.unit(e.unit_id)} was asked to coordinate in {n.task(e.task_id)} of "
        f"{n.directive(e.originator_id)}."
    ),
    InvitationAccepted: lambda e, n: (
        f"{n.unit(e.unit_id)} coordinates in {n.task(e.task_id)} of {n.directive(e.originator_id)}."
    ),
    InvitationDeclined: lambda e, n: (
        f"{n.unit(e.unit_id)} takes no part in {n.task(e.task_id)} of "
        f"{n.directive(e.originator_id)}."
    ),
    DueDatesMoved: lambda e, n: (
        f"{counted(len(e.dues) + len(e.recounted_task_ids), 'due date')} of "
        f"{n.directive(e.originator_id)} moved: {e.reason}"
    ),
    PeriodsOpened: _opened,
    OpenEndedNoted: lambda e, n: f"{n.directive(e.directive_id)} asks something without an end.",
    ObligationsExtended: lambda e, n: f"{_to(e, n)} got until {said_at(e.due_at)}.",
    ObligationsExempted: lambda e, n: f"Nothing is asked any more of {_to(e, n)}.",
    NumberTaken: lambda e, n: f"{n.unit(e.issuer_id)} took the number {e.number.text}.",
    NumberNoted: lambda e, n: (
        f"{n.unit(e.issuer_id)} is {'known' if e.by_its_issuer else 'said'} to have given the "
        f"number {e.number.text}."
    ),
    SeriesConfigured: lambda e, n: (
        f"The series {e.type} of {n.unit(e.issuer_id)} {_RESTARTS[e.restart]}."
    ),
    TermOpened: lambda e, n: (
        f"The term {e.term} of {n.unit(e.issuer_id)} began on {e.from_day} for {e.type}."
    ),
    CitationAwaited: lambda e, n: (
        f"{n.directive(e.directive_id)} cites {e.number.text}, which is not known here."
    ),
}
