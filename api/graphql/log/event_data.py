"""An event in the API's own language: its names in camelCase, its ids, in place of the log's.

What has no id in the API, such as a comment or an import, keeps the log's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final
from uuid import UUID

from strawberry.utils.str_converters import to_camel_case

from api.graphql.runtime import ids
from api.graphql.runtime.ids import InvitationKey, Kind, WebhookKey
from cascade.execution.commands import ReportRef, RequestRef
from projections.audit.rows import AuditRow
from projections.query_args import ObligationKey

UNITS: Final = (
    *(
        "unit_id",
        "unit_ids",
        "under_id",
        "scope_id",
        "parent_id",
        "superior_id",
        "addresses_under_id",
    ),
    *("issuer_id", "joint_issuer_ids", "recorded_by_id", "commenter_ids", "chair_id"),
    *("participant_ids", "lead_id", "co_lead_ids", "coordinating_ids", "report_to_id"),
    *("report_via_id", "top_ids", "by_id", "to_id", "decided_by_id", "setter_id", "into_id"),
    *("part_ids", "seat_id", "successor_ids", "heir_id", "dissolved_id", "merged_ids", "moved_id"),
    *("renamed_id", "split_id", "subordinate_id"),
)
DIRECTIVES: Final = ("directive_id", "target_id", "amending_id", "implementing_id", "about_id")
TASKS: Final = ("task_id", "task_ids", "withdrawn_task_ids", "recounted_task_ids")
KINDS: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(UNITS, Kind.UNIT),
    **dict.fromkeys(DIRECTIVES, Kind.DIRECTIVE),
    **dict.fromkeys(TASKS, Kind.TASK),
    "citation_id": Kind.CITATION,
    "change_id": Kind.SCHEDULED_CHANGE,
    "report_id": Kind.REPORT,
    "request_id": Kind.EXTENSION_REQUEST,
    "invitation_id": Kind.INVITATION,
    "webhook_id": Kind.WEBHOOK,
}
"""What the ids in an event are of, by the names of its fields."""
UNLIKE: Final[Mapping[tuple[str, str], Kind]] = {
    ("DirectiveSuperseded", "by_id"): Kind.DIRECTIVE,
}
"""Where a name means another thing, by the event's type."""
NO_NODES: Final = frozenset(
    ("id", "comment_id", "inspection_id", "declaration_id", "import_id", "originator_id")
)
"""Ids of what has none in the API; the ``id`` of a content is an attachment's, if it is a file."""
KEPT_COMMAND: Final = "input"
"""What a scheduled change will do: a command by the names of its fields, which name units and
directives without saying so."""

_camel_case = cache(to_camel_case)


def told(row: AuditRow) -> dict[str, Any]:
    """The data of an entry, and the id of the obligation that it is about."""
    telling = _Telling(row.type, row.directive_id)
    data = telling.record(row.data)
    if {"task_id", "unit_id", "occurrence"} <= row.data.keys():
        data["obligationId"] = ids.encode(Kind.OBLIGATION, _obligation(row.data))
    return data


def _obligation(data: Mapping[str, Any]) -> ObligationKey:
    day = data["occurrence"]
    return ObligationKey(
        UUID(data["task_id"]), UUID(data["unit_id"]), date.fromisoformat(day) if day else None
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """Of one event: its type, and the directive that it is about."""

    type: str
    about: UUID | None

    def record(self, record: Mapping[str, Any]) -> dict[str, Any]:
        return {_camel_case(name): self._field(name, record) for name in record}

    def _field(self, name: str, record: Mapping[str, Any]) -> Any:
        value = record[name]
        if name == KEPT_COMMAND:
            return _command(value)
        if name == "attachments":
            return [self._attachment(each) for each in value]
        kind = UNLIKE.get((self.type, name)) or KINDS.get(name)
        if kind is not None:
            return self._ids(kind, value, record)
        return self._within(value)

    def _within(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return self.record(value)
        return [self._within(each) for each in value] if isinstance(value, list) else value

    def _ids(self, kind: Kind, value: Any, record: Mapping[str, Any]) -> Any:
        if isinstance(value, list):
            return [self._ids(kind, each, record) for each in value]
        return None if value is None else ids.encode(kind, self._key(kind, UUID(value), record))

    def _key(self, kind: Kind, own: UUID, record: Mapping[str, Any]) -> ids.Key:
        """What an id is made of: some are known only with what they stand in."""
        if kind is Kind.INVITATION and self.about is not None:
            return InvitationKey(self.about, own)
        if kind is Kind.WEBHOOK:
            return WebhookKey(UUID(record["unit_id"]), own)
        if kind in (Kind.REPORT, Kind.EXTENSION_REQUEST):
            directive, unit = UUID(record["directive_id"]), UUID(record["unit_id"])
            if kind is Kind.REPORT:
                return ReportRef(directive=directive, unit=unit, report=own)
            return RequestRef(directive=directive, unit=unit, request=own)
        return own

    def _attachment(self, file: Mapping[str, Any]) -> dict[str, Any]:
        own = ids.encode(Kind.ATTACHMENT, UUID(file["content"]["id"]))
        told = self.record(file)
        return {**told, "content": {**told["content"], "id": own}}


def _command(value: Any, name: str = "") -> Any:
    if isinstance(value, Mapping):
        return {_camel_case(key): _command(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_command(each, name) for each in value]
    try:
        own = UUID(value) if isinstance(value, str) else None
    except ValueError:
        own = None
    kind = Kind.DIRECTIVE if name == "directive" else Kind.UNIT
    return value if own is None else ids.encode(kind, own)
