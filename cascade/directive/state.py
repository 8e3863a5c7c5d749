"""A directive as it stands: what was drafted and issued, and what became of it since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from cascade.directive.audience import NOBODY, Audience, together
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
    PeriodsOpened,
    UnitInvited,
    WindowDated,
)
from cascade.directive.expiries import Expiries
from cascade.directive.occasions import (
    Amendment,
    BulkDecision,
    Coverage,
    Invitation,
    Proposal,
)
from cascade.directive.records import (
    CitationRecord,
    CorrectionRecord,
    DueRecord,
    OccurrenceRecord,
    QuotaRecord,
    TaskRecord,
)
from cascade.enums import CitationRelation, DirectiveStatus
from cascade.numbering.number import DocumentNumber
from cascade.recorded import Recorded

Dated = tuple[UUID, date | None]
"""A task, and the original day of an occurrence where it recurs."""


@dataclass(slots=True)
class Directive:
    """``version`` 0: there is none. Position and time are those of its issue or recording."""

    version: int = 0
    position: int = 0
    recorded_at: datetime | None = None
    document: DirectiveIssued | DirectiveRecorded | None = None
    draft: DirectiveDrafted | None = None
    """The draft as it stands; null once it is issued or discarded."""
    commenter_ids: tuple[UUID, ...] = ()
    comments: int = 0
    tasks: dict[UUID, TaskRecord] = field(default_factory=dict)
    """As they stand now, withdrawn ones included."""
    tasks_added: dict[UUID, int] = field(default_factory=dict)
    """The positions at which amendments added tasks."""
    quotas: dict[UUID, list[tuple[int, QuotaRecord]]] = field(default_factory=dict)
    """By task, its quotas with the positions from which each held, the latest last."""
    instants: dict[int, datetime] = field(default_factory=dict)
    """By position, when an amendment was recorded."""
    tasks_withdrawn: dict[UUID, int] = field(default_factory=dict)
    coverages: list[Coverage] = field(default_factory=list)
    """The issue's, then those of the amendments that added somebody."""
    amendments: list[Amendment] = field(default_factory=list)
    """Those that touched the audience."""
    invitations: dict[UUID, Invitation] = field(default_factory=dict)
    citations: dict[UUID, CitationRecord] = field(default_factory=dict)
    """As they are matched now."""
    proposals: dict[UUID, Proposal] = field(default_factory=dict)
    """By citation, the document that was proposed last."""
    corrections: list[CorrectionRecord] = field(default_factory=list)
    bulk_decisions: list[BulkDecision] = field(default_factory=list)
    datings: dict[str, WindowDated] = field(default_factory=dict)
    """The last dating of each window, by its key."""
    dues: dict[Dated, datetime] = field(default_factory=dict)
    """When each task and occurrence is due that has a date of its own by now."""
    level_dues: dict[tuple[UUID, str, date | None], datetime] = field(default_factory=dict)
    """The same by the rules of levels."""
    opened: dict[tuple[UUID, str | None, date], int] = field(default_factory=dict)
    """The position since which there is each occurrence, by the rule of a level or the task's."""
    recounted: dict[UUID, int] = field(default_factory=dict)
    """The position by whose calendar a task that counts from its reach was last counted anew."""
    expiries: Expiries = field(default_factory=Expiries)
    ended_at: int | None = None
    superseded_by_id: UUID | None = None

    def apply(self, recorded: Recorded) -> None:
        """Take in the stream's next event."""
        event = recorded.event
        match event:
            case DirectiveDrafted() | DirectiveCommented() | DraftDiscarded():
                self._write(event)
            case DirectiveIssued() | DirectiveRecorded():
                self._begin(event, recorded)
            case DirectiveAmended():
                self._amend(event, recorded)
            case DirectiveSuperseded() | DirectiveRevoked():
                self._end(event, recorded.position)
            case DirectiveCorrected():
                self._correct(event)
            case CitationResolved() | CitationProposed() | CitationDeclined():
                self._cite(event)
            case UnitInvited() | InvitationAccepted() | InvitationDeclined():
                self._invite(event, recorded)
            case WindowDated() | DueDatesMoved():
                self._date(event, recorded.position)
            case PeriodsOpened():
                self._open(event, recorded.position)
            case ObligationsExtended() | ObligationsExempted():
                self._ease(event, recorded.position)
        self.version = event.originator_version

    # ---- taking in

    def _write(self, event: DirectiveDrafted | DirectiveCommented | DraftDiscarded) -> None:
        match event:
            case DirectiveDrafted():
                self.draft, self.commenter_ids = event, event.commenter_ids
            case DirectiveCommented():
                self.comments += 1
            case DraftDiscarded():
                self.draft = None

    def _begin(self, event: DirectiveIssued | DirectiveRecorded, recorded: Recorded) -> None:
        self.document, self.draft = event, None
        self.position, self.recorded_at = recorded.position, recorded.recorded_at
        if isinstance(event, DirectiveIssued):
            self._put(event.tasks, recorded.position)
            self.expiries.add(event.expiry, recorded.position)
            self.citations = {cited.citation_id: cited for cited in event.citations}
            everyone = _charged(event.audience, event.tasks)
            first = event.level_by_level.topmost if event.level_by_level else everyone
            self._cover(recorded, everyone, event.audience, first)

    def _put(self, tasks: Iterable[TaskRecord], position: int) -> None:
        """An unchanged due rule, however it is worded, keeps the dates that it came to."""
        for task in tasks:
            before = self.tasks.get(task.task_id)
            self.tasks[task.task_id] = task
            if task.quota is not None and (before is None or before.quota != task.quota):
                self.quotas.setdefault(task.task_id, []).append((position, task.quota))
            if before is not None and _rules_alone(before) == _rules_alone(task):
                continue
            known = dict(before.rules) if before is not None else {}
            self._forget_dates(task.task_id)
            for level, due in task.rules:
                if due.due_at is not None:
                    self._set_due(task.task_id, level, None, due.due_at)
                there = known[level].occurrences if level in known else ()
                since = {each.day: self.opened[task.task_id, level, each.day] for each in there}
                self._add_periods(task.task_id, level, due.occurrences, position, since)

    def _forget_dates(self, task_id: UUID) -> None:
        self.dues = {key: due for key, due in self.dues.items() if key[0] != task_id}
        left = {key: due for key, due in self.level_dues.items() if key[0] != task_id}
        self.level_dues = left
        self.recounted.pop(task_id, None)

    def _set_due(
        self, task_id: UUID, level: str | None, day: date | None, due_at: datetime
    ) -> None:
        if level is None:
            self.dues[task_id, day] = due_at
        else:
            self.level_dues[task_id, level, day] = due_at

    def _add_periods(
        self,
        task_id: UUID,
        level: str | None,
        occurrences: Iterable[OccurrenceRecord],
        position: int,
        since: Mapping[date, int] = MappingProxyType({}),
    ) -> None:
        """``since``: the positions of those that there were already."""
        for each in occurrences:
            self._set_due(task_id, level, each.day, each.due_at)
            self.opened[task_id, level, each.day] = since.get(each.day, position)

    def _cover(
        self, recorded: Recorded, everyone: Audience, addressed: Audience, first: Audience
    ) -> None:
        coverage = Coverage(recorded.position, recorded.recorded_at, everyone, addressed, first)
        self.coverages.append(coverage)

    def _amend(self, event: DirectiveAmended, recorded: Recorded) -> None:
        self._put((*event.added_tasks, *event.changed_tasks), recorded.position)
        self.expiries.add(event.expiry, recorded.position)
        self.instants[recorded.position] = recorded.recorded_at
        self.tasks_added.update({task.task_id: recorded.position for task in event.added_tasks})
        self.tasks_withdrawn.update(dict.fromkeys(event.withdrawn_task_ids, recorded.position))
        added, withdrawn = event.added or NOBODY, event.withdrawn or NOBODY
        if event.added or event.withdrawn:
            self.amendments.append(Amendment(recorded.position, added, withdrawn))
        everyone = _charged(added, event.added_tasks)
        if not everyone.is_empty:
            step_by_step = self.issued is not None and self.issued.level_by_level is not None
            first = (event.topmost or NOBODY) if step_by_step else everyone
            self._cover(recorded, everyone, added, first)

    def _end(self, event: DirectiveSuperseded | DirectiveRevoked, position: int) -> None:
        self.ended_at = position
        if isinstance(event, DirectiveSuperseded):
            self.superseded_by_id = event.by_id

    def _correct(self, event: DirectiveCorrected) -> None:
        self.corrections += event.corrections
        for correction in event.corrections:
            task = self.tasks.get(correction.task_id) if correction.task_id else None
            if task is not None:
                self.tasks[task.task_id] = _corrected(task, correction)

    def _cite(self, event: CitationResolved | CitationProposed | CitationDeclined) -> None:
        match event:
            case CitationProposed():
                self.proposals[event.citation_id] = Proposal(event.target_id)
            case CitationDeclined():
                self.proposals[event.citation_id] = Proposal(event.target_id, confirmed=False)
            case CitationResolved():
                self._resolve(event)

    def _resolve(self, event: CitationResolved) -> None:
        self.citations[event.citation_id] = replace(
            self.citations[event.citation_id],
            target_id=event.target_id,
            discrepancies=event.discrepancies,
        )
        proposal = self.proposals.get(event.citation_id)
        if proposal is not None:
            is_meant = proposal.target_id == event.target_id
            self.proposals[event.citation_id] = replace(proposal, confirmed=is_meant)

    def _invite(
        self, event: UnitInvited | InvitationAccepted | InvitationDeclined, recorded: Recorded
    ) -> None:
        invitation = Invitation(event.invitation_id, event.unit_id, event.task_id)
        if not isinstance(event, UnitInvited):
            invitation = replace(
                invitation,
                accepted=isinstance(event, InvitationAccepted),
                position=recorded.position,
                recorded_at=recorded.recorded_at,
            )
        self.invitations[event.invitation_id] = invitation

    def _date(self, event: WindowDated | DueDatesMoved, position: int) -> None:
        if isinstance(event, WindowDated):
            self.datings[event.key] = event
            self.dues.update({(due.task_id, None): due.due_at for due in event.dues})
        else:
            for due in event.dues:
                self._set_due(due.task_id, due.level, due.occurrence, due.due_at)
            self.recounted.update(dict.fromkeys(event.recounted_task_ids, position))

    def _open(self, event: PeriodsOpened, position: int) -> None:
        for opened in event.periods:
            task = self.tasks[opened.task_id]
            self.tasks[opened.task_id] = task.with_periods(opened.level, opened.occurrences)
            self._add_periods(opened.task_id, opened.level, opened.occurrences, position)

    def _ease(self, event: ObligationsExtended | ObligationsExempted, position: int) -> None:
        due_at = event.due_at if isinstance(event, ObligationsExtended) else None
        bulk = BulkDecision(position, event.under_id, frozenset(event.task_ids), due_at)
        self.bulk_decisions.append(bulk)

    # ---- questions

    @property
    def issued(self) -> DirectiveIssued | None:
        """The issue, where it was issued here."""
        return self.document if isinstance(self.document, DirectiveIssued) else None

    @property
    def number(self) -> DocumentNumber | None:
        return self.document.number if self.document else None

    @property
    def issuer_ids(self) -> tuple[UUID, ...]:
        """The unit that issued it, and those that issued it jointly; none for a recorded one."""
        issued = self.issued
        return () if issued is None else (issued.issuer_id, *issued.joint_issuer_ids)

    def status(self, position: int | None = None) -> DirectiveStatus | None:
        """Now, or in the log as it was at a position; null: not there, or a discarded draft."""
        if self.document is None or (position is not None and position < self.position):
            return DirectiveStatus.DRAFT if self.draft else None
        if self.ended_at is None or (position is not None and position < self.ended_at):
            return DirectiveStatus.IN_FORCE
        return DirectiveStatus.SUPERSEDED if self.superseded_by_id else DirectiveStatus.REVOKED

    def instant(self, position: int) -> datetime:
        """When its issue or an amendment of it was recorded."""
        if position == self.position and self.recorded_at is not None:
            return self.recorded_at
        return self.instants[position]

    def due(
        self, task_id: UUID, occurrence: date | None, level: str | None = None
    ) -> datetime | None:
        """When a task or an occurrence of it is due by now, by its own rule or by a level's."""
        if level is None:
            return self.dues.get((task_id, occurrence))
        return self.level_dues.get((task_id, level, occurrence))

    @property
    def is_in_force(self) -> bool:
        return self.status() is DirectiveStatus.IN_FORCE

    def stands(self, now: datetime) -> bool:
        """Whether it was neither ended nor has expired."""
        return self.is_in_force and not self.expiries.is_over(now)

    @property
    def subject(self) -> str:
        """As it was corrected last."""
        corrected = [item.corrected for item in self.corrections if item.field == "subject"]
        return corrected[-1] if corrected else (self.document.subject if self.document else "")

    @property
    def implemented_ids(self) -> list[UUID]:
        """The directives that this one implements, as far as they are known here."""
        return [
            citation.target_id
            for citation in self.citations.values()
            if citation.relation is CitationRelation.IMPLEMENTS and citation.target_id
        ]

    def quota(self, task_id: UUID, position: int) -> QuotaRecord | None:
        """What a task asked for at a position; null where it had no quota."""
        held = [quota for since, quota in self.quotas.get(task_id, ()) if since <= position]
        return held[-1] if held else None

    def coordinating(self, task: TaskRecord) -> tuple[UUID, ...]:
        """The units that coordinate in a task now: those named, and those that were invited."""
        invited = (
            invitation.unit_id
            for invitation in self.invitations.values()
            if invitation.accepted and invitation.task_id == task.task_id
        )
        return tuple(dict.fromkeys((*task.coordinating_ids, *invited)))


def _charged(audience: Audience, tasks: Iterable[TaskRecord]) -> Audience:
    """Everyone whom an audience addresses or a task charges, on the tree of their event."""
    every = list(tasks)
    named = Audience((), (), tuple(unit_id for task in every for unit_id in task.named_ids))
    others = [own for task in every for own in (task.audience, task.coordinating) if own]
    return together((audience, *others, named))


def _rules_alone(task: TaskRecord) -> dict[str | None, DueRecord]:
    """What tells the rules of a task apart, its own and its levels'."""
    return {level: due.rule_alone for level, due in task.rules}


def _corrected(task: TaskRecord, correction: CorrectionRecord) -> TaskRecord:
    match correction.field:
        case "text":
            return replace(task, text=correction.corrected)
        case "number":
            return replace(task, number=correction.corrected)
        case _:
            return replace(task, due=replace(task.due, stated=correction.corrected))
