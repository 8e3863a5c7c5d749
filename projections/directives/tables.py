"""Rows of this room's tables, which ``tables.sql`` describes. A field is a column."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from projections.engine.versions import FOREVER


class Directive(NamedTuple):
    directive_id: UUID
    position: int
    recorded_at: datetime
    issued_here: bool
    recorded_by_id: UUID
    by_its_issuer: bool
    issuer_id: UUID
    issuer_name_then: str
    type: str
    number: str | None
    number_sequence: int | None
    subject: str
    on_behalf_of: str | None
    issued_on: date
    classification: str
    clearance: int
    citations_complete: bool
    level_by_level: bool
    audience: str
    distribution: str
    joint_issuer_ids: Sequence[UUID]
    signing_post: str | None
    standing: bool
    need_to_know: bool
    place_of_issue: str | None
    meeting: str | None
    met_in: int | None
    urgency: str | None
    effective_on: date | None = None
    effective_at: datetime | None = None


class DirectiveText(NamedTuple):
    directive_id: UUID
    from_position: int
    number_form: str
    subject_form: str
    to_position: int = FOREVER


class Expiry(NamedTuple):
    directive_id: UUID
    from_position: int
    expires_on: date
    expires_at: datetime
    to_position: int = FOREVER


class DirectiveStatus(NamedTuple):
    directive_id: UUID
    from_position: int
    status: str
    by_id: UUID | None
    reason: str | None
    to_position: int = FOREVER


class Correction(NamedTuple):
    directive_id: UUID
    position: int
    ordinal: int
    recorded_at: datetime
    field: str
    task_id: UUID | None
    written: str | None
    corrected: str
    note: str | None


class NamedWindow(NamedTuple):
    directive_id: UUID
    key: str
    ordinal: int
    stated: str


class WindowDating(NamedTuple):
    directive_id: UUID
    key: str
    from_position: int
    from_day: date
    to_day: date
    to_position: int = FOREVER


class Amendment(NamedTuple):
    directive_id: UUID
    position: int
    recorded_at: datetime
    amending_id: UUID | None
    note: str | None
    added_task_ids: Sequence[UUID]
    changed_task_ids: Sequence[UUID]
    withdrawn_task_ids: Sequence[UUID]
    added: str
    withdrawn: str
    expires_on: date | None


class Invitation(NamedTuple):
    invitation_id: UUID
    directive_id: UUID
    task_id: UUID
    unit_id: UUID
    position: int
    invited_at: datetime
    note: str | None
    accepted_position: int = FOREVER
    declined_position: int = FOREVER
    answered_at: datetime | None = None


class Citation(NamedTuple):
    citation_id: UUID
    directive_id: UUID
    position: int
    ordinal: int
    text: str
    issued_on: date | None
    issuer_name: str | None
    relation: str
    task_key: str | None
    anchor: str | None
    source: str | None


class CitationMatch(NamedTuple):
    citation_id: UUID
    from_position: int
    directive_id: UUID
    relation: str
    discrepancies: str
    to_position: int = FOREVER
    target_id: UUID | None = None
    resolved_at: datetime | None = None
    by_hand: bool | None = None
    proposed_id: UUID | None = None


class Cause(NamedTuple):
    directive_id: UUID
    cause_id: UUID
    cause_issuer_id: UUID
    position: int
    distance: int
    clearance: int
    to_position: int = FOREVER


class Owner(StrEnum):
    """What a file goes with, and whose viewers see it."""

    DIRECTIVE = "DIRECTIVE"
    DRAFT = "DRAFT"
    REPORT = "REPORT"
    RECORDED_REPORT = "RECORDED_REPORT"


class Attachment(NamedTuple):
    attachment_id: UUID
    position: int
    ordinal: int
    owner: str
    owner_id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
