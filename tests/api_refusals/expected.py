"""What each spoiled field is refused with: a rule for all, and a table of what differs."""

from collections.abc import Iterator, Mapping
from typing import Final

from api.graphql.runtime.ids import Kind
from tests.api_refusals.limits import OF_ANY_LIST, most
from tests.api_refusals.spoiling import FORBIDDEN_BY_TYPE, id_kind

HARMLESS: Final = None
"""Taken as it is: not sent here."""
REQUEST_ERROR: Final = "the whole request"
LIMIT_EXCEEDED: Final = "LIMIT_EXCEEDED"

OF_SPOILERS: Final = {
    "LONG": "TEXT_TOO_LONG",
    "LONG_LINE": "TEXT_TOO_LONG",
    "EMPTY": "EMPTY_TEXT",
    "BLANK": "EMPTY_TEXT",
    "NUL": "FORBIDDEN_CHARACTER",
    "SURROGATE": "FORBIDDEN_CHARACTER",
    "OTHER_KIND": "BAD_ID",
    "OTHER_MOMENT": "ID_OF_ANOTHER_MOMENT",
    "NO_ID": "BAD_ID",
    "EMPTY_ID": "BAD_ID",
    "FIRST_DAY": "DATE_OUT_OF_RANGE",
    "LAST_DAY": "DATE_OUT_OF_RANGE",
    "TOO_MANY": "TOO_MANY",
    "AHEAD": "POSITION_NOT_RECORDED",
}

OF_UNKNOWN: Final = {
    Kind.UNIT: "UNIT_NOT_FOUND",
    Kind.DIRECTIVE: "DIRECTIVE_NOT_FOUND",
    Kind.OBLIGATION: "OBLIGATION_NOT_FOUND",
    Kind.TASK: "OBLIGATION_NOT_FOUND",
    Kind.REPORT: "REPORT_NOT_FOUND",
    Kind.CITATION: "CITATION_NOT_FOUND",
    Kind.ATTACHMENT: "UNKNOWN_ATTACHMENT",
    Kind.INVITATION: "INVITATION_NOT_FOUND",
    Kind.EXTENSION_REQUEST: "REQUEST_NOT_FOUND",
    Kind.RECORDED_REPORT: "RECORDED_REPORT_NOT_FOUND",
    Kind.SCHEDULED_CHANGE: "SCHEDULED_CHANGE_NOT_FOUND",
    Kind.WEBHOOK: "WEBHOOK_NOT_FOUND",
}

LONG_TEXTS: Final = """
    AskExtensionInput.reason ChangeTaskInput.text CommentOnDirectiveInput.text
    CorrectTaskInput.text DecideExtensionInput.remark DecideNotApplicableInput.remark
    DecideReportInput.remark DeclareNotApplicableInput.reason
    ExemptGroupInput.reason ExemptObligationsInput.reason ExtendGroupInput.reason
    ExtendObligationsInput.reason InspectInput.remark MoveDueDatesInput.reason
    RecordReportInput.text RelayDirectiveInput.note SubmitReportInput.text
    SubmitReportsInput.text TaskInput.text
"""
"""Ten pages each, where every other text is a line."""

NO_TEXTS: Final = {
    "INVALID_KEY": """
        ConfigureSeriesInput.type DraftDirectiveInput.type ExceptedGroupInput.kinds GroupInput.kinds
        IndicatorInput.key
        IssueDirectiveInput.type MoveUnitInput.line NewUnitInput.kind OpenTermInput.type
        PackageMoveInput.line PackageNewUnitInput.key PackageNewUnitInput.kind
        RecordDirectiveInput.type SetPolicyInput.key SetPolicyInput.types SetSuperiorInput.line
        TaskInput.key WindowInput.key
    """,
    "INVALID_SUBJECT": "GrantRoleInput.subject RevokeRoleInput.subject",
    "NOBODY_ON_LINE": "GroupInput.line ReportToSuperiorInput.line",
    "RRULE_NOT_UNDERSTOOD": "RecurrenceInput.rrule",
    "TIME_NOT_UNDERSTOOD": "RecurrenceInput.time",
    "UNKNOWN_INDICATOR": "IndicatorValueInput.indicator",
    "UNKNOWN_KEY": "PackageUnitInput.key",
    "UNKNOWN_LEVEL": """
        ExceptedGroupInput.levels GroupInput.levels LevelDueInput.level LevelTargetInput.level
        NewUnitInput.level PackageNewUnitInput.level
    """,
    "NO_RULE_OF_THAT_LEVEL": "MovedDueInput.level",
    "UNKNOWN_TASK": """
        AfterAcceptanceInput.task
        AmendDirectiveInput.withdrawTasks ChangeTaskInput.key CitationInput.taskKey
        CorrectTaskInput.key ExemptGroupInput.tasks ExtendGroupInput.tasks InviteUnitInput.task
        MovedDueInput.taskKey RelayDueInput.taskKey
    """,
    "UNKNOWN_WINDOW": "DateWindowInput.key DueInput.endOfWindow WindowOffsetInput.window",
    "UNIT_NOT_FOUND": "NewUnitInput.addressesUnderCode",
    "GIVEN_TWICE at parent": "NewUnitInput.parentCode",
}
"""Words that mean something: one that is empty, blank or a line too long means nothing."""

NUMBERS: Final[Mapping[str, tuple[str | None, str | None, str | None]]] = {
    "DataClosingInput.daysBeforeDue": (
        HARMLESS,
        "CLOSING_NOT_UNDERSTOOD",
        "CLOSING_NOT_UNDERSTOOD",
    ),
    "AfterAcceptanceInput.days": (HARMLESS, "DUE_NOT_UNDERSTOOD", "DUE_NOT_UNDERSTOOD"),
    "AfterAcceptanceInput.workingDays": ("DUE_NOT_UNDERSTOOD",) * 3,
    "WindowOffsetInput.daysBefore": ("DUE_NOT_UNDERSTOOD",) * 3,
    "WindowOffsetInput.daysAfter": ("DUE_NOT_UNDERSTOOD",) * 3,
    "WindowOffsetInput.workingDaysBefore": ("DUE_NOT_UNDERSTOOD",) * 3,
    "WindowOffsetInput.workingDaysAfter": ("DUE_NOT_UNDERSTOOD",) * 3,
    "DueInput.daysAfterEffect": (HARMLESS, "DUE_NOT_UNDERSTOOD", "DUE_NOT_UNDERSTOOD"),
    "DueInput.monthsAfterEffect": (HARMLESS, "DUE_NOT_UNDERSTOOD", "DUE_NOT_UNDERSTOOD"),
    "DueInput.daysAfterIssue": (HARMLESS, "DUE_NOT_UNDERSTOOD", "DUE_NOT_UNDERSTOOD"),
    "DueInput.daysAfterOccurrence": (HARMLESS, "DUE_NOT_UNDERSTOOD", "DUE_NOT_UNDERSTOOD"),
    "DueInput.daysAfterReceipt": (HARMLESS, "DUE_NOT_UNDERSTOOD", "DUE_NOT_UNDERSTOOD"),
    "DueInput.hoursAfterOccurrence": ("DUE_NOT_UNDERSTOOD",) * 3,
    "DueInput.workingDaysAfterIssue": (HARMLESS, "DUE_NOT_UNDERSTOOD", "DUE_NOT_UNDERSTOOD"),
    "DueInput.workingDaysAfterOccurrence": (HARMLESS, "DUE_NOT_UNDERSTOOD", "DUE_NOT_UNDERSTOOD"),
    "DueInput.workingDaysAfterReceipt": (HARMLESS, "DUE_NOT_UNDERSTOOD", "DUE_NOT_UNDERSTOOD"),
    "PackagePartPlacementInput.part": (HARMLESS, "UNKNOWN_PART", "UNKNOWN_PART"),
    "PackageSplitInput.seat": (HARMLESS, "UNKNOWN_PART", "UNKNOWN_PART"),
    "PartPlacementInput.part": (HARMLESS, "UNKNOWN_PART", "UNKNOWN_PART"),
    "PartTransferInput.part": (HARMLESS, "UNKNOWN_PART", "UNKNOWN_PART"),
    "PassOnInput.workingDaysToPassOn": ("DUE_NOT_UNDERSTOOD",) * 3,
    "ChangeTargetInput.amount": ("TARGET_OF_NOTHING", "INVALID_QUANTITY", "INVALID_QUANTITY"),
    "IndicatorValueInput.value": (HARMLESS, "INVALID_QUANTITY", "INVALID_QUANTITY"),
    "LevelTargetInput.amount": ("TARGET_OF_NOTHING", "INVALID_QUANTITY", "INVALID_QUANTITY"),
    "QuotaInput.amount": ("TARGET_OF_NOTHING", "INVALID_QUANTITY", "INVALID_QUANTITY"),
    "TargetInput.amount": (HARMLESS, "INVALID_QUANTITY", "INVALID_QUANTITY"),
    "UnitTargetInput.amount": ("TARGET_OF_NOTHING", "INVALID_QUANTITY", "INVALID_QUANTITY"),
    "QuotaInput.minimum": ("QUOTA_BELOW_ONE", "QUOTA_BELOW_ONE", "QUOTA_BELOW_ONE at statedUpper"),
    "QuotaInput.statedUpper": ("QUOTA_BELOW_ONE", "QUOTA_BELOW_ONE", HARMLESS),
    "RecordReportInput.quantity": (HARMLESS, "INVALID_QUANTITY", "INVALID_QUANTITY"),
    "RecordReportInput.quantityExact": (HARMLESS, "INVALID_QUANTITY", "INVALID_QUANTITY"),
    "SetPolicyInput.acknowledgeWithinWorkingDays": ("POLICY_DAYS_OUT_OF_RANGE",) * 3,
    "SetPolicyInput.enterWithinWorkingDays": ("POLICY_DAYS_OUT_OF_RANGE",) * 3,
    "SetPolicyInput.finalReportWithinWorkingDays": ("POLICY_DAYS_OUT_OF_RANGE",) * 3,
    "SetPolicyInput.passOnWithinWorkingDays": ("POLICY_DAYS_OUT_OF_RANGE",) * 3,
    "SourceInput.year": ("YEAR_OUT_OF_RANGE",) * 3,
    "SplitUnitInput.seat": (HARMLESS, "UNKNOWN_PART", "UNKNOWN_PART"),
    "SubmitReportInput.quantity": (HARMLESS, "INVALID_QUANTITY", "INVALID_QUANTITY"),
    "SubmitReportInput.quantityExact": (HARMLESS, "INVALID_QUANTITY", "INVALID_QUANTITY"),
}
"""Zero, below zero, and as large as a number can be."""

LISTS: Final[Mapping[str, tuple[str | None, str | None]]] = {
    "AcknowledgeInput.obligations": ("TOO_MANY_OBLIGATIONS", HARMLESS),
    "AmendDirectiveInput.addTasks": (HARMLESS, "DUPLICATE_KEY"),
    "AmendDirectiveInput.changeTasks": (HARMLESS, "TASK_GIVEN_TWICE"),
    "AmendDirectiveInput.withdrawTasks": (HARMLESS, "TASK_GIVEN_TWICE"),
    "ChangeTaskInput.levelDues": (HARMLESS, "LEVEL_GIVEN_TWICE"),
    "CorrectDirectiveInput.tasks": (HARMLESS, "TASK_GIVEN_TWICE"),
    "DecideNotApplicableInput.obligations": ("TOO_MANY_OBLIGATIONS", HARMLESS),
    "DeclareNotApplicableInput.obligations": ("TOO_MANY_OBLIGATIONS", HARMLESS),
    "DissolveUnitInput.placements": (HARMLESS, "REPEATED_UNIT"),
    "DissolveUnitInput.successors": ("NOT_A_SUCCESSOR at transfers.0.to", "REPEATED_UNIT"),
    "DissolveUnitInput.transfers": (HARMLESS, "REPEATED_TRANSFER"),
    "DraftDirectiveInput.attachments": (HARMLESS, "REPEATED_ATTACHMENT"),
    "EstablishUnitsInput.units": ("TOO_MANY_UNITS", "CODE_TAKEN"),
    "ExemptGroupInput.tasks": (HARMLESS, "TASK_GIVEN_TWICE"),
    "ExemptObligationsInput.obligations": ("TOO_MANY_OBLIGATIONS", HARMLESS),
    "ExtendGroupInput.tasks": (HARMLESS, "TASK_GIVEN_TWICE"),
    "ExtendObligationsInput.obligations": ("TOO_MANY_OBLIGATIONS", HARMLESS),
    "IssueDirectiveInput.attachments": (HARMLESS, "REPEATED_ATTACHMENT"),
    "IssueDirectiveInput.tasks": ("NO_TASK", "DUPLICATE_KEY"),
    "IssueDirectiveInput.windows": (HARMLESS, "DUPLICATE_KEY"),
    "LabelUnitsInput.units": ("TOO_MANY_UNITS", HARMLESS),
    "MergeUnitsInput.units": ("NOTHING_TO_MERGE", "REPEATED_UNIT"),
    "MoveDueDatesInput.dues": ("MOVE_ONE_WAY", "TASK_GIVEN_TWICE"),
    "PackageDissolutionInput.placements": (HARMLESS, "REPEATED_UNIT"),
    "PackageDissolutionInput.successors": ("NOT_A_SUCCESSOR at transfers.0.to", "REPEATED_UNIT"),
    "PackageDissolutionInput.transfers": (HARMLESS, "REPEATED_TRANSFER"),
    "PackageMergerInput.units": ("NOTHING_TO_MERGE", "REPEATED_UNIT"),
    "PackageSplitInput.parts": ("TOO_FEW_PARTS", "REPEATED_UNIT"),
    "PackageSplitInput.placements": (HARMLESS, "REPEATED_UNIT"),
    "PackageSplitInput.transfers": (HARMLESS, "REPEATED_TRANSFER"),
    "PlanObligationInput.entries": ("EMPTY_PLAN", HARMLESS),
    "ChangeTaskInput.indicators": (HARMLESS, "DUPLICATE_KEY"),
    "LinkReportInput.values": ("INDICATOR_LEFT_OUT", "INDICATOR_GIVEN_TWICE"),
    "SubmitReportInput.values": ("INDICATOR_LEFT_OUT", "INDICATOR_GIVEN_TWICE"),
    "TaskInput.coLeads": (HARMLESS, "LEAD_COORDINATES_ITSELF"),
    "TaskInput.indicators": (HARMLESS, "DUPLICATE_KEY"),
    "UnlabelUnitsInput.units": ("TOO_MANY_UNITS", HARMLESS),
    "ChangeTaskInput.targets": (HARMLESS, "TARGET_GIVEN_TWICE"),
    "QuotaInput.byLevel": (HARMLESS, "TARGET_GIVEN_TWICE"),
    "QuotaInput.byUnit": (HARMLESS, "TARGET_GIVEN_TWICE"),
    "RecordDirectiveInput.attachments": (HARMLESS, "REPEATED_ATTACHMENT"),
    "RecordReportInput.attachments": (HARMLESS, "REPEATED_ATTACHMENT"),
    "RelayDirectiveInput.dues": (HARMLESS, "TASK_GIVEN_TWICE"),
    "RemindInput.obligations": ("TOO_MANY_OBLIGATIONS", HARMLESS),
    "ReorganiseInput.steps": ("NOTHING_TO_REORGANISE", "REPEATED_KEY"),
    "SplitUnitInput.parts": ("TOO_FEW_PARTS", "CODE_TAKEN"),
    "SplitUnitInput.placements": (HARMLESS, "REPEATED_UNIT"),
    "SplitUnitInput.transfers": (HARMLESS, "REPEATED_TRANSFER"),
    "SubmitReportsInput.attachments": (HARMLESS, "REPEATED_ATTACHMENT"),
    "SubmitReportsInput.obligations": ("REPORT_ONE_WAY", HARMLESS),
    "TaskInput.levelDues": (HARMLESS, "LEVEL_GIVEN_TWICE"),
    "TakeBackNotApplicableInput.obligations": ("TOO_MANY_OBLIGATIONS", HARMLESS),
    "SubmitReportInput.attachments": (HARMLESS, "REPEATED_ATTACHMENT"),
}
"""Nothing in the list, and its first item twice. What is not here takes both."""

OTHERWISE: Final[Mapping[tuple[str, str], str | None]] = {
    ("AudienceInput.groups", "TOO_MANY"): "AUDIENCE_TOO_LARGE",
    ("DeclareOccurrenceInput.unit", "UNKNOWN"): "OBLIGATION_NOT_FOUND at task",
    ("DiscardDraftInput.draft", "UNKNOWN"): "DRAFT_NOT_FOUND",
    ("DraftDirectiveInput.attachments", "TOO_MANY"): "TOO_MANY_ATTACHMENTS",
    ("DraftDirectiveInput.draft", "UNKNOWN"): "DRAFT_NOT_FOUND",
    ("IssueDirectiveInput.attachments", "TOO_MANY"): "TOO_MANY_ATTACHMENTS",
    ("IssueDirectiveInput.draft", "UNKNOWN"): "DRAFT_NOT_FOUND",
    ("PackageSplitInput.parts", "TOO_MANY"): "TOO_MANY_PARTS",
    ("PlacementInput.to", "UNKNOWN"): "NOT_A_SUCCESSOR",
    ("PlanObligationInput.entries", "TOO_MANY"): "TOO_MANY_PLAN_ENTRIES",
    ("RecordDirectiveInput.attachments", "TOO_MANY"): "TOO_MANY_ATTACHMENTS",
    ("RecordReportInput.attachments", "TOO_MANY"): "TOO_MANY_ATTACHMENTS",
    ("RemindInput.directive", "UNKNOWN"): "REMIND_ONE_WAY",
    ("RemindInput.overdueUnder", "UNKNOWN"): "REMIND_ONE_WAY at obligations",
    ("SetPolicyInput.types", "TOO_MANY"): "TOO_MANY_TYPES",
    ("SplitUnitInput.parts", "TOO_MANY"): "TOO_MANY_PARTS",
    ("SubmitReportInput.attachments", "TOO_MANY"): "TOO_MANY_ATTACHMENTS",
    ("SubmitReportsInput.attachments", "TOO_MANY"): "TOO_MANY_ATTACHMENTS",
    ("SubmitReportsInput.task", "UNKNOWN"): "REPORT_ONE_WAY at obligations",
    ("SubmitReportsInput.by", "UNKNOWN"): "REPORT_ONE_WAY at obligations",
    ("TransferInput.to", "UNKNOWN"): "NOT_A_SUCCESSOR",
}

JUDGED_IN_DRAFTS: Final = """
    DraftDirectiveInput.attachments DraftDirectiveInput.commenters DraftDirectiveInput.draft
    DraftDirectiveInput.issuer DraftDirectiveInput.subject DraftDirectiveInput.type
"""
ALWAYS: Final = "LONG NUL SURROGATE OTHER_KIND OTHER_MOMENT NO_ID EMPTY_ID FIRST_DAY LAST_DAY"
"""Spoilers that no field takes. The rest of a draft is judged when it is issued."""

NOT_PERMITTED: Final = {
    "": "announceHoliday correctCalendar",
    "change": "cancelScheduledChange",
    "by": "recordReport",
    "issuer": "configureSeries openTerm draftDirective issueDirective",
    "recordedBy": "recordDirective",
    "unit": """
        addAlias createWebhook dissolveUnit grantRole moveUnit renameUnit revokeRole setPolicy
        setSuperior
        splitUnit
    """,
    "steps.0.establish.parent.unit": "reorganise",
    "units.0": "labelUnits mergeUnits unlabelUnits",
    "units.0.parent": "establishUnits",
}
"""Where the organisation itself is no secret. Everywhere else a stranger finds nothing."""

WORDS: Final = {place: code for code, places in NO_TEXTS.items() for place in places.split()}


def expected(mutation: str, place: str, spoiler: str) -> str | None:
    """The code, with `` at `` and a field beside the spoiled one where it is told of that one.

    ``REQUEST_ERROR`` where the type forbids it, HARMLESS where nothing is wrong.
    """
    if spoiler in FORBIDDEN_BY_TYPE:
        return REQUEST_ERROR
    if spoiler == "TOO_MANY" and most(place) == OF_ANY_LIST:
        return LIMIT_EXCEEDED
    drafted = mutation == "draftDirective" and place not in JUDGED_IN_DRAFTS.split()
    if drafted and spoiler not in ALWAYS.split():
        return HARMLESS
    if (place, spoiler) in OTHERWISE:
        return OTHERWISE[place, spoiler]
    if spoiler == "UNKNOWN":
        return OF_UNKNOWN[id_kind(place)]
    if spoiler in ("NO_ITEMS", "TWICE"):
        return LISTS.get(place, (HARMLESS, HARMLESS))[spoiler == "TWICE"]
    if spoiler in ("ZERO", "NEGATIVE", "HUGE"):
        return NUMBERS[place][("ZERO", "NEGATIVE", "HUGE").index(spoiler)]
    if spoiler in ("LONG_LINE", "EMPTY", "BLANK") and place in WORDS:
        return WORDS[place]
    if spoiler == "LONG_LINE" and place in LONG_TEXTS.split():
        return HARMLESS
    return OF_SPOILERS[spoiler]


def strangers_told(mutation: str) -> str | None:
    """The field of NOT_PERMITTED, None where what is not theirs is not found."""
    for field, mutations in NOT_PERMITTED.items():
        if mutation in mutations.split():
            return field
    return None


def named_codes() -> Iterator[str]:
    """Every code of these tables."""
    yield from OF_SPOILERS.values()
    yield from OF_UNKNOWN.values()
    rows = [tuple(NO_TEXTS), *NUMBERS.values(), *LISTS.values(), tuple(OTHERWISE.values())]
    yield from (code.partition(" ")[0] for row in rows for code in row if code)
