"""For each field over which a right is needed: a command that is permitted, and what takes the
right away. Everything else that the command needs, its subject has.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from cascade.directive import commands as issuing
from cascade.enums import CitationRelation, ReportDecision, SeriesRestart
from cascade.execution import commands as doing
from cascade.numbering.commands import ConfigureSeries, OpenTerm
from cascade.policy.commands import SetPolicy
from tests.engine.rights_of_organisation import ORGANISATION
from tests.engine.rights_of_packages import packed
from tests.engine.rights_scene import (
    ISSUER,
    LATER,
    OFFICER,
    Example,
    Make,
    acting,
    adding,
    audience,
    charging,
    dated,
    declaring,
    draft_of,
    elsewhere,
    group,
    groups_of,
    record,
    reminding,
    report,
    seeing,
    submit,
    unit_of,
    units_of,
    with_file,
    withdrawing,
)
from tests.harness.builders import TODAY

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
    (issuing.IssueDirective, "tasks[].co_leads[]"): elsewhere(
        charging(lead=lambda s, _: s["W2"], co_leads=units_of), "W1", "W3"
    ),
    (issuing.IssueDirective, "tasks[].coordinating_groups[].under"): elsewhere(
        charging(lead=lambda s, _: s["W2"], coordinating_groups=groups_of), "W1", "W3"
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
    (issuing.AmendDirective, "add_tasks[].co_leads[]"): elsewhere(
        adding(lead=lambda s, _: s["W2"], co_leads=units_of), "W1", "W3"
    ),
    (issuing.AmendDirective, "add_tasks[].coordinating_groups[].under"): elsewhere(
        adding(lead=lambda s, _: s["W2"], coordinating_groups=groups_of), "W1", "W3"
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
