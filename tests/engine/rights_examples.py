"""For each field over which a right is needed: a command that is permitted, and what takes the
right away. Everything else that the command needs, its subject has.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from cascade.access.commands import GrantRole, RevokeRole
from cascade.directive import commands as issuing
from cascade.enums import CitationRelation, ReportDecision, Role, SeriesRestart
from cascade.execution import commands as doing
from cascade.numbering.commands import ConfigureSeries, OpenTerm
from cascade.organisation.commands import (
    AbandonImport,
    AddAlias,
    CancelScheduledChange,
    CompleteImport,
    DissolveUnit,
    EstablishUnits,
    MergeTarget,
    MergeUnits,
    MoveUnit,
    RenameUnit,
    SetSuperior,
    SplitUnit,
    StageUnits,
)
from cascade.policy.commands import SetPolicy
from tests.engine.rights_of_packages import packed
from tests.engine.rights_scene import (
    ISSUER,
    LATER,
    OFFICER,
    Example,
    Make,
    acting,
    adding,
    administering,
    audience,
    charging,
    dated,
    declaring,
    draft_of,
    elsewhere,
    group,
    merge,
    record,
    reminding,
    report,
    seeing,
    split,
    staged,
    standing,
    submit,
    unit_of,
    units_of,
    with_file,
    withdrawing,
)
from tests.harness.builders import TODAY

ORGANISATION: Final[dict[tuple[type, str], Make]] = {
    (EstablishUnits, "units[].parent"): administering(
        lambda s: EstablishUnits((s.new("W1"),)), "W1"
    ),
    (EstablishUnits, "units[].addresses_under"): administering(
        lambda s: EstablishUnits((s.new("W1", "C"),)), "C", "W1"
    ),
    (RenameUnit, "unit"): administering(lambda s: RenameUnit(unit=s["W1"], name="Khác"), "W1"),
    (MoveUnit, "unit"): administering(lambda s: MoveUnit(unit=s["W1"], parent=s["P2"]), "W1", "P2"),
    (MoveUnit, "parent"): administering(
        lambda s: MoveUnit(unit=s["W1"], parent=s["P2"]), "P2", "W1"
    ),
    (SetSuperior, "unit"): administering(
        lambda s: SetSuperior(unit=s["W1"], line="line", superior=s["W3"]), "W1", "W3"
    ),
    (SetSuperior, "superior"): administering(
        lambda s: SetSuperior(unit=s["W1"], line="line", superior=s["W3"]), "W3", "W1"
    ),
    (AddAlias, "unit"): administering(lambda s: AddAlias(s["W1"], "Khác"), "W1"),
    (MergeUnits, "units[]"): administering(
        lambda s: merge(s, standing(s, "B31"), "B11", "B12"), "B12", "B11", "B31"
    ),
    (MergeUnits, "into.standing"): administering(
        lambda s: merge(s, standing(s, "B31"), "B11", "B12"), "B31", "B11", "B12"
    ),
    (MergeUnits, "into.new.parent"): administering(
        lambda s: merge(s, MergeTarget(s.new("W3")), "B11", "B12"), "W3", "B11", "B12"
    ),
    (MergeUnits, "into.new.addresses_under"): administering(
        lambda s: merge(s, MergeTarget(s.new("W1", "C")), "B11", "B12"), "C", "W1"
    ),
    (SplitUnit, "unit"): administering(
        lambda s: split(s, standing(s, "B12"), standing(s, "B31")), "B11", "B12", "B31"
    ),
    (SplitUnit, "parts[].standing"): administering(
        lambda s: split(s, standing(s, "B12"), standing(s, "B31")), "B31", "B11", "B12"
    ),
    (SplitUnit, "parts[].new.parent"): administering(
        lambda s: split(s, standing(s, "B12"), MergeTarget(s.new("W3"))), "W3", "B11", "B12"
    ),
    (SplitUnit, "parts[].new.addresses_under"): administering(
        lambda s: split(s, standing(s, "B12"), MergeTarget(s.new("W1", "C"))), "C", "W1"
    ),
    (DissolveUnit, "unit"): administering(
        lambda s: DissolveUnit(unit=s["B11"], valid_from=TODAY, successors=(s["B12"],)),
        "B11",
        "B12",
    ),
    (DissolveUnit, "successors[]"): administering(
        lambda s: DissolveUnit(unit=s["B11"], valid_from=TODAY, successors=(s["B12"],)),
        "B12",
        "B11",
    ),
    (CancelScheduledChange, "change"): administering(
        lambda s: CancelScheduledChange(s.change), "W2"
    ),
    (StageUnits, "units[].parent"): administering(lambda s: staged(s, parent=s["W1"]), "W1"),
    (StageUnits, "units[].parent_code"): administering(lambda s: staged(s, parent_code="W1"), "W1"),
    (StageUnits, "units[].addresses_under"): administering(
        lambda s: staged(s, parent=s["W1"], addresses_under=s["C"]), "C", "W1"
    ),
    (StageUnits, "units[].addresses_under_code"): administering(
        lambda s: staged(s, parent=s["W1"], addresses_under_code="C"), "C", "W1"
    ),
    (StageUnits, "import_id"): administering(
        lambda s: replace(staged(s, parent_code="I1"), import_id=s.imported), "W2"
    ),
    (CompleteImport, "import_id"): administering(lambda s: CompleteImport(s.imported, 1), "W2"),
    (AbandonImport, "import_id"): administering(lambda s: AbandonImport(s.imported), "W2"),
    (GrantRole, "unit"): administering(
        lambda s: GrantRole(subject="mai", unit=s["W1"], role=Role.READER), "W1", "W2"
    ),
    (RevokeRole, "unit"): administering(
        lambda s: RevokeRole("clerk-W1", s["W1"], Role.READER), "W1", "W2"
    ),
}


DIRECTIVES: Final[dict[tuple[type, str], Make]] = {
    (SetPolicy, "unit"): acting(
        lambda s: SetPolicy(
            unit=s["W1"], key="rule", valid_from=TODAY, types=(), acknowledge_within_working_days=2
        ),
        "W1",
    ),
    (ConfigureSeries, "issuer"): acting(
        lambda s: ConfigureSeries(s["W1"], "CV", SeriesRestart.TERM), "W1"
    ),
    (OpenTerm, "issuer"): acting(
        lambda s: OpenTerm(issuer=s["P2"], type="QĐ", term="I", from_day=TODAY), "P2"
    ),
    (issuing.DraftDirective, "issuer"): acting(draft_of, "D1"),
    (issuing.DraftDirective, "draft"): lambda s: Example(
        replace(draft_of(s), draft=s.draft),
        (("D1", ISSUER),),
        instead=replace(draft_of(s), draft=s.directive),
    ),
    (issuing.DraftDirective, "attachments[]"): with_file(draft_of, "D1"),
    (issuing.DiscardDraft, "draft"): acting(lambda s: issuing.DiscardDraft(s.draft), "D1"),
    (issuing.CommentOnDirective, "unit"): acting(
        lambda s: issuing.CommentOnDirective(directive=s.draft, unit=s["W1"], text="Đồng ý"),
        "W1",
        OFFICER,
    ),
    (issuing.IssueDirective, "issuer"): acting(lambda s: s.issuing(), "D1"),
    (issuing.IssueDirective, "joint_issuers[]"): lambda s: Example(
        s.issuing(joint_issuers=(s["P2"],)),
        (("D1", ISSUER), ("P2", ISSUER)),
        ("P2", ISSUER),
    ),
    (issuing.IssueDirective, "audience.units[]"): elsewhere(
        lambda s, code: s.issuing(audience=audience(s, code)), "W1", "W3"
    ),
    (issuing.IssueDirective, "audience.groups[].under"): elsewhere(
        lambda s, code: s.issuing(audience=group(s, code)), "W1", "W3"
    ),
    (issuing.IssueDirective, "tasks[].audience.units[]"): elsewhere(
        charging(audience=audience), "W1", "W3"
    ),
    (issuing.IssueDirective, "tasks[].audience.groups[].under"): elsewhere(
        charging(audience=group), "W1", "W3"
    ),
    (issuing.IssueDirective, "tasks[].lead"): elsewhere(charging(lead=unit_of), "W1", "W3"),
    (issuing.IssueDirective, "tasks[].coordinating[]"): elsewhere(
        charging(lead=lambda s, _: s["W2"], coordinating=units_of), "W1", "W3"
    ),
    (issuing.IssueDirective, "citations[].target"): seeing(
        lambda s, id_: s.issuing(
            citations=(
                issuing.CitationInput(
                    text="1-CV/X", relation=CitationRelation.REFERS_TO, target=id_
                ),
            )
        )
    ),
    (issuing.IssueDirective, "draft"): lambda s: Example(
        s.issuing(draft=s.draft), (("D1", ISSUER),), instead=s.issuing(draft=s.directive)
    ),
    (issuing.IssueDirective, "attachments[]"): with_file(lambda s: s.issuing(), "D1"),
    (issuing.RecordDirective, "recorded_by"): acting(record, "W1"),
    (issuing.RecordDirective, "attachments[]"): with_file(record, "W1"),
    (issuing.AmendDirective, "directive"): acting(
        lambda s: issuing.AmendDirective(directive=s.directive, withdraw_tasks=("t1",)), "D1"
    ),
    (issuing.AmendDirective, "add_tasks[].audience.units[]"): elsewhere(
        adding(audience=audience), "W1", "W3"
    ),
    (issuing.AmendDirective, "add_tasks[].audience.groups[].under"): elsewhere(
        adding(audience=group), "W1", "W3"
    ),
    (issuing.AmendDirective, "add_tasks[].lead"): elsewhere(adding(lead=unit_of), "W1", "W3"),
    (issuing.AmendDirective, "add_tasks[].coordinating[]"): elsewhere(
        adding(lead=lambda s, _: s["W2"], coordinating=units_of), "W1", "W3"
    ),
    (issuing.AmendDirective, "add_audience.units[]"): elsewhere(
        lambda s, code: issuing.AmendDirective(
            directive=s.directive, add_audience=audience(s, code)
        ),
        "D1",
        "W3",
    ),
    (issuing.AmendDirective, "add_audience.groups[].under"): elsewhere(
        lambda s, code: issuing.AmendDirective(directive=s.directive, add_audience=group(s, code)),
        "P1",
        "P2",
    ),
    (issuing.AmendDirective, "amended_by"): seeing(
        lambda s, id_: issuing.AmendDirective(
            directive=s.directive, withdraw_tasks=("t1",), amended_by=id_
        )
    ),
    (issuing.SupersedeDirective, "directive"): acting(
        lambda s: issuing.SupersedeDirective(directive=s.directive, by=s.own), "D1"
    ),
    (issuing.RevokeDirective, "directive"): acting(
        lambda s: issuing.RevokeDirective(s.directive, "Hết hiệu lực"), "D1"
    ),
    (issuing.CorrectDirective, "directive"): acting(
        lambda s: issuing.CorrectDirective(directive=s.directive, subject="Về việc khác"), "D1"
    ),
    (issuing.DateWindow, "directive"): acting(
        lambda s: issuing.DateWindow(
            directive=s.directive, key="w", from_day=TODAY, to_day=date(2026, 2, 1)
        ),
        "D1",
    ),
    (issuing.MoveDueDates, "directive"): acting(
        lambda s: issuing.MoveDueDates(
            directive=s.directive,
            reason="Nghỉ lễ",
            dues=(issuing.MovedDueInput(task_key="t2", on=date(2026, 3, 3)),),
        ),
        "D1",
    ),
    (issuing.ResolveCitation, "directive"): acting(
        lambda s: issuing.ResolveCitation(directive=s.directive, citation=s.citation, target=None),
        "D1",
    ),
    (issuing.SupersedeDirective, "by"): seeing(
        lambda s, id_: issuing.SupersedeDirective(directive=s.directive, by=id_)
    ),
    (issuing.ResolveCitation, "target"): seeing(
        lambda s, id_: issuing.ResolveCitation(
            directive=s.directive, citation=s.citation, target=id_
        )
    ),
    (issuing.DecideCitation, "directive"): acting(
        lambda s: issuing.DecideCitation(directive=s.directive, citation=s.awaiting, confirm=True),
        "D1",
    ),
    (issuing.InviteUnit, "directive"): acting(
        lambda s: issuing.InviteUnit(directive=s.directive, task="t3", unit=s["P2"]), "D1"
    ),
    (issuing.AcceptInvitation, "invitation"): acting(
        lambda s: issuing.AcceptInvitation(directive=s.directive, invitation=s.invitation), "W3"
    ),
    (issuing.DeclineInvitation, "invitation"): acting(
        lambda s: issuing.DeclineInvitation(directive=s.directive, invitation=s.invitation), "W3"
    ),
}

CARRYING_OUT: Final[dict[tuple[type, str], Make]] = {
    (doing.RelayDirective, "by"): acting(
        lambda s: doing.RelayDirective(
            directive=s.directive, by=s["W1"], audience=audience(s, "B11")
        ),
        "W1",
    ),
    (doing.RelayDirective, "audience.units[]"): elsewhere(
        lambda s, code: doing.RelayDirective(
            directive=s.directive, by=s["W1"], audience=audience(s, code)
        ),
        "B11",
        "B21",
        "W1",
    ),
    (doing.RelayDirective, "audience.groups[].under"): elsewhere(
        lambda s, code: doing.RelayDirective(
            directive=s.directive, by=s["W1"], audience=group(s, code)
        ),
        "W1",
        "W2",
        "W1",
    ),
    (doing.RecallRelay, "by"): acting(
        lambda s: doing.RecallRelay(directive=s.directive, by=s["W2"]), "W2"
    ),
    (doing.Acknowledge, "obligations[].unit"): acting(
        lambda s: doing.Acknowledge((s.owed("B12"),)), "B12", OFFICER
    ),
    (doing.SubmitReport, "obligation.unit"): acting(submit, "B12", OFFICER),
    (doing.SubmitReport, "attachments[]"): with_file(submit, "B12", OFFICER),
    (doing.AssignObligation, "obligation.unit"): acting(
        lambda s: doing.AssignObligation(s.owed("B12"), "Bí thư"), "B12", OFFICER
    ),
    (doing.PlanObligation, "obligation.unit"): acting(
        lambda s: doing.PlanObligation(
            s.owed("B12"), (doing.PlanEntryInput(date(2026, 1, 9), "Họp"),)
        ),
        "B12",
        OFFICER,
    ),
    (doing.AskExtension, "obligation.unit"): acting(
        lambda s: doing.AskExtension(dated(s, "B12"), LATER, "Bận"), "B12", OFFICER
    ),
    (doing.DecideReport, "report.unit"): acting(
        lambda s: doing.DecideReport(
            report=doing.ReportRef(directive=s.directive, unit=s["B11"], report=s.report),
            decision=ReportDecision.ACCEPTED,
        ),
        "D1",
    ),
    (doing.DecideExtension, "request.unit"): acting(
        lambda s: doing.DecideExtension(
            request=doing.RequestRef(directive=s.directive, unit=s["B11"], request=s.request),
            grant=True,
        ),
        "D1",
    ),
    (doing.ExtendObligations, "obligations[].unit"): acting(
        lambda s: doing.ExtendObligations((dated(s, "B12"),), LATER, "Bận"), "D1"
    ),
    (doing.ExemptObligations, "obligations[].unit"): acting(
        lambda s: doing.ExemptObligations((s.owed("B12"),), "Không cần"), "D1"
    ),
    (doing.ExtendGroup, "directive"): acting(
        lambda s: doing.ExtendGroup(
            directive=s.directive, under=s["W1"], due_at=LATER, reason="Bận", tasks=("t2",)
        ),
        "D1",
    ),
    (doing.ExemptGroup, "directive"): acting(
        lambda s: doing.ExemptGroup(directive=s.directive, under=s["W1"], reason="Không cần"), "D1"
    ),
    (doing.Remind, "by"): acting(lambda s: doing.Remind((s.owed("B12"),), s["W1"]), "W1"),
    (doing.Remind, "obligations[].unit"): elsewhere(
        lambda s, code: doing.Remind((s.owed(code),), s["W1"]), "B12", "B21", "W1"
    ),
    (doing.RemindOverdue, "by"): acting(lambda s: reminding(s, s["B12"]), "W1"),
    (doing.RemindOverdue, "under"): elsewhere(
        lambda s, code: reminding(s, s[code]), "B12", "B21", "W1"
    ),
    (doing.RemindOverdue, "directive"): lambda s: Example(
        reminding(s, s["B12"], s.directive),
        (("W1", ISSUER),),
        instead=reminding(s, s["B12"], s.others),
    ),
    (doing.InspectObligation, "by"): acting(
        lambda s: doing.InspectObligation(
            obligation=s.owed("B12"), by=s["W1"], inspected_on=TODAY, remark="Tốt"
        ),
        "W1",
    ),
    (doing.InspectObligation, "obligation.unit"): elsewhere(
        lambda s, code: doing.InspectObligation(
            obligation=s.owed(code), by=s["W1"], inspected_on=TODAY, remark="Tốt"
        ),
        "B12",
        "B21",
        "W1",
    ),
    (doing.DeclareOccurrence, "unit"): acting(declaring, "B12", OFFICER),
    (doing.WithdrawOccurrence, "obligation.unit"): acting(withdrawing, "B11", OFFICER),
    (doing.RecordReport, "by"): acting(report, "B11", OFFICER),
    (doing.RecordReport, "attachments[]"): with_file(report, "B11", OFFICER),
    (doing.LinkReport, "report"): lambda s: Example(
        doing.LinkReport(s.recorded_report, s.owed("B22")),
        (("B22", OFFICER),),
        instead=doing.LinkReport(s.report, s.owed("B22")),
    ),
    (doing.LinkReport, "obligation.unit"): lambda s: Example(
        doing.LinkReport(s.recorded_report, s.owed("B22")),
        (("W2", OFFICER), ("B22", OFFICER)),
        ("B22", OFFICER),
    ),
}

EXAMPLES: Final = {**ORGANISATION, **packed(ORGANISATION), **DIRECTIVES, **CARRYING_OUT}
