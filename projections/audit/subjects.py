"""What events are about: a unit or several, a directive, an obligation, a day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from cascade.calendar.events import CalendarCorrected, CalendarSeeded, HolidayAnnounced
from cascade.directive.events import (
    DirectiveCommented,
    DirectiveDrafted,
    DirectiveIssued,
    DirectiveRecorded,
    DraftDiscarded,
    ObligationsExempted,
    ObligationsExtended,
)
from cascade.events import Event
from cascade.execution.events import OverdueReminded, ReportRecorded
from cascade.organisation.events import (
    ChangeScheduled,
    ImportAbandoned,
    OrganisationFounded,
    TreeReorganised,
    UnitDissolved,
    UnitsEstablished,
    UnitsLabelled,
    UnitsMerged,
    UnitSplit,
    UnitsStaged,
    UnitsUnlabelled,
)
from cascade.organisation.packages import parts
from projections.query_args import ONCE

_DAYS: Final = ("issued_on", "received_on", "valid_from", "inspected_on", "occurred_on")
_OF_DIRECTIVES: Final = "cascade.directive."


@dataclass(frozen=True, slots=True)
class Subject:
    """What an event is about. One about several units names none: ``parties`` does.

    ``is_of_all``: it is the whole organisation's, and found at its root.
    """

    unit_id: UUID | None = None
    directive_id: UUID | None = None
    task_id: UUID | None = None
    occurrence: date | None = None
    is_of_all: bool = False


def subject(event: Event) -> Subject:
    match event:
        case OrganisationFounded():
            return Subject(event.root.unit_id)
        case CalendarSeeded() | HolidayAnnounced() | CalendarCorrected():
            return Subject(is_of_all=True)
        case UnitsStaged() | ImportAbandoned():
            return Subject(is_of_all=True)
        case UnitsMerged() | UnitSplit() | UnitDissolved() | TreeReorganised():
            return Subject()
        case DirectiveIssued() | DirectiveDrafted():
            return Subject(event.issuer_id, event.originator_id)
        case DirectiveRecorded():
            return Subject(event.recorded_by_id, event.originator_id)
        case ObligationsExtended() | ObligationsExempted():
            return Subject(event.under_id, event.originator_id)
        case OverdueReminded():
            return Subject(None, event.about_id)
    return _named(event)


def _named(event: Event) -> Subject:
    """By the names of its fields; what stands in a directive's stream is about that one."""
    named: Any = event
    in_stream = event.originator_id if event.TOPIC.startswith(_OF_DIRECTIVES) else None
    task_id = getattr(named, "task_id", None)
    return Subject(
        getattr(named, "unit_id", None) or getattr(named, "issuer_id", None),
        getattr(named, "directive_id", in_stream),
        task_id,
        (getattr(named, "occurrence", None) or ONCE) if task_id else None,
    )


def parties(event: Event) -> tuple[UUID, ...]:
    """The units that an event about several is about."""
    match event:
        case UnitsMerged():
            return (*event.unit_ids, event.into_id)
        case UnitSplit():
            return (event.unit_id, *event.part_ids)
        case UnitDissolved():
            return (event.unit_id, *event.successor_ids, event.heir_id)
        case TreeReorganised():
            return tuple(unit_id for part in parts(event) for unit_id in parties_of_step(part))
        case ChangeScheduled() | UnitsLabelled() | UnitsUnlabelled():
            return event.unit_ids
        case ReportRecorded():
            return (event.by_id, event.to_id)
        case OverdueReminded():
            return (event.by_id, event.under_id)
    return ()


def parties_of_step(part: Event) -> tuple[UUID, ...]:
    """The units that a step of a package is about, those that it established among them."""
    if isinstance(part, UnitsEstablished):
        return tuple(record.unit_id for record in part.units)
    return parties(part) or tuple(filter(None, (subject(part).unit_id,)))


def is_of_draft(event: Event) -> bool:
    """Whether it tells what only those may know who see drafts."""
    return isinstance(event, DirectiveDrafted | DirectiveCommented | DraftDiscarded)


def occurred_on(event: Event) -> date | None:
    """The day that the document or the act bears, where it bears one."""
    for name in _DAYS:
        day = getattr(event, name, None)
        if isinstance(day, date) and not isinstance(day, datetime):
            return day
    return None
