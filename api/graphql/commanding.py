"""What mutations and dry runs ask of the domain. Inputs come here checked by ``refusing``.

A refusal of the domain comes back in the payload's ``user_errors``; an exception is a fault and is
masked. A payload's objects are of the command's position.
"""

from typing import TYPE_CHECKING, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from api.graphql.inputs.calendar import SetPolicyInput
    from api.graphql.inputs.directives import (
        AudienceInput,
        DateWindowInput,
        IssueDirectiveInput,
        RecordDirectiveInput,
    )
    from api.graphql.inputs.drafts import (
        CommentOnDirectiveInput,
        DiscardDraftInput,
        DraftDirectiveInput,
    )
    from api.graphql.inputs.obligations import (
        AcknowledgeInput,
        DecideReportInput,
        ExtendObligationsInput,
        SubmitReportInput,
    )
    from api.graphql.inputs.organisation import (
        EstablishUnitsInput,
        GrantRoleInput,
        MoveUnitInput,
        RenameUnitInput,
        RevokeRoleInput,
    )
    from api.graphql.inputs.relays import RelayDirectiveInput
    from api.graphql.payloads import (
        DirectivePayload,
        GrantsPayload,
        ObligationsPayload,
        PolicyPayload,
        UnitsPayload,
    )
    from api.graphql.previews import AudiencePreview, DirectivePreview


class Commands(Protocol):
    """One method for each mutation, and the two dry runs."""

    async def establish_units(self, input: "EstablishUnitsInput") -> "UnitsPayload": ...
    async def rename_unit(self, input: "RenameUnitInput") -> "UnitsPayload": ...
    async def move_unit(self, input: "MoveUnitInput") -> "UnitsPayload": ...
    async def issue_directive(self, input: "IssueDirectiveInput") -> "DirectivePayload": ...
    async def draft_directive(self, input: "DraftDirectiveInput") -> "DirectivePayload": ...
    async def discard_draft(self, input: "DiscardDraftInput") -> "DirectivePayload": ...
    async def comment_on_directive(
        self, input: "CommentOnDirectiveInput"
    ) -> "DirectivePayload": ...
    async def record_directive(self, input: "RecordDirectiveInput") -> "DirectivePayload": ...
    async def relay_directive(self, input: "RelayDirectiveInput") -> "DirectivePayload": ...
    async def date_window(self, input: "DateWindowInput") -> "DirectivePayload": ...
    async def set_policy(self, input: "SetPolicyInput") -> "PolicyPayload": ...
    async def acknowledge(self, input: "AcknowledgeInput") -> "ObligationsPayload": ...
    async def submit_report(self, input: "SubmitReportInput") -> "ObligationsPayload": ...
    async def decide_report(self, input: "DecideReportInput") -> "ObligationsPayload": ...
    async def extend_obligations(self, input: "ExtendObligationsInput") -> "ObligationsPayload": ...
    async def grant_role(self, input: "GrantRoleInput") -> "GrantsPayload": ...
    async def revoke_role(self, input: "RevokeRoleInput") -> "GrantsPayload": ...
    async def preview_audience(self, issuer: UUID, input: "AudienceInput") -> "AudiencePreview": ...
    async def preview_directive(self, input: "IssueDirectiveInput") -> "DirectivePreview": ...
