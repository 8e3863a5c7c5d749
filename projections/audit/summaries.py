"""What an event says, as one plain sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from cascade.access.events import RoleGranted, RoleRevoked
from cascade.calendar.events import CalendarSeeded
from cascade.directive.events import DirectiveIssued, DirectiveRecorded, WindowDated
from cascade.events import Event
from cascade.execution.events import (
    DirectivePassedOn,
    DirectiveRelayed,
    ObligationAcknowledged,
    ObligationExtended,
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from cascade.numbering.events import NumberNoted, NumberTaken
from cascade.organisation.events import (
    OrganisationFounded,
    UnitMoved,
    UnitRenamed,
    UnitsEstablished,
)
from cascade.policy.events import PolicySet

_MENTIONS: Final = ("unit_id", "parent_id", "issuer_id", "recorded_by_id", "decided_by_id",
                    "directive_id", "task_id", "originator_id")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called at the moment: units by name, directives by number, tasks by key."""

    units: Mapping[UUID, str]
    directives: Mapping[UUID, str]
    tasks: Mapping[UUID, str]

    def unit(self, unit_id: UUID) -> str:
        return self.units.get(unit_id, "a unit")

    def directive(self, directive_id: UUID) -> str:
        return self.directives.get(directive_id, "a directive")

    def task(self, task_id: UUID) -> str:
        key = self.tasks.get(task_id, "")
        return _ADDED.get(key, f"task {key}")


_ADDED: Final = {
    "@pass-on": "passing it on",
    "@policy-acknowledge": "the acknowledgement that a policy asks for",
    "@policy-pass-on": "the passing on that a policy asks for",
}


def mentioned(event: Event) -> set[UUID]:
    """The ids whose names a summary may use."""
    values = (getattr(event, name, None) for name in _MENTIONS)
    return {value for value in values if isinstance(value, UUID)}


def summary(event: Event, names: Names) -> str:
    """Never empty: an event without a sentence of its own is told by its type."""
    return (
        _organisation(event, names)
        or _directive(event, names)
        or _execution(event, names)
        or _rules(event, names)
        or type(event).__name__
    )


def _organisation(event: Event, names: Names) -> str | None:
    match event:
        case OrganisationFounded():
            return f"The organisation was founded under {event.root.name}."
        case UnitsEstablished():
            count = len(event.units)
            if count == 1:
                return f"{event.units[0].name} was established."
            return f"{count} units were established."
        case UnitRenamed():
            return f"A unit bears the name {event.name} from {event.effective_on} on."
        case UnitMoved():
            return f"{names.unit(event.unit_id)} came under {names.unit(event.parent_id)}."
    return None


def _directive(event: Event, names: Names) -> str | None:
    match event:
        case DirectiveIssued():
            number = event.number.text if event.number else f"“{event.subject}”"
            way = "level by level" if event.level_by_level else "to its whole audience at once"
            return f"{event.issuer_name_then} issued {number}, {way}."
        case DirectiveRecorded():
            number = event.number.text if event.number else f"“{event.subject}”"
            by = names.unit(event.recorded_by_id)
            return f"{by} recorded {number} of {event.issuer_name_then}."
        case WindowDated():
            number = names.directive(event.originator_id)
            return (
                f"The window “{event.key}” of {number} was dated "
                f"{event.from_day} to {event.to_day}."
            )
        case NumberTaken() | NumberNoted():
            by = names.unit(event.issuer_id)
            verb = "took" if isinstance(event, NumberTaken) else "is known to have given"
            return f"{by} {verb} the number {event.number.text}."
    return None


def _execution(event: Event, names: Names) -> str | None:
    unit_id: Any = getattr(event, "unit_id", None)
    directive_id: Any = getattr(event, "directive_id", None)
    if unit_id is None or directive_id is None:
        return None
    unit, directive = names.unit(unit_id), names.directive(directive_id)
    match event:
        case DirectiveRelayed():
            return f"{unit} passed {directive} on, unchanged."
        case DirectivePassedOn():
            return f"{directive} went on under {unit} by a directive that implements it."
    task = f"{names.task(getattr(event, 'task_id', unit_id))} of {directive}"
    match event:
        case ObligationAcknowledged():
            done = ", which fulfils it" if event.fulfils else ""
            return f"{unit} acknowledged {task}{done}."
        case ReportSubmitted():
            how = f", {event.quantity:g}" if event.quantity is not None else ""
            done = " It needs no acceptance." if event.accepted else ""
            return f"{unit} reported on {task}{how}.{done}"
        case ReportAccepted():
            on = f", received on {event.received_on}" if event.received_on else ""
            by = names.unit(event.decided_by_id)
            return f"{by} accepted the report of {unit} on {task}{on}."
        case ReportReturned():
            until = f", to be answered by {_time(event.due_at)}" if event.due_at else ""
            by = names.unit(event.decided_by_id)
            return f"{by} returned the report of {unit} on {task}{until}."
        case ObligationExtended():
            by = names.unit(event.decided_by_id)
            return f"{by} gave {unit} until {_time(event.due_at)} for {task}."
    return None


def _rules(event: Event, names: Names) -> str | None:
    match event:
        case PolicySet():
            return (
                f"{names.unit(event.unit_id)} set the policy “{event.key}”: {_asked(event)}, "
                f"from {event.valid_from} on."
            )
        case CalendarSeeded():
            return f"The calendar was laid from {event.first_day} to {event.last_day}."
        case RoleGranted():
            return f"{event.subject} was made {event.role} of {names.unit(event.unit_id)}."
        case RoleRevoked():
            return f"{event.subject} is no longer {event.role} of {names.unit(event.unit_id)}."
    return None


def _asked(event: PolicySet) -> str:
    asked = [
        f"{verb} within {days} working days"
        for verb, days in (
            ("acknowledge", event.acknowledge_within_working_days),
            ("pass on", event.pass_on_within_working_days),
        )
        if days is not None
    ]
    return " and ".join(asked) or "nothing"


def _time(instant: datetime | date) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"
