"""A plan's step as the command that somebody would send, by what there is when it comes."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from cascade.access.commands import GrantRole, RevokeRole
from cascade.access.events import RoleGranted
from cascade.enums import ReportDecision, TaskKind
from cascade.execution.commands import (
    Acknowledge,
    DecideReport,
    ExtendObligations,
    RelayDirective,
    RelayDueInput,
    ReportRef,
    SubmitReport,
    SubmitReports,
)
from cascade.execution.events import ReportSubmitted
from cascade.organisation.commands import EstablishUnits, MoveUnit, RenameUnit
from cascade.policy.commands import SetPolicy
from tests.oracle.days import local_day
from tests.oracle.standings import Status
from tests.properties import changes, plans
from tests.properties.changing import Changing
from tests.properties.declaring import Declaring
from tests.properties.easing import Easing, reference, references
from tests.properties.importing import Importing
from tests.properties.packaging import Packaging
from tests.properties.world import choose

NAMES = ("Phường Hoà Bình", "Phường Hòa Bình Đông", "ĐẢNG UỶ xã Hoà An", "Name 3")
"""That units are renamed to: some differ by marks alone."""


class CommandBuilder(Importing, Packaging, Changing, Easing, Declaring):
    """Builds the command of every step."""

    # ---- the organisation

    def establish(self, step: plans.Establish) -> EstablishUnits:
        return EstablishUnits(self.new_units("u", step.units))

    def move(self, step: plans.Move) -> MoveUnit | None:
        moved = choose(self.units[1:], step.unit, self.units)
        if moved is None:
            return None
        ranks = {level.key: level.rank for level in self.levels}
        rank = ranks[self.tree.units[moved].level]
        likely = [
            u
            for u in self.units
            if ranks[self.tree.units[u].level] < rank and not self.tree.within(u, moved)
        ]
        parent = choose(likely, step.parent, self.units)
        return MoveUnit(unit=moved, parent=parent) if parent else None

    def rename(self, step: plans.Rename) -> RenameUnit | None:
        unit_id = choose(self.units, step.unit)
        if unit_id is None:
            return None
        name = NAMES[step.name % len(NAMES)]
        if step.days_ago is None:
            return RenameUnit(unit=unit_id, name=name)
        last = local_day(self.history, self.day(-step.days_ago))
        if step.range_days is None:
            return RenameUnit(unit=unit_id, name=name, valid_from=last)
        first = last - timedelta(days=step.range_days)
        return RenameUnit(unit=unit_id, name=name, valid_not_before=first, valid_not_after=last)

    def set_policy(self, step: plans.SetPolicy) -> SetPolicy | None:
        unit_id = choose(self.units, step.unit)
        if unit_id is None:
            return None
        return SetPolicy(
            unit=unit_id,
            key=plans.POLICY_KEYS[step.key % len(plans.POLICY_KEYS)],
            valid_from=local_day(self.history, self.day(step.valid_from_days)),
            types=tuple(sorted({plans.TYPES[t % len(plans.TYPES)] for t in step.types})),
            acknowledge_within_working_days=step.acknowledge,
            pass_on_within_working_days=step.pass_on,
            final_report_within_working_days=step.final_report,
            enter_within_working_days=step.enter,
            urgencies=step.urgencies,
        )

    # ---- what units do

    def relay(self, step: plans.Relay) -> RelayDirective | None:
        reached = list(dict.fromkeys((o.directive_id, o.unit_id) for o in self.owed))
        chosen = choose(self.passing_on, step.by, reached)
        if chosen is None:
            return None
        directive_id, unit_id = chosen
        by = self.tree.bearer(unit_id, directive_id)
        planned = plans.PlannedAudience((), ()) if step.to_all else step.audience
        return RelayDirective(
            directive=directive_id,
            by=by,
            audience=self.audience(planned, by),
            dues=self._brought_forward(step, chosen),
        )

    def _brought_forward(
        self, step: plans.Relay, chosen: tuple[UUID, UUID]
    ) -> tuple[RelayDueInput, ...]:
        keys = [o.key for o in self.dated if (o.directive_id, o.unit_id) == chosen]
        if step.due_in is None or not keys or keys[0].startswith("@"):
            return ()
        return (RelayDueInput(keys[0], at=self.now + timedelta(hours=step.due_in)),)

    def acknowledge(self, step: plans.Acknowledge) -> Acknowledge | None:
        open_ones = [o for o in self.owed if o.acknowledged_at is None]
        chosen = [choose(open_ones, pick, self.owed) for pick in step.obligations]
        refs = references(chosen)
        return Acknowledge(refs) if refs else None

    def report(self, step: plans.Report) -> SubmitReport | SubmitReports | None:
        likely = [
            o
            for o in self.owed
            if o.kind not in (TaskKind.ACKNOWLEDGE, TaskKind.PASS_ON)
            and (o.status is not Status.FULFILLED or o.due_kind == "ON_OCCURRENCE" or o.quota_met)
        ]
        if step.towards_quota:
            likely = [o for o in likely if o.quota_met is not None] or likely
        chosen = choose(likely, step.obligation, self.owed)
        if chosen is None:
            return None
        if step.with_others:
            others = [choose(likely, pick, self.owed) for pick in step.with_others]
            return SubmitReports(obligations=references([chosen, *others]), text="done")
        return SubmitReport(
            obligation=reference(chosen),
            text="done",
            quantity=step.quantity,
            values=self.values(chosen, step.values),
        )

    def decide(self, step: plans.Decide) -> DecideReport | None:
        waiting = {
            o.report_ids[0]
            for o in self.owed
            if o.report_ids and o.status in (Status.SUBMITTED, Status.FULFILLED)
        }
        reports = [event for _, event in self.history.of(ReportSubmitted, self.head)]
        likely = [event for event in reports if event.report_id in waiting]
        if step.towards_quota:
            shared = {o.id for o in self.owed if o.quota_met is False}
            likely = [e for e in likely if (e.task_id, e.unit_id, e.occurrence) in shared] or likely
        chosen = choose(likely, step.report, reports)
        if chosen is None:
            return None
        reference = ReportRef(
            directive=chosen.directive_id, unit=chosen.unit_id, report=chosen.report_id
        )
        if step.accepts:
            received_on = None
            if step.received_days_ago is not None:
                received_on = local_day(self.history, self.day(-step.received_days_ago))
            return DecideReport(
                report=reference,
                decision=ReportDecision.ACCEPTED,
                remark=None,
                received_on=received_on,
            )
        due_at = None if step.due_in is None else self.now + timedelta(hours=step.due_in)
        return DecideReport(
            report=reference,
            decision=ReportDecision.RETURNED,
            remark="again",
            received_on=None,
            due_at=due_at,
        )

    def extend(self, step: plans.Extend) -> ExtendObligations | None:
        dated = self.dated
        if step.towards_quota:
            dated = [o for o in dated if o.quota_met is False] or dated
        chosen = [choose(dated, pick, self.owed) for pick in step.obligations]
        refs = references(chosen)
        if not refs:
            return None
        return ExtendObligations(refs, self.now + timedelta(hours=step.due_in), "a reason")

    # ---- grants

    def grant(self, step: plans.Grant) -> GrantRole | None:
        unit_id = choose(self.units, step.unit)
        if unit_id is None:
            return None
        ends = None if step.ends_in is None else self.now + timedelta(hours=step.ends_in)
        subject = plans.SUBJECTS[step.subject % len(plans.SUBJECTS)]
        return GrantRole(
            subject=subject, unit=unit_id, role=step.role, clearance=step.clearance, valid_to=ends
        )

    def revoke(self, step: plans.Revoke) -> RevokeRole | None:
        grants = [
            event
            for _, event in self.history.of(RoleGranted, self.head)
            if event.subject in plans.SUBJECTS
        ]
        chosen = choose(grants, step.grant)
        return RevokeRole(chosen.subject, chosen.unit_id, chosen.role) if chosen else None


def build(builder: CommandBuilder, step: plans.Step | changes.Change) -> object | None:
    """The command of a step; null where there is nothing to do it with."""
    handlers: dict[type, Callable[..., object | None]] = {
        plans.Establish: builder.establish,
        plans.Move: builder.move,
        plans.Rename: builder.rename,
        plans.SetPolicy: builder.set_policy,
        plans.Issue: builder.issue,
        plans.Record: builder.record,
        plans.DateWindow: builder.date_window,
        plans.Relay: builder.relay,
        plans.Acknowledge: builder.acknowledge,
        plans.Report: builder.report,
        plans.Decide: builder.decide,
        plans.Extend: builder.extend,
        plans.Grant: builder.grant,
        plans.Revoke: builder.revoke,
        changes.Merge: builder.merge,
        changes.Split: builder.split,
        changes.Dissolve: builder.dissolve,
        changes.Package: builder.package,
        changes.SetSuperior: builder.set_superior,
        changes.CancelChange: builder.cancel_change,
        changes.AddAlias: builder.add_alias,
        changes.LabelUnits: builder.label_units,
        changes.UnlabelUnits: builder.unlabel_units,
        changes.Stage: builder.stage,
        changes.EndImport: builder.end_import,
        changes.Amend: builder.amend,
        changes.Revoke: builder.revoke_directive,
        changes.Supersede: builder.supersede,
        changes.Correct: builder.correct,
        changes.ResolveCitation: builder.resolve,
        changes.DecideCitation: builder.decide_citation,
        changes.Invite: builder.invite,
        changes.AnswerInvitation: builder.answer,
        changes.SetSeries: builder.set_series,
        changes.Announce: builder.announce,
        changes.CorrectDays: builder.correct_days,
        changes.MoveDues: builder.move_dues,
        changes.ExtendGroup: builder.extend_group,
        changes.ExemptGroup: builder.exempt_group,
        changes.Exempt: builder.exempt,
        changes.DeclareNotApplicable: builder.declare_not_applicable,
        changes.EndDeclaration: builder.end_declaration,
        changes.Recall: builder.recall,
        changes.AskExtension: builder.ask,
        changes.DecideExtension: builder.decide_request,
        changes.Conduct: builder.conduct,
        changes.RecordReport: builder.record_report,
        changes.LinkReport: builder.link,
        changes.Declare: builder.declare,
        changes.WithdrawDeclared: builder.withdraw_declared,
        changes.Draft: builder.draft,
        changes.OnDraft: builder.on_draft,
    }
    handler = handlers.get(type(step))
    return handler(step) if handler else None
