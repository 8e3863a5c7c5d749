"""Planned changes of directives as the commands that somebody would send."""

from uuid import UUID

from cascade.directive.audience import Audience
from cascade.directive.commands import (
    AcceptInvitation,
    AmendDirective,
    ChangeTaskInput,
    CommentOnDirective,
    CorrectDirective,
    CorrectTaskInput,
    DecideCitation,
    DeclineInvitation,
    DiscardDraft,
    DraftDirective,
    InviteUnit,
    QuotaInput,
    ResolveCitation,
    RevokeDirective,
    SupersedeDirective,
    TaskInput,
    WindowInput,
)
from cascade.directive.events import (
    DirectiveDrafted,
    DirectiveIssued,
    DraftDiscarded,
    InvitationAccepted,
    InvitationDeclined,
    UnitInvited,
)
from cascade.directive.records import TaskRecord
from cascade.directive.target_commands import ChangeTargetInput
from tests.oracle.directives import (
    Directive,
    is_in_force,
    issued,
    proposals,
    recorded,
    targets,
    tasks,
)
from tests.properties import changes
from tests.properties.documents import Documents, form
from tests.properties.due_inputs import falls_on_a_day
from tests.properties.world import choose


class Changing(Documents):
    """Builds what amends, ends, drafts."""

    @property
    def in_force(self) -> list[Directive]:
        known = issued(self.history, self.head)
        return [d for d in known.values() if is_in_force(self.history, self.head, d.directive_id)]

    def _directive(self, pick: int) -> Directive | None:
        return choose(self.in_force, pick, list(issued(self.history, self.head).values()))

    def _records(self, directive: Directive) -> list[TaskRecord]:
        return [task.record for task in tasks(self.history, self.head, directive)]

    def amend(self, step: changes.Amend) -> AmendDirective | None:
        directive = self._directive(step.directive)
        if directive is None:
            return None
        authority = self._authority(directive)
        keys = [record.key for record in self._records(directive)]
        added_tasks: tuple[TaskInput, ...] = ()
        if step.added_task is not None:
            key = f"a{self.head}"
            addressed = _named(directive.event.audience)
            windows = _windows(directive)
            added_tasks = (self._task(key, step.added_task, authority, windows, addressed),)
        changed = self._changed(directive, step.changed) if step.changed else None
        withdrawn = None if step.withdrawn_task is None else choose(keys, step.withdrawn_task)
        return AmendDirective(
            directive=directive.directive_id,
            add_tasks=added_tasks,
            change_tasks=(changed,) if changed else (),
            withdraw_tasks=(withdrawn,) if withdrawn else (),
            add_audience=self.audience(step.added, authority) if step.added else None,
            withdraw_audience=self.audience(step.withdrawn, authority) if step.withdrawn else None,
            expires_on=self._ahead(step.expires_in),
        )

    def _authority(self, directive: Directive) -> UUID:
        issuer_id = self.tree.heir(directive.event.issuer_id)
        return self.tree.units[issuer_id].addresses_under_id

    def _changed(self, directive: Directive, step: changes.ChangedTask) -> ChangeTaskInput | None:
        record = choose(self._records(directive), step.task)
        if record is None:
            return None
        quota = (
            None
            if step.minimum is None
            else QuotaInput(minimum=step.minimum, unit_of_measure="works", stated="at least")
        )
        asked = {record.lead_id, *record.coordinating_ids, *_named(directive.event.audience)}
        asked |= {*_named(record.audience)}
        others = [unit_id for unit_id in self.units if unit_id not in asked]
        due = self._due(step.due, _windows(directive)) if step.due else None
        return ChangeTaskInput(
            key=record.key,
            text=f"worded anew at {self.head}",
            due=due,
            on_non_working_day=step.on_non_working_day if falls_on_a_day(due) else None,
            quota=quota if record.quota else None,
            targets=self._targets(record, step),
            indicators=None if step.indicators is None else form(step.indicators),
            report_to=None if step.report_to is None else choose(others, step.report_to),
            level_dues=None if step.level_dues is None else self._level_dues(step.level_dues),
        )

    def _targets(
        self, record: TaskRecord, step: changes.ChangedTask
    ) -> tuple[ChangeTargetInput, ...]:
        """Of those whom the task asks, ended ones too."""
        if step.target is None or record.quota is None or record.lead_id is not None:
            return ()
        asked = [o.unit_id for o in self.owed if o.task_id == record.task_id]
        unit_id = choose(asked, step.target[0], self.units)
        return (ChangeTargetInput(unit=unit_id, amount=step.target[1]),) if unit_id else ()

    def revoke_directive(self, step: changes.Revoke) -> RevokeDirective | None:
        directive = self._directive(step.directive)
        return RevokeDirective(directive.directive_id, "a reason") if directive else None

    def supersede(self, step: changes.Supersede) -> SupersedeDirective | None:
        directive, by = self._directive(step.directive), choose(self.directive_ids, step.by)
        if directive is None or by is None:
            return None
        return SupersedeDirective(directive=directive.directive_id, by=by)

    def correct(self, step: changes.Correct) -> CorrectDirective | None:
        directive = self._directive(step.directive)
        if directive is None:
            return None
        key = choose([record.key for record in self._records(directive)], step.task)
        tasks = (CorrectTaskInput(key=key, text=f"rightly worded at {self.head}"),) if key else ()
        return CorrectDirective(
            directive=directive.directive_id, subject=f"the subject {self.head}", tasks=tasks
        )

    def resolve(self, step: changes.ResolveCitation) -> ResolveCitation | None:
        citations = [
            (directive.directive_id, citation_id)
            for directive in issued(self.history, self.head).values()
            for citation_id in targets(self.history, self.head, directive)
        ]
        chosen = choose(citations, step.citation)
        noted = list(recorded(self.history, self.head))
        target = None if step.target is None else choose(self.directive_ids + noted, step.target)
        if chosen is None:
            return None
        return ResolveCitation(directive=chosen[0], citation=chosen[1], target=target)

    def decide_citation(self, step: changes.DecideCitation) -> DecideCitation | None:
        waiting = [
            (directive.directive_id, citation_id)
            for directive in issued(self.history, self.head).values()
            for citation_id in proposals(self.history, self.head, directive)
        ]
        chosen = choose(waiting, step.citation)
        if chosen is None:
            return None
        return DecideCitation(directive=chosen[0], citation=chosen[1], confirm=step.confirm)

    def invite(self, step: changes.Invite) -> InviteUnit | None:
        found = [(d, r.key) for d in self.in_force for r in self._records(d)]
        chosen = choose(found, step.task)
        if chosen is None:
            return None
        directive, key = chosen
        outside = [u for u in self.units if not self.tree.within(u, self._authority(directive))]
        unit_id = choose(outside, step.unit, self.units)
        return (
            InviteUnit(directive=directive.directive_id, task=key, unit=unit_id)
            if unit_id
            else None
        )

    def answer(self, step: changes.AnswerInvitation) -> AcceptInvitation | DeclineInvitation | None:
        invited = list(self.history.of(UnitInvited, self.head))
        accepted = [event for _, event in self.history.of(InvitationAccepted, self.head)]
        declined = [event for _, event in self.history.of(InvitationDeclined, self.head)]
        answered = {event.invitation_id for event in accepted}
        answered |= {event.invitation_id for event in declined}
        every = [event for _, event in invited]
        waiting = [event for event in every if event.invitation_id not in answered]
        event = choose(waiting, step.invitation, every)
        if event is None:
            return None
        kind = AcceptInvitation if step.accepts else DeclineInvitation
        return kind(directive=event.originator_id, invitation=event.invitation_id)

    # ---- drafts

    @property
    def drafts(self) -> list[DirectiveDrafted]:
        """The drafts that are neither issued nor discarded, as they read by now."""
        found = {e.originator_id: e for _, e in self.history.of(DirectiveDrafted, self.head)}
        for kind in (DirectiveIssued, DraftDiscarded):
            for _, event in self.history.of(kind, self.head):
                found.pop(event.originator_id, None)
        return list(found.values())

    def draft(self, step: changes.Draft) -> DraftDirective | None:
        issuer, commenter = choose(self.units, step.issuer), choose(self.units, step.commenter)
        if issuer is None or commenter is None:
            return None
        content = {"type": "CV", "subject": "a subject"}
        return DraftDirective(
            issuer=issuer, type="CV", subject="a subject", content=content, commenters=(commenter,)
        )

    def on_draft(self, step: changes.OnDraft) -> DiscardDraft | CommentOnDirective | None:
        draft = choose(self.drafts, step.draft)
        if draft is None:
            return None
        if step.discards:
            return DiscardDraft(draft.originator_id)
        unit_id = self.tree.heir(draft.commenter_ids[0])
        return CommentOnDirective(directive=draft.originator_id, unit=unit_id, text="a comment")


def _named(audience: Audience | None) -> tuple[UUID, ...]:
    """The units that an audience has by name: none of them reports to itself."""
    selectors = audience.selectors if audience else ()
    return tuple(selector.unit_id for selector in selectors if selector.unit_id)


def _windows(directive: Directive) -> tuple[WindowInput, ...]:
    return tuple(WindowInput(key=w.key, stated=w.stated) for w in directive.event.windows)
