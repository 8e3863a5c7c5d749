"""What is said of what units did."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from cascade.events import Event
from cascade.execution.events import (
    DirectiveEntered,
    DirectivePassedOn,
    DirectiveRelayed,
    ExtensionAsked,
    ExtensionDecided,
    NotApplicableDecided,
    NotApplicableDeclared,
    NotApplicableTakenBack,
    ObligationAcknowledged,
    ObligationAssigned,
    ObligationExempted,
    ObligationExtended,
    ObligationInspected,
    ObligationPlanned,
    ObligationReminded,
    OccurrenceDeclared,
    OccurrenceWithdrawn,
    OverdueReminded,
    QuotaShareCounted,
    RelayRecalled,
    ReportAccepted,
    ReportLinked,
    ReportRecorded,
    ReportReturned,
    ReportSubmitted,
)
from cascade.execution.occurrences import number_of_day
from cascade.quantities import written
from projections.audit.names import Names, counted, said_at


def _said(occurrence: date) -> str:
    """The day of an occurrence, or the number of one that was declared."""
    number = number_of_day(occurrence)
    return f"{occurrence}" if number is None else f"occurrence {number}"


def _of(event: Any, names: Names) -> str:
    day = f" of {_said(event.occurrence)}" if event.occurrence else ""
    return f"{names.task(event.task_id)}{day} of {names.directive(event.directive_id)}"


def _passed_on(event: DirectivePassedOn, names: Names) -> str:
    directive, unit = names.directive(event.directive_id), names.unit(event.unit_id)
    if event.implementing_id is None:
        return f"{directive} was passed on under {unit} by the unit that took its place."
    return f"{directive} went on under {unit} by a directive that implements it."


def _acknowledged(event: ObligationAcknowledged, names: Names) -> str:
    done = ", which fulfils it" if event.fulfils else ""
    return f"{names.unit(event.unit_id)} acknowledged {_of(event, names)}{done}."


def _submitted(event: ReportSubmitted, names: Names) -> str:
    how = f", {written(event.quantity)}" if event.quantity is not None else ""
    how += "".join(f", {each.indicator}: {written(each.value)}" for each in event.values)
    came = f" It had come by {said_at(event.arrived_at)}." if event.arrived_at else ""
    done = " It needs no acceptance." if event.accepted else ""
    return f"{names.unit(event.unit_id)} reported on {_of(event, names)}{how}.{came}{done}"


def _accepted(event: ReportAccepted, names: Names) -> str:
    on = f", received on {event.received_on}" if event.received_on else ""
    by, unit = names.unit(event.decided_by_id), names.unit(event.unit_id)
    return f"{by} accepted the report of {unit} on {_of(event, names)}{on}."


def _returned(event: ReportReturned, names: Names) -> str:
    until = f", to be answered by {said_at(event.due_at)}" if event.due_at else ""
    by, unit = names.unit(event.decided_by_id), names.unit(event.unit_id)
    return f"{by} returned the report of {unit} on {_of(event, names)}{until}."


def _extension(event: ExtensionDecided, names: Names) -> str:
    by, unit = names.unit(event.decided_by_id), names.unit(event.unit_id)
    if event.due_at is None:
        return f"{by} gave {unit} no more time for {_of(event, names)}."
    return f"{by} gave {unit} until {said_at(event.due_at)} for {_of(event, names)}, as asked."


def _declared(event: NotApplicableDeclared, names: Names) -> str:
    done = " That needs no agreement." if event.agreed else ""
    return f"{names.unit(event.unit_id)} declared {_of(event, names)} not applicable.{done}"


def _declaration_decided(event: NotApplicableDecided, names: Names) -> str:
    by, unit = names.unit(event.decided_by_id), names.unit(event.unit_id)
    if event.agreed:
        return f"{by} agreed that {_of(event, names)} does not apply to {unit}."
    return f"{by} did not agree that {_of(event, names)} does not apply to {unit}."


def _assigned(event: ObligationAssigned, names: Names) -> str:
    post = f"The post {event.post}" if event.post else "No post"
    return f"{post} of {names.unit(event.unit_id)} answers for {_of(event, names)}."


def _overdue(event: OverdueReminded, names: Names) -> str:
    about = f" of {names.directive(event.about_id)}" if event.about_id else ""
    by, under = names.unit(event.by_id), names.unit(event.under_id)
    return f"{by} called what was overdue{about} within {under} to mind."


def _entered(event: DirectiveEntered, names: Names) -> str:
    unit, setter = names.unit(event.unit_id), names.unit(event.setter_id)
    by = f"the policy “{event.policy_key}” of {setter} gave it until {said_at(event.due_at)}"
    return f"{unit} entered {names.directive(event.directive_id)}; {by}."


SENTENCES: Final[Mapping[type[Event], Callable[[Any, Names], str]]] = {
    DirectiveRelayed: lambda e, n: (
        f"{n.unit(e.unit_id)} passed {n.directive(e.directive_id)} on, unchanged."
    ),
    RelayRecalled: lambda e, n: (
        f"{n.unit(e.unit_id)} recalled its relays of {n.directive(e.directive_id)}."
    ),
    DirectivePassedOn: _passed_on,
    DirectiveEntered: _entered,
    ObligationAcknowledged: _acknowledged,
    ReportSubmitted: _submitted,
    ReportAccepted: _accepted,
    ReportReturned: _returned,
    ObligationExtended: lambda e, n: (
        f"{n.unit(e.decided_by_id)} gave {n.unit(e.unit_id)} until {said_at(e.due_at)} "
        f"for {_of(e, n)}."
    ),
    ObligationAssigned: _assigned,
    ObligationPlanned: lambda e, n: (
        f"{n.unit(e.unit_id)} planned {_of(e, n)}: {counted(len(e.entries), 'entry', 'entries')}."
    ),
    ExtensionAsked: lambda e, n: (
        f"{n.unit(e.unit_id)} asked for time until {said_at(e.due_at)} for {_of(e, n)}."
    ),
    ExtensionDecided: _extension,
    NotApplicableDeclared: _declared,
    NotApplicableTakenBack: lambda e, n: (
        f"{n.unit(e.unit_id)} took back that {_of(e, n)} does not apply."
    ),
    NotApplicableDecided: _declaration_decided,
    QuotaShareCounted: lambda e, n: (
        f"{written(e.quantity)} of {n.unit(e.unit_id)} counted towards the quota of {_of(e, n)}."
    ),
    ObligationExempted: lambda e, n: (
        f"{n.unit(e.decided_by_id)} exempted {n.unit(e.unit_id)} from {_of(e, n)}."
    ),
    ObligationReminded: lambda e, n: (
        f"{n.unit(e.by_id)} reminded {n.unit(e.unit_id)} of {_of(e, n)}."
    ),
    OccurrenceDeclared: lambda e, n: (
        f"{n.unit(e.unit_id)} declared {_of(e, n)}, “{e.label}”, at {said_at(e.occurred_at)}."
    ),
    OccurrenceWithdrawn: lambda e, n: (
        f"{n.unit(e.by_id)} withdrew {_of(e, n)} of {n.unit(e.unit_id)}: {e.reason}"
    ),
    OverdueReminded: _overdue,
    ObligationInspected: lambda e, n: (
        f"{n.unit(e.by_id)} inspected how {n.unit(e.unit_id)} carries out {_of(e, n)}."
    ),
    ReportRecorded: lambda e, n: (
        f"{n.unit(e.by_id)} reported to {n.unit(e.to_id)} without citing a directive: {e.subject}."
    ),
    ReportLinked: lambda e, n: (
        f"A report of {n.unit(e.unit_id)} that cited nothing was found to be on {_of(e, n)}."
    ),
}
