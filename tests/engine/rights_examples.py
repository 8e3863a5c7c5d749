"""For each field over which a right is needed: a command that is permitted, and what takes the
right away. Everything else that the command needs, its subject has.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from cascade import engine as c
from cascade.calendar.commands import MovedDueInput
from cascade.enums import CitationRelation, ReportDecision, Role, SeriesRestart
from tests.engine.builders import TODAY
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
)

ORGANISATION: Final[dict[tuple[type, str], Make]] = {
    (c.EstablishUnits, "units[].parent"): administering(
        lambda s: c.EstablishUnits((s.new("W1"),)), "W1"
    ),
    (c.EstablishUnits, "units[].addresses_under"): administering(
        lambda s: c.EstablishUnits((s.new("W1", "C"),)), "C", "W1"
    ),
    (c.RenameUnit, "unit"): administering(lambda s: c.RenameUnit(s["W1"], "Khác"), "W1"),
    (c.MoveUnit, "unit"): administering(lambda s: c.MoveUnit(s["W1"], s["P2"]), "W1", "P2"),
    (c.MoveUnit, "parent"): administering(lambda s: c.MoveUnit(s["W1"], s["P2"]), "P2", "W1"),
    (c.SetSuperior, "unit"): administering(
        lambda s: c.SetSuperior(s["W1"], "line", s["W3"]), "W1", "W3"
    ),
    (c.SetSuperior, "superior"): administering(
        lambda s: c.SetSuperior(s["W1"], "line", s["W3"]), "W3", "W1"
    ),
    (c.AddAlias, "unit"): administering(lambda s: c.AddAlias(s["W1"], "Khác"), "W1"),
    (c.MergeUnits, "units[]"): administering(
        lambda s: merge(s, standing(s, "B31"), "B11", "B12"), "B12", "B11", "B31"
    ),
    (c.MergeUnits, "into.standing"): administering(
        lambda s: merge(s, standing(s, "B31"), "B11", "B12"), "B31", "B11", "B12"
    ),
    (c.MergeUnits, "into.new.parent"): administering(
        lambda s: merge(s, c.MergeTarget(s.new("W3")), "B11", "B12"), "W3", "B11", "B12"
    ),
    (c.MergeUnits, "into.new.addresses_under"): administering(
        lambda s: merge(s, c.MergeTarget(s.new("W1", "C")), "B11", "B12"), "C", "W1"
    ),
    (c.SplitUnit, "unit"): administering(
        lambda s: split(s, standing(s, "B12"), standing(s, "B31")), "B11", "B12", "B31"
    ),
    (c.SplitUnit, "parts[].standing"): administering(
        lambda s: split(s, standing(s, "B12"), standing(s, "B31")), "B31", "B11", "B12"
    ),
    (c.SplitUnit, "parts[].new.parent"): administering(
        lambda s: split(s, standing(s, "B12"), c.MergeTarget(s.new("W3"))), "W3", "B11", "B12"
    ),
    (c.SplitUnit, "parts[].new.addresses_under"): administering(
        lambda s: split(s, standing(s, "B12"), c.MergeTarget(s.new("W1", "C"))), "C", "W1"
    ),
    (c.DissolveUnit, "unit"): administering(
        lambda s: c.DissolveUnit(s["B11"], TODAY, (s["B12"],)), "B11", "B12"
    ),
    (c.DissolveUnit, "successors[]"): administering(
        lambda s: c.DissolveUnit(s["B11"], TODAY, (s["B12"],)), "B12", "B11"
    ),
    (c.CancelScheduledChange, "change"): administering(
        lambda s: c.CancelScheduledChange(s.change), "W2"
    ),
    (c.StageUnits, "units[].parent"): administering(lambda s: staged(s, parent=s["W1"]), "W1"),
    (c.StageUnits, "units[].parent_code"): administering(
        lambda s: staged(s, parent_code="W1"), "W1"
    ),
    (c.StageUnits, "units[].addresses_under"): administering(
        lambda s: staged(s, parent=s["W1"], addresses_under=s["C"]), "C", "W1"
    ),
    (c.StageUnits, "units[].addresses_under_code"): administering(
        lambda s: staged(s, parent=s["W1"], addresses_under_code="C"), "C", "W1"
    ),
    (c.StageUnits, "import_id"): administering(
        lambda s: replace(staged(s, parent_code="I1"), import_id=s.imported), "W2"
    ),
    (c.CompleteImport, "import_id"): administering(lambda s: c.CompleteImport(s.imported, 1), "W2"),
    (c.AbandonImport, "import_id"): administering(lambda s: c.AbandonImport(s.imported), "W2"),
    (c.GrantRole, "unit"): administering(
        lambda s: c.GrantRole("mai", s["W1"], Role.READER), "W1", "W2"
    ),
    (c.RevokeRole, "unit"): administering(
        lambda s: c.RevokeRole("clerk-W1", s["W1"], Role.READER), "W1", "W2"
    ),
}

DIRECTIVES: Final[dict[tuple[type, str], Make]] = {
    (c.SetPolicy, "unit"): acting(lambda s: c.SetPolicy(s["W1"], "rule", TODAY, (), 2), "W1"),
    (c.ConfigureSeries, "issuer"): acting(
        lambda s: c.ConfigureSeries(s["W1"], "CV", SeriesRestart.TERM), "W1"
    ),
    (c.OpenTerm, "issuer"): acting(lambda s: c.OpenTerm(s["P2"], "QĐ", "I", TODAY), "P2"),
    (c.DraftDirective, "issuer"): acting(draft_of, "D1"),
    (c.DraftDirective, "draft"): lambda s: Example(
        replace(draft_of(s), draft=s.draft),
        (("D1", ISSUER),),
        instead=replace(draft_of(s), draft=s.directive),
    ),
    (c.DraftDirective, "attachments[]"): with_file(draft_of, "D1"),
    (c.DiscardDraft, "draft"): acting(lambda s: c.DiscardDraft(s.draft), "D1"),
    (c.CommentOnDirective, "unit"): acting(
        lambda s: c.CommentOnDirective(s.draft, s["W1"], "Đồng ý"), "W1", OFFICER
    ),
    (c.IssueDirective, "issuer"): acting(lambda s: s.issue(), "D1"),
    (c.IssueDirective, "joint_issuers[]"): lambda s: Example(
        s.issue(joint_issuers=(s["P2"],)),
        (("D1", ISSUER), ("P2", ISSUER)),
        ("P2", ISSUER),
    ),
    (c.IssueDirective, "audience.units[]"): elsewhere(
        lambda s, code: s.issue(audience=audience(s, code)), "W1", "W3"
    ),
    (c.IssueDirective, "audience.groups[].under"): elsewhere(
        lambda s, code: s.issue(audience=group(s, code)), "W1", "W3"
    ),
    (c.IssueDirective, "tasks[].audience.units[]"): elsewhere(
        charging(audience=audience), "W1", "W3"
    ),
    (c.IssueDirective, "tasks[].audience.groups[].under"): elsewhere(
        charging(audience=group), "W1", "W3"
    ),
    (c.IssueDirective, "tasks[].lead"): elsewhere(charging(lead=unit_of), "W1", "W3"),
    (c.IssueDirective, "tasks[].coordinating[]"): elsewhere(
        charging(lead=lambda s, _: s["W2"], coordinating=units_of), "W1", "W3"
    ),
    (c.IssueDirective, "citations[].target"): seeing(
        lambda s, id_: s.issue(
            citations=(c.CitationInput("1-CV/X", CitationRelation.REFERS_TO, target=id_),)
        )
    ),
    (c.IssueDirective, "draft"): lambda s: Example(
        s.issue(draft=s.draft), (("D1", ISSUER),), instead=s.issue(draft=s.directive)
    ),
    (c.IssueDirective, "attachments[]"): with_file(lambda s: s.issue(), "D1"),
    (c.RecordDirective, "recorded_by"): acting(record, "W1"),
    (c.RecordDirective, "attachments[]"): with_file(record, "W1"),
    (c.AmendDirective, "directive"): acting(
        lambda s: c.AmendDirective(s.directive, withdraw_tasks=("t1",)), "D1"
    ),
    (c.AmendDirective, "add_tasks[].audience.units[]"): elsewhere(
        adding(audience=audience), "W1", "W3"
    ),
    (c.AmendDirective, "add_tasks[].audience.groups[].under"): elsewhere(
        adding(audience=group), "W1", "W3"
    ),
    (c.AmendDirective, "add_tasks[].lead"): elsewhere(adding(lead=unit_of), "W1", "W3"),
    (c.AmendDirective, "add_tasks[].coordinating[]"): elsewhere(
        adding(lead=lambda s, _: s["W2"], coordinating=units_of), "W1", "W3"
    ),
    (c.AmendDirective, "add_audience.units[]"): elsewhere(
        lambda s, code: c.AmendDirective(s.directive, add_audience=audience(s, code)), "D1", "W3"
    ),
    (c.AmendDirective, "add_audience.groups[].under"): elsewhere(
        lambda s, code: c.AmendDirective(s.directive, add_audience=group(s, code)), "P1", "P2"
    ),
    (c.AmendDirective, "amended_by"): seeing(
        lambda s, id_: c.AmendDirective(s.directive, withdraw_tasks=("t1",), amended_by=id_)
    ),
    (c.SupersedeDirective, "directive"): acting(
        lambda s: c.SupersedeDirective(s.directive, s.own), "D1"
    ),
    (c.RevokeDirective, "directive"): acting(
        lambda s: c.RevokeDirective(s.directive, "Hết hiệu lực"), "D1"
    ),
    (c.CorrectDirective, "directive"): acting(
        lambda s: c.CorrectDirective(s.directive, subject="Về việc khác"), "D1"
    ),
    (c.DateWindow, "directive"): acting(
        lambda s: c.DateWindow(s.directive, "w", TODAY, date(2026, 2, 1)), "D1"
    ),
    (c.MoveDueDates, "directive"): acting(
        lambda s: c.MoveDueDates(
            s.directive, "Nghỉ lễ", (MovedDueInput("t2", on=date(2026, 3, 3)),)
        ),
        "D1",
    ),
    (c.ResolveCitation, "directive"): acting(
        lambda s: c.ResolveCitation(s.directive, s.citation, None), "D1"
    ),
    (c.SupersedeDirective, "by"): seeing(lambda s, id_: c.SupersedeDirective(s.directive, id_)),
    (c.ResolveCitation, "target"): seeing(
        lambda s, id_: c.ResolveCitation(s.directive, s.citation, id_)
    ),
    (c.DecideCitation, "directive"): acting(
        lambda s: c.DecideCitation(s.directive, s.awaiting, True), "D1"
    ),
    (c.InviteUnit, "directive"): acting(lambda s: c.InviteUnit(s.directive, "t3", s["P2"]), "D1"),
    (c.AcceptInvitation, "invitation"): acting(
        lambda s: c.AcceptInvitation(s.directive, s.invitation), "W3"
    ),
    (c.DeclineInvitation, "invitation"): acting(
        lambda s: c.DeclineInvitation(s.directive, s.invitation), "W3"
    ),
}

CARRYING_OUT: Final[dict[tuple[type, str], Make]] = {
    (c.RelayDirective, "by"): acting(
        lambda s: c.RelayDirective(s.directive, s["W1"], audience(s, "B11")), "W1"
    ),
    (c.RelayDirective, "audience.units[]"): elsewhere(
        lambda s, code: c.RelayDirective(s.directive, s["W1"], audience(s, code)),
        "B11",
        "B21",
        "W1",
    ),
    (c.RelayDirective, "audience.groups[].under"): elsewhere(
        lambda s, code: c.RelayDirective(s.directive, s["W1"], group(s, code)), "W1", "W2", "W1"
    ),
    (c.RecallRelay, "by"): acting(lambda s: c.RecallRelay(s.directive, s["W2"]), "W2"),
    (c.Acknowledge, "obligations[].unit"): acting(
        lambda s: c.Acknowledge((s.owed("B12"),)), "B12", OFFICER
    ),
    (c.SubmitReport, "obligation.unit"): acting(submit, "B12", OFFICER),
    (c.SubmitReport, "attachments[]"): with_file(submit, "B12", OFFICER),
    (c.AssignObligation, "obligation.unit"): acting(
        lambda s: c.AssignObligation(s.owed("B12"), "Bí thư"), "B12", OFFICER
    ),
    (c.PlanObligation, "obligation.unit"): acting(
        lambda s: c.PlanObligation(s.owed("B12"), (c.PlanEntryInput(date(2026, 1, 9), "Họp"),)),
        "B12",
        OFFICER,
    ),
    (c.AskExtension, "obligation.unit"): acting(
        lambda s: c.AskExtension(dated(s, "B12"), LATER, "Bận"), "B12", OFFICER
    ),
    (c.DecideReport, "report.unit"): acting(
        lambda s: c.DecideReport(
            c.ReportRef(s.directive, s["B11"], s.report), ReportDecision.ACCEPTED
        ),
        "D1",
    ),
    (c.DecideExtension, "request.unit"): acting(
        lambda s: c.DecideExtension(c.RequestRef(s.directive, s["B11"], s.request), True), "D1"
    ),
    (c.ExtendObligations, "obligations[].unit"): acting(
        lambda s: c.ExtendObligations((dated(s, "B12"),), LATER, "Bận"), "D1"
    ),
    (c.ExemptObligations, "obligations[].unit"): acting(
        lambda s: c.ExemptObligations((s.owed("B12"),), "Không cần"), "D1"
    ),
    (c.ExtendGroup, "directive"): acting(
        lambda s: c.ExtendGroup(s.directive, s["W1"], LATER, "Bận", ("t2",)), "D1"
    ),
    (c.ExemptGroup, "directive"): acting(
        lambda s: c.ExemptGroup(s.directive, s["W1"], "Không cần"), "D1"
    ),
    (c.Remind, "by"): acting(lambda s: c.Remind((s.owed("B12"),), s["W1"]), "W1"),
    (c.Remind, "obligations[].unit"): elsewhere(
        lambda s, code: c.Remind((s.owed(code),), s["W1"]), "B12", "B21", "W1"
    ),
    (c.RemindOverdue, "by"): acting(lambda s: reminding(s, s["B12"]), "W1"),
    (c.RemindOverdue, "under"): elsewhere(
        lambda s, code: reminding(s, s[code]), "B12", "B21", "W1"
    ),
    (c.RemindOverdue, "directive"): lambda s: Example(
        reminding(s, s["B12"], s.directive),
        (("W1", ISSUER),),
        instead=reminding(s, s["B12"], s.others),
    ),
    (c.InspectObligation, "by"): acting(
        lambda s: c.InspectObligation(s.owed("B12"), s["W1"], TODAY, "Tốt"), "W1"
    ),
    (c.InspectObligation, "obligation.unit"): elsewhere(
        lambda s, code: c.InspectObligation(s.owed(code), s["W1"], TODAY, "Tốt"),
        "B12",
        "B21",
        "W1",
    ),
    (c.RecordReport, "by"): acting(report, "B11", OFFICER),
    (c.RecordReport, "attachments[]"): with_file(report, "B11", OFFICER),
    (c.LinkReport, "report"): lambda s: Example(
        c.LinkReport(s.recorded_report, s.owed("B22")),
        (("B22", OFFICER),),
        instead=c.LinkReport(s.report, s.owed("B22")),
    ),
    (c.LinkReport, "obligation.unit"): lambda s: Example(
        c.LinkReport(s.recorded_report, s.owed("B22")),
        (("W2", OFFICER), ("B22", OFFICER)),
        ("B22", OFFICER),
    ),
}

EXAMPLES: Final = {**ORGANISATION, **DIRECTIVES, **CARRYING_OUT}
