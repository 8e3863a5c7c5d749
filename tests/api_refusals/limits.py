"""The named limit of every list of an input."""

from typing import Final

from api.graphql.runtime.limits import OperationLimits
from cascade.directive.decisions.drafting import COMMENTERS
from cascade.directive.decisions.issuing import CITATIONS, DISTRIBUTION, JOINT_ISSUERS, WINDOWS
from cascade.directive.rules.addressing import GROUPS
from cascade.directive.rules.coordinating import CO_LEADS, COORDINATING_BY_NAME
from cascade.directive.rules.indicators import INDICATORS
from cascade.directive.rules.level_dues import LEVEL_DUES
from cascade.directive.rules.meetings import PARTICIPANTS
from cascade.directive.rules.tasks import TASKS_AT_ONCE
from cascade.directive.rules.wording import LABELS_OF_GROUP
from cascade.engine.obligation_loading import BULK
from cascade.execution.decisions.planning import PLAN_ENTRIES
from cascade.files import ATTACHMENTS
from cascade.organisation.decisions.reorganisations import PARTS, UNITS_IN_ONE_MERGER
from cascade.policy.decisions import TYPES

OF_ANY_LIST: Final = OperationLimits().bulk
"""More values are refused before the operation runs."""

OF_LISTS: Final = {
    "AcknowledgeInput.obligations": BULK,
    "AmendDirectiveInput.addTasks": TASKS_AT_ONCE,
    "AmendDirectiveInput.changeTasks": TASKS_AT_ONCE,
    "AmendDirectiveInput.withdrawTasks": TASKS_AT_ONCE,
    "AudienceInput.groups": GROUPS,
    "ChangeTaskInput.indicators": INDICATORS,
    "ChangeTaskInput.levelDues": LEVEL_DUES,
    "CorrectDirectiveInput.tasks": TASKS_AT_ONCE,
    "DraftDirectiveInput.attachments": ATTACHMENTS,
    "DraftDirectiveInput.citations": CITATIONS,
    "DraftDirectiveInput.commenters": COMMENTERS,
    "DraftDirectiveInput.distribution": DISTRIBUTION,
    "DraftDirectiveInput.jointIssuers": JOINT_ISSUERS,
    "DraftDirectiveInput.tasks": TASKS_AT_ONCE,
    "DraftDirectiveInput.windows": WINDOWS,
    "ExtendObligationsInput.obligations": BULK,
    "GroupInput.labels": LABELS_OF_GROUP,
    "IssueDirectiveInput.attachments": ATTACHMENTS,
    "IssueDirectiveInput.citations": CITATIONS,
    "IssueDirectiveInput.distribution": DISTRIBUTION,
    "IssueDirectiveInput.jointIssuers": JOINT_ISSUERS,
    "IssueDirectiveInput.tasks": TASKS_AT_ONCE,
    "IssueDirectiveInput.windows": WINDOWS,
    "MeetingInput.participants": PARTICIPANTS,
    "MergeUnitsInput.units": UNITS_IN_ONE_MERGER,
    "PackageSplitInput.parts": PARTS,
    "PlanObligationInput.entries": PLAN_ENTRIES,
    "RecordDirectiveInput.attachments": ATTACHMENTS,
    "RecordReportInput.attachments": ATTACHMENTS,
    "SetPolicyInput.types": TYPES,
    "SplitUnitInput.parts": PARTS,
    "SubmitReportInput.attachments": ATTACHMENTS,
    "SubmitReportsInput.attachments": ATTACHMENTS,
    "TaskInput.indicators": INDICATORS,
    "TaskInput.coLeads": CO_LEADS,
    "TaskInput.coordinating": COORDINATING_BY_NAME,
    "TaskInput.coordinatingGroups": GROUPS,
    "TaskInput.levelDues": LEVEL_DUES,
}
"""Those below the limit of any list; the others are bounded by that one."""


def most(place: str) -> int:
    """How many items a list may have."""
    return min(OF_LISTS.get(place, OF_ANY_LIST), OF_ANY_LIST)
