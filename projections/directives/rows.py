"""Directives and what belongs to them, as reading gives them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from cascade.directive.audience import Selector
from cascade.directive.records import DiscrepancyRecord, MeetingRecord, SourceRecord
from cascade.enums import (
    CitationRelation,
    Classification,
    DistributionRole,
    Urgency,
)
from cascade.numbering.number import DocumentNumber
from projections.directives.tables import Owner
from projections.query_args import DirectiveStatus


@dataclass(frozen=True, slots=True)
class DistributionRow:
    role: DistributionRole
    unit_id: UUID | None
    stated: str


@dataclass(frozen=True, slots=True)
class DirectiveRow:
    """A directive. ``whole`` false: only its card may be shown (number, type, subject, issuer, its
    name then, date, status and classification). ``subject`` is as corrected.
    """

    directive_id: UUID
    position: int
    recorded_at: datetime
    issued_here: bool
    recorded_by_id: UUID
    by_its_issuer: bool
    number: DocumentNumber | None
    type: str
    subject: str
    issuer_id: UUID
    issuer_name_then: str
    on_behalf_of: str | None
    issued_on: date
    status: DirectiveStatus
    superseded_by_id: UUID | None
    revoked_because: str | None
    classification: Classification
    citations_complete: bool
    level_by_level: bool
    audience: tuple[Selector, ...]
    distribution: tuple[DistributionRow, ...]
    joint_issuer_ids: tuple[UUID, ...]
    signing_post: str | None
    standing: bool
    need_to_know: bool
    place_of_issue: str | None
    meeting: MeetingRecord | None
    effective_on: date | None
    expires_on: date | None
    urgency: Urgency | None
    corrected_subject: str | None
    whole: bool


@dataclass(frozen=True, slots=True)
class WindowRow:
    directive_id: UUID
    key: str
    stated: str
    from_day: date | None
    to_day: date | None


@dataclass(frozen=True, slots=True)
class CitationRow:
    """``discrepancies`` are to be hidden with a hidden target.

    ``resolved_at`` and ``by_hand`` are null where it was matched, or not, at the issue.
    ``proposed_id`` may be meant; discrepancies are with it then.
    """

    citation_id: UUID
    directive_id: UUID
    text: str
    issued_on: date | None
    issuer_name: str | None
    relation: CitationRelation
    task_key: str | None
    anchor: str | None
    source: SourceRecord | None
    target_id: UUID | None
    discrepancies: tuple[DiscrepancyRecord, ...]
    resolved_at: datetime | None
    by_hand: bool | None
    proposed_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """``added`` and ``withdrawn`` are of the directive's own audience, as worded."""

    directive_id: UUID
    position: int
    recorded_at: datetime
    amending_id: UUID | None
    note: str | None
    added_task_ids: tuple[UUID, ...]
    changed_task_ids: tuple[UUID, ...]
    withdrawn_task_ids: tuple[UUID, ...]
    added: tuple[Selector, ...]
    withdrawn: tuple[Selector, ...]
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """``field`` is "subject", or "text", "number" or "due_stated" of the task."""

    directive_id: UUID
    position: int
    recorded_at: datetime
    field: str
    task_id: UUID | None
    written: str | None
    corrected: str
    note: str | None


class InvitationState(StrEnum):
    """What a unit answered that was asked to coordinate."""

    INVITED = "INVITED"
    """Nothing yet."""
    ACCEPTED = "ACCEPTED"
    """It owes the task."""
    DECLINED = "DECLINED"
    """It owes nothing."""


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """``answered_at`` is null while it is open."""

    invitation_id: UUID
    directive_id: UUID
    task_id: UUID
    unit_id: UUID
    state: InvitationState
    invited_at: datetime
    answered_at: datetime | None
    note: str | None


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file that goes with ``owner_id`` since ``position``.

    ``size`` is in bytes, ``sha256`` in hex.
    """

    attachment_id: UUID
    position: int
    owner: Owner
    owner_id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
