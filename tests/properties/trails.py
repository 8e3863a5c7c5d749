"""Which entries of the audit trail an inspecting grant shows, told plainly."""

from typing import Final
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
    OpenEndedNoted,
)
from cascade.events import Event
from cascade.execution.events import OverdueReminded, ReportRecorded
from cascade.organisation.events import (
    ChangeScheduled,
    ImportAbandoned,
    ImportCompleted,
    OrganisationFounded,
    ScheduledChangeSettled,
    TreeReorganised,
    UnitDissolved,
    UnitsEstablished,
    UnitsMerged,
    UnitSplit,
    UnitsStaged,
)
from cascade.organisation.packages import parts
from cascade.recorded import Recorded
from tests.oracle.directives import issued
from tests.oracle.history import History
from tests.oracle.slices import View

OF_DRAFTS: Final = (DirectiveDrafted, DirectiveCommented, DraftDiscarded)
OF_ALL: Final = (
    CalendarSeeded,
    HolidayAnnounced,
    CalendarCorrected,
    UnitsStaged,
    ImportAbandoned,
)


def is_entry_of(view: View, fact: Recorded) -> bool:
    """A unit that it is about within, unless its directive is hidden there; a whole directive; a
    draft that is seen.
    """
    event = fact.event
    if isinstance(event, OF_DRAFTS):
        return _sees_draft(view, event.originator_id)
    directive_id = _directive_id(event)
    if directive_id is not None and view.sees_whole(directive_id):
        return True
    return any(
        view.within(unit_id) and (directive_id is None or _opens(view, directive_id, unit_id))
        for unit_id in _units(view.history, event)
    )


def _opens(view: View, directive_id: UUID, unit_id: UUID) -> bool:
    directive = issued(view.history, view.moment.position).get(directive_id)
    secret = directive is not None and directive.event.need_to_know
    return view.cleared(directive_id) and (not secret or view.at(unit_id))


def _sees_draft(view: View, directive_id: UUID) -> bool:
    """Its issuer's, and of those asked to comment, by its last state."""
    *_, last = (
        fact.event
        for fact in view.history.until(view.moment.position)
        if isinstance(fact.event, DirectiveDrafted) and fact.event.originator_id == directive_id
    )
    assert isinstance(last, DirectiveDrafted)
    cleared = last.classification.rank <= view.grant.clearance.rank
    return cleared and any(map(view.within, (last.issuer_id, *last.commenter_ids)))


def _directive_id(event: Event) -> UUID | None:
    if isinstance(event, OpenEndedNoted):
        return event.directive_id
    if event.TOPIC.startswith("cascade.directive."):
        return event.originator_id
    if isinstance(event, OverdueReminded):
        return event.about_id
    directive_id: UUID | None = getattr(event, "directive_id", None)
    return directive_id


def _units(history: History, event: Event) -> list[UUID]:
    match event:
        case OrganisationFounded():
            return [event.root.unit_id]
        case UnitsEstablished():
            return [record.unit_id for record in event.units]
        case ImportCompleted():
            return [
                record.unit_id
                for fact in history.facts
                if isinstance(fact.event, UnitsStaged) and fact.event.import_id == event.import_id
                for record in fact.event.units
            ]
        case UnitsMerged():
            return [*event.unit_ids, event.into_id]
        case UnitSplit():
            return [event.unit_id, *event.part_ids]
        case UnitDissolved():
            return [event.unit_id, *event.successor_ids, event.heir_id]
        case TreeReorganised():
            return [unit_id for part in parts(event) for unit_id in _units(history, part)]
        case ChangeScheduled():
            return list(event.unit_ids)
        case ScheduledChangeSettled():
            return _scheduled(history, event.change_id)
        case ReportRecorded():
            return [event.by_id, event.to_id]
        case OverdueReminded():
            return [event.by_id, event.under_id]
        case DirectiveIssued():
            return [event.issuer_id]
        case DirectiveRecorded():
            return [event.recorded_by_id]
        case ObligationsExtended() | ObligationsExempted():
            return [event.under_id]
    if isinstance(event, OF_ALL):
        (root,) = (f.event.root for f in history.facts if isinstance(f.event, OrganisationFounded))
        return [root.unit_id]
    named: UUID | None = getattr(event, "unit_id", None) or getattr(event, "issuer_id", None)
    return [named] if named else []


def _scheduled(history: History, change_id: UUID) -> list[UUID]:
    return [
        unit_id
        for fact in history.facts
        if isinstance(fact.event, ChangeScheduled) and fact.event.change_id == change_id
        for unit_id in fact.event.unit_ids
    ]
