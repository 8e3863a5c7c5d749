"""For each field over which a right is needed: a command that is permitted, and what takes the
right away. Everything else that the command needs, its subject has.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from cascade.access.commands import GrantRole, RevokeRole
from cascade.calendar.commands import MovedDueInput, MoveDueDates
from cascade.directive.commands import (
    AcceptInvitation,
    AmendDirective,
    CitationInput,
    CommentOnDirective,
    CorrectDirective,
    DateWindow,
    DecideCitation,
    DeclineInvitation,
    DiscardDraft,
    DraftDirective,
    InviteUnit,
    IssueDirective,
    RecordDirective,
    ResolveCitation,
    RevokeDirective,
    SupersedeDirective,
)
from cascade.enums import CitationRelation, ReportDecision, Role, SeriesRestart
from cascade.execution.commands import (
    Acknowledge,
    AskExtension,
    AssignObligation,
    DecideExtension,
    DecideReport,
    ExemptGroup,
    ExemptObligations,
    ExtendGroup,
    ExtendObligations,
    InspectObligation,
    LinkReport,
    PlanEntryInput,
    PlanObligation,
    RecallRelay,
    RecordReport,
    RelayDirective,
    Remind,
    RemindOverdue,
    ReportRef,
    RequestRef,
    SubmitReport,
)
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
    (EstablishUnits, "units[].parent"): administering(
        lambda s: EstablishUnits((s.new("W1"),)), "W1"
    ),
    (EstablishUnits, "units[].addresses_under"): administering(
        lambda s: EstablishUnits((s.new("W1", "C"),)), "C", "W1"
    ),
    (RenameUnit, "unit"): administering(lambda s: RenameUnit(s["W1"], "Khác"), "W1"),
    (MoveUnit, "unit"): administering(lambda s: MoveUnit(s["W1"], s["P2"]), "W1", "P2"),
    (MoveUnit, "parent"): administering(lambda s: MoveUnit(s["W1"], s["P2"]), "P2", "W1"),
    (SetSuperior, "unit"): administering(
        lambda s: SetSuperior(s["W1"], "line", s["W3"]), "W1", "W3"
    ),
    (SetSuperior, "superior"): administering(
        lambda s: SetSuperior(s["W1"], "line", s["W3"]), "W3", "W1"
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
        lambda s: DissolveUnit(s["B11"], TODAY, (s["B12"],)), "B11", "B12"
    ),
    (DissolveUnit, "successors[]"): administering(
        lambda s: DissolveUnit(s["B11"], TODAY, (s["B12"],)), "B12", "B11"
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
        lambda s: GrantRole("mai", s["W1"], Role.READER), "W1", "W2"
    ),
    (RevokeRole, "unit"): administering(
        lambda s: RevokeRole("clerk-W1", s["W1"], Role.READER), "W1", "W2"
    ),
}

DIRECTIVES: Final[dict[tuple[type, str], Make]] = {
    (SetPolicy, "unit"): acting(lambda s: SetPolicy(s["W1"], "rule", TODAY, (), 2), "W1"),
    (ConfigureSeries, "issuer"): acting(
        lambda s: ConfigureSeries(s["W1"], "CV", SeriesRestart.TERM), "W1"
    ),
    (OpenTerm, "issuer"): acting(lambda s: OpenTerm(s["P2"], "QĐ", "I", TODAY), "P2"),
    (DraftDirective, "issuer"): acting(draft_of, "D1"),
    (DraftDirective, "draft"): lambda s: Example(
        replace(draft_of(s), draft=s.draft),
        (("D1", ISSUER),),
        instead=replace(draft_of(s), draft=s.directive),
    ),
    (DraftDirective, "attachments[]"): with_file(draft_of, "D1"),
    (DiscardDraft, "draft"): acting(lambda s: DiscardDraft(s.draft), "D1"),
    (CommentOnDirective, "unit"): acting(
        lambda s: CommentOnDirective(s.draft, s["W1"], "Đồng ý"), "W1", OFFICER
    ),
    (IssueDirective, "issuer"): acting(lambda s: s.issue(), "D1"),
    (IssueDirective, "joint_issuers[]"): lambda s: Example(
        s.issue(joint_issuers=(s["P2"],)),
        (("D1", ISSUER), ("P2", ISSUER)),
        ("P2", ISSUER),
    ),
    (IssueDirective, "audience.units[]"): elsewhere(
        lambda s, code: s.issue(audience=audience(s, code)), "W1", "W3"
    ),
    (IssueDirective, "audience.groups[].under"): elsewhere(
        lambda s, code: s.issue(audience=group(s, code)), "W1", "W3"
    ),
    (IssueDirective, "tasks[].audience.units[]"): elsewhere(
        charging(audience=audience), "W1", "W3"
    ),
    (IssueDirective, "tasks[].audience.groups[].under"): elsewhere(
        charging(audience=group), "W1", "W3"
    ),
    (IssueDirective, "tasks[].lead"): elsewhere(charging(lead=unit_of), "W1", "W3"),
    (IssueDirective, "tasks[].coordinating[]"): elsewhere(
        charging(lead=lambda s, _: s["W2"], coordinating=units_of), "W1", "W3"
    ),
    (IssueDirective, "citations[].target"): seeing(
        lambda s, id_: s.issue(
            citations=(CitationInput("1-CV/X", CitationRelation.REFERS_TO, target=id_),)
        )
    ),
    (IssueDirective, "draft"): lambda s: Example(
        s.issue(draft=s.draft), (("D1", ISSUER),), instead=s.issue(draft=s.directive)
    ),
    (IssueDirective, "attachments[]"): with_file(lambda s: s.issue(), "D1"),
    (RecordDirective, "recorded_by"): acting(record, "W1"),
    (RecordDirective, "attachments[]"): with_file(record, "W1"),
    (AmendDirective, "directive"): acting(
        lambda s: AmendDirective(s.directive, withdraw_tasks=("t1",)), "D1"
    ),
    (AmendDirective, "add_tasks[].audience.units[]"): elsewhere(
        adding(audience=audience), "W1", "W3"
    ),
    (AmendDirective, "add_tasks[].audience.groups[].under"): elsewhere(
        adding(audience=group), "W1", "W3"
    ),
    (AmendDirective, "add_tasks[].lead"): elsewhere(adding(lead=unit_of), "W1", "W3"),
    (AmendDirective, "add_tasks[].coordinating[]"): elsewhere(
        adding(lead=lambda s, _: s["W2"], coordinating=units_of), "W1", "W3"
    ),
    (AmendDirective, "add_audience.units[]"): elsewhere(
        lambda s, code: AmendDirective(s.directive, add_audience=audience(s, code)), "D1", "W3"
    ),
    (AmendDirective, "add_audience.groups[].under"): elsewhere(
        lambda s, code: AmendDirective(s.directive, add_audience=group(s, code)), "P1", "P2"
    ),
    (AmendDirective, "amended_by"): seeing(
        lambda s, id_: AmendDirective(s.directive, withdraw_tasks=("t1",), amended_by=id_)
    ),
    (SupersedeDirective, "directive"): acting(
        lambda s: SupersedeDirective(s.directive, s.own), "D1"
    ),
    (RevokeDirective, "directive"): acting(
        lambda s: RevokeDirective(s.directive, "Hết hiệu lực"), "D1"
    ),
    (CorrectDirective, "directive"): acting(
        lambda s: CorrectDirective(s.directive, subject="Về việc khác"), "D1"
    ),
    (DateWindow, "directive"): acting(
        lambda s: DateWindow(s.directive, "w", TODAY, date(2026, 2, 1)), "D1"
    ),
    (MoveDueDates, "directive"): acting(
        lambda s: MoveDueDates(s.directive, "Nghỉ lễ", (MovedDueInput("t2", on=date(2026, 3, 3)),)),
        "D1",
    ),
    (ResolveCitation, "directive"): acting(
        lambda s: ResolveCitation(s.directive, s.citation, None), "D1"
    ),
    (SupersedeDirective, "by"): seeing(lambda s, id_: SupersedeDirective(s.directive, id_)),
    (ResolveCitation, "target"): seeing(
        lambda s, id_: ResolveCitation(s.directive, s.citation, id_)
    ),
    (DecideCitation, "directive"): acting(
        lambda s: DecideCitation(s.directive, s.awaiting, True), "D1"
    ),
    (InviteUnit, "directive"): acting(lambda s: InviteUnit(s.directive, "t3", s["P2"]), "D1"),
    (AcceptInvitation, "invitation"): acting(
        lambda s: AcceptInvitation(s.directive, s.invitation), "W3"
    ),
    (DeclineInvitation, "invitation"): acting(
        lambda s: DeclineInvitation(s.directive, s.invitation), "W3"
    ),
}

CARRYING_OUT: Final[dict[tuple[type, str], Make]] = {
    (RelayDirective, "by"): acting(
        lambda s: RelayDirective(s.directive, s["W1"], audience(s, "B11")), "W1"
    ),
    (RelayDirective, "audience.units[]"): elsewhere(
        lambda s, code: RelayDirective(s.directive, s["W1"], audience(s, code)),
        "B11",
        "B21",
        "W1",
    ),
    (RelayDirective, "audience.groups[].under"): elsewhere(
        lambda s, code: RelayDirective(s.directive, s["W1"], group(s, code)), "W1", "W2", "W1"
    ),
    (RecallRelay, "by"): acting(lambda s: RecallRelay(s.directive, s["W2"]), "W2"),
    (Acknowledge, "obligations[].unit"): acting(
        lambda s: Acknowledge((s.owed("B12"),)), "B12", OFFICER
    ),
    (SubmitReport, "obligation.unit"): acting(submit, "B12", OFFICER),
    (SubmitReport, "attachments[]"): with_file(submit, "B12", OFFICER),
    (AssignObligation, "obligation.unit"): acting(
        lambda s: AssignObligation(s.owed("B12"), "Bí thư"), "B12", OFFICER
    ),
    (PlanObligation, "obligation.unit"): acting(
        lambda s: PlanObligation(s.owed("B12"), (PlanEntryInput(date(2026, 1, 9), "Họp"),)),
        "B12",
        OFFICER,
    ),
    (AskExtension, "obligation.unit"): acting(
        lambda s: AskExtension(dated(s, "B12"), LATER, "Bận"), "B12", OFFICER
    ),
    (DecideReport, "report.unit"): acting(
        lambda s: DecideReport(ReportRef(s.directive, s["B11"], s.report), ReportDecision.ACCEPTED),
        "D1",
    ),
    (DecideExtension, "request.unit"): acting(
        lambda s: DecideExtension(RequestRef(s.directive, s["B11"], s.request), True), "D1"
    ),
    (ExtendObligations, "obligations[].unit"): acting(
        lambda s: ExtendObligations((dated(s, "B12"),), LATER, "Bận"), "D1"
    ),
    (ExemptObligations, "obligations[].unit"): acting(
        lambda s: ExemptObligations((s.owed("B12"),), "Không cần"), "D1"
    ),
    (ExtendGroup, "directive"): acting(
        lambda s: ExtendGroup(s.directive, s["W1"], LATER, "Bận", ("t2",)), "D1"
    ),
    (ExemptGroup, "directive"): acting(
        lambda s: ExemptGroup(s.directive, s["W1"], "Không cần"), "D1"
    ),
    (Remind, "by"): acting(lambda s: Remind((s.owed("B12"),), s["W1"]), "W1"),
    (Remind, "obligations[].unit"): elsewhere(
        lambda s, code: Remind((s.owed(code),), s["W1"]), "B12", "B21", "W1"
    ),
    (RemindOverdue, "by"): acting(lambda s: reminding(s, s["B12"]), "W1"),
    (RemindOverdue, "under"): elsewhere(lambda s, code: reminding(s, s[code]), "B12", "B21", "W1"),
    (RemindOverdue, "directive"): lambda s: Example(
        reminding(s, s["B12"], s.directive),
        (("W1", ISSUER),),
        instead=reminding(s, s["B12"], s.others),
    ),
    (InspectObligation, "by"): acting(
        lambda s: InspectObligation(s.owed("B12"), s["W1"], TODAY, "Tốt"), "W1"
    ),
    (InspectObligation, "obligation.unit"): elsewhere(
        lambda s, code: InspectObligation(s.owed(code), s["W1"], TODAY, "Tốt"),
        "B12",
        "B21",
        "W1",
    ),
    (RecordReport, "by"): acting(report, "B11", OFFICER),
    (RecordReport, "attachments[]"): with_file(report, "B11", OFFICER),
    (LinkReport, "report"): lambda s: Example(
        LinkReport(s.recorded_report, s.owed("B22")),
        (("B22", OFFICER),),
        instead=LinkReport(s.report, s.owed("B22")),
    ),
    (LinkReport, "obligation.unit"): lambda s: Example(
        LinkReport(s.recorded_report, s.owed("B22")),
        (("W2", OFFICER), ("B22", OFFICER)),
        ("B22", OFFICER),
    ),
}

EXAMPLES: Final = {**ORGANISATION, **DIRECTIVES, **CARRYING_OUT}
