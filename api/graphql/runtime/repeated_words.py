"""What is said of many fields and arguments, once."""

from collections.abc import Mapping
from typing import Final

INPUT_FIELDS: Final = {
    "idempotencyKey": "Of the caller's own making, 1 to 200 characters, one for each thing that is "
    'to happen once, such as a UUID: "7d1f0a52-6f0e-4b62-9f0c-2a4f3c1e8b90". The same key with the '
    "same input answers what was answered before; with another input it is refused. A refusal "
    "leaves the key free.",
}
"""Of all inputs alike."""

ARGUMENTS: Final = {
    "after": "The endCursor of the page before: what follows it, at that page's moment. Left out, "
    "the list begins.",
    "asOf": "The moment that is asked of; live when left out.",
    "by": "Which one is meant.",
    "directive": "Of this directive alone; of all when left out.",
    "filter": "What is wanted; everything when left out.",
    "first": "How many rows at the most, 0 to 100; 50 when left out.",
    "id": "As an answer gave it.",
    "ids": "As answers gave them, 500 at the most.",
    "input": "What is to be done, or tried.",
    "issuer": "The unit that would issue it.",
    "levels": "Keys of levels: only what addressed units of these levels report; of all when left "
    "out.",
    "occurrence": "The original day of one occurrence; all of them when left out.",
    "orderBy": "Which rows come first.",
    "position": "Of the entry.",
    "size": "A size of the log that the checkpoint is to cover; the newest one when left out.",
    "task": "The task whose indicators are summed.",
    "under": "Only within this unit: itself, and every unit under it.",
    "unit": "The unit whose slice is compared: what it and every unit under it bear.",
}
"""By their names, of all fields that say nothing else of theirs."""

LIKE: Final[Mapping[str, str]] = {
    "CitationInput": "Citation",
    "ConfigureSeriesInput": "NumberSeries",
    "OpenTermInput": "ConfigureSeriesInput",
    "DeleteWebhookInput": "PauseWebhookInput",
    "ReplayWebhookInput": "PauseWebhookInput",
    "ResumeWebhookInput": "PauseWebhookInput",
    "RotateWebhookSecretInput": "PauseWebhookInput",
    "DataClosingInput": "DataClosing",
    "DecideNotApplicableInput": "DeclareNotApplicableInput",
    "TakeBackNotApplicableInput": "DeclareNotApplicableInput",
    "DeclineInvitationInput": "AcceptInvitationInput",
    "DistributionInput": "Distribution",
    "ExceptedGroupInput": "GroupInput",
    "GroupInput": "Selector",
    "SelectorException": "Selector",
    "ExemptGroupInput": "ExtendGroupInput",
    "ExemptObligationsInput": "ExtendObligationsInput",
    "GrantRoleInput": "Grant",
    "RevokeRoleInput": "GrantRoleInput",
    "IndicatorInput": "Indicator",
    "IndicatorValueInput": "IndicatorValue",
    "IssueDirectiveInput": "Directive",
    "DraftDirectiveInput": "IssueDirectiveInput",
    "RecordDirectiveInput": "IssueDirectiveInput",
    "LevelDueInput": "LevelDue",
    "LevelTargetInput": "LevelTarget",
    "UnitTargetInput": "UnitTarget",
    "MeetingInput": "Meeting",
    "MomentInput": "Moment",
    "OverdueReminder": "Reminder",
    "PlanEntryInput": "PlanEntry",
    "QuotaInput": "Quota",
    "TargetInput": "Target",
    "RelayDueInput": "MovedDueInput",
    "SetPolicyInput": "Policy",
    "SourceInput": "Source",
    "SubmitReportsInput": "SubmitReportInput",
    "RecordReportInput": "SubmitReportInput",
    "TaskInput": "Task",
    "ChangeTaskInput": "TaskInput",
    "CorrectTaskInput": "TaskInput",
    "UnlabelUnitsInput": "LabelUnitsInput",
    "WindowInput": "Window",
    "NewUnitInput": "Unit",
    "PackageNewUnitInput": "NewUnitInput",
    "PackageDissolutionInput": "DissolveUnitInput",
    "PackageMergerInput": "MergeUnitsInput",
    "PackageMoveInput": "MoveUnitInput",
    "PackagePlacementInput": "PlacementInput",
    "PackagePartPlacementInput": "PartPlacementInput",
    "PartTransferInput": "TransferInput",
    "PackageRenamingInput": "RenameUnitInput",
    "PackageSplitInput": "SplitUnitInput",
    "PackageTargetInput": "MergeTargetInput",
    "PackageTransferInput": "TransferInput",
}
"""Which type says of a field of the same name what a type does not say of its own."""
