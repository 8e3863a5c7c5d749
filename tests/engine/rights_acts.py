"""Examples of rights over what is owed: what passes it on, and what is done about it."""

from datetime import date
from typing import Final

from cascade.enums import ReportDecision
from cascade.execution import commands as doing
from tests.engine.rights_scene import (
    ISSUER,
    LATER,
    OFFICER,
    Example,
    Make,
    acting,
    all_borne,
    audience,
    dated,
    declaring,
    elsewhere,
    group,
    reminding,
    report,
    submit,
    with_file,
    withdrawing,
)
from tests.harness.builders import TODAY

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
    (doing.SubmitReports, "obligations[].unit"): acting(
        lambda s: doing.SubmitReports(obligations=(s.owed("B12"),), text="Đã xong"), "B12", OFFICER
    ),
    (doing.SubmitReports, "all_borne.by"): acting(all_borne, "B12", OFFICER),
    (doing.SubmitReports, "attachments[]"): with_file(all_borne, "B12", OFFICER),
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
    (doing.DeclareNotApplicable, "obligations[].unit"): acting(
        lambda s: doing.DeclareNotApplicable((s.owed("B12"),), "Không có"), "B12", OFFICER
    ),
    (doing.TakeBackNotApplicable, "obligations[].unit"): acting(
        lambda s: doing.TakeBackNotApplicable((dated(s, "B22"),)), "B22", OFFICER
    ),
    (doing.DecideNotApplicable, "obligations[].unit"): acting(
        lambda s: doing.DecideNotApplicable(obligations=(dated(s, "B22"),), agree=True), "D1"
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
