"""Commands: what may be asked of the engine, and the one door through which it is asked."""

import os
from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID, uuid4

from cascade.access.commands import GrantRole, RevokeRole
from cascade.clock import Clock
from cascade.commands import (
    directives,
    drafts,
    grants,
    obligations,
    organisation,
    relays,
    reorganising,
    scheduling,
)
from cascade.commands.engine import Decision, Engine, Handler, Outcome, Request
from cascade.directive.commands import (
    AudienceInput,
    CitationInput,
    CommentOnDirective,
    DateWindow,
    DiscardDraft,
    DistributionInput,
    DraftDirective,
    DueInput,
    GroupInput,
    IssueDirective,
    PassOnInput,
    QuotaInput,
    RecordDirective,
    RecurrenceInput,
    TaskInput,
    WindowInput,
)
from cascade.execution.commands import (
    Acknowledge,
    DecideReport,
    ExtendObligations,
    ObligationRef,
    RelayDirective,
    ReportRef,
    SubmitReport,
)
from cascade.log import Log
from cascade.organisation.commands import (
    AddAlias,
    CancelScheduledChange,
    DissolveUnit,
    EstablishUnits,
    FoundOrganisation,
    MergeTarget,
    MergeUnits,
    MoveUnit,
    NewUnit,
    PartPlacement,
    PartTransfer,
    PlaceUnder,
    RenameUnit,
    SetSuperior,
    SplitUnit,
    TakeEffect,
    TransferTo,
)
from cascade.policy.commands import SetPolicy

HANDLERS: Final[Mapping[type, Handler]] = {
    FoundOrganisation: organisation.found_organisation,
    EstablishUnits: organisation.establish_units,
    RenameUnit: organisation.rename_unit,
    MoveUnit: organisation.move_unit,
    SetSuperior: organisation.set_superior,
    AddAlias: organisation.add_alias,
    MergeUnits: reorganising.merge_units,
    SplitUnit: reorganising.split_unit,
    DissolveUnit: reorganising.dissolve_unit,
    CancelScheduledChange: organisation.cancel_scheduled_change,
    TakeEffect: scheduling.take_effect,
    GrantRole: grants.grant_role,
    RevokeRole: grants.revoke_role,
    SetPolicy: grants.set_policy,
    DraftDirective: drafts.draft_directive,
    DiscardDraft: drafts.discard_draft,
    CommentOnDirective: drafts.comment_on_directive,
    IssueDirective: directives.issue_directive,
    RecordDirective: directives.record_directive,
    DateWindow: directives.date_window,
    RelayDirective: relays.relay_directive,
    Acknowledge: obligations.acknowledge,
    SubmitReport: obligations.submit_report,
    DecideReport: obligations.decide_on_report,
    ExtendObligations: obligations.extend_obligations,
}


def open_engine(
    log: Log,
    clock: Clock,
    new_id: Callable[[], UUID] = uuid4,
    new_salt: Callable[[int], bytes] = os.urandom,
) -> Engine:
    """An engine that carries out every command of this package over a log."""
    return Engine(log, clock, HANDLERS, new_id, new_salt)


__all__ = [
    "HANDLERS",
    "Acknowledge",
    "AddAlias",
    "AudienceInput",
    "CancelScheduledChange",
    "CitationInput",
    "CommentOnDirective",
    "DateWindow",
    "DecideReport",
    "Decision",
    "DiscardDraft",
    "DissolveUnit",
    "DistributionInput",
    "DraftDirective",
    "DueInput",
    "Engine",
    "EstablishUnits",
    "ExtendObligations",
    "FoundOrganisation",
    "GrantRole",
    "GroupInput",
    "IssueDirective",
    "MergeTarget",
    "MergeUnits",
    "MoveUnit",
    "NewUnit",
    "ObligationRef",
    "Outcome",
    "PartPlacement",
    "PartTransfer",
    "PassOnInput",
    "PlaceUnder",
    "QuotaInput",
    "RecordDirective",
    "RecurrenceInput",
    "RelayDirective",
    "RenameUnit",
    "ReportRef",
    "Request",
    "RevokeRole",
    "SetPolicy",
    "SetSuperior",
    "SplitUnit",
    "SubmitReport",
    "TakeEffect",
    "TaskInput",
    "TransferTo",
    "WindowInput",
    "open_engine",
]
