"""All read models. What queries join is one consistency group with one checkpoint."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cascade.events import Event
from projections.audit import handlers as audit
from projections.calendar import handlers as calendar
from projections.directives import amendments, attachments, citations, invitations
from projections.directives import handlers as directives
from projections.drafts import handlers as drafts
from projections.engine.statements import text
from projections.engine.versions import Project
from projections.follow_up import handlers as follow_up
from projections.obligations import handlers as obligations
from projections.organisation import handlers as organisation
from projections.organisation import scheduling
from projections.reach import handlers as reach
from projections.reach import relays
from projections.reports import handlers as reports
from projections.reports import recorded
from projections.tasks import handlers as tasks
from projections.tasks import policies
from projections.visibility import handlers as visibility

HANDLERS_VERSION: Final = 1
"""To be raised when handlers write other rows into the same tables: the read models are then built
again, as they are when their SQL changes."""


@dataclass(frozen=True, slots=True)
class ReadModel:
    """The function that takes its events of a page to tables of its room."""

    name: str
    events: tuple[type[Event], ...]
    project: Project


READ_MODELS: Final = (
    ReadModel("organisation", organisation.EVENTS, organisation.project),
    ReadModel("scheduling", scheduling.EVENTS, scheduling.project),
    ReadModel("calendar", calendar.EVENTS, calendar.project),
    ReadModel("directives", directives.EVENTS, directives.project),
    ReadModel("amendments", amendments.EVENTS, amendments.project),
    ReadModel("invitations", invitations.EVENTS, invitations.project),
    ReadModel("citations", citations.EVENTS, citations.project),
    ReadModel("attachments", attachments.EVENTS, attachments.project),
    ReadModel("drafts", drafts.EVENTS, drafts.project),
    ReadModel("policies", policies.EVENTS, policies.project),
    ReadModel("tasks", tasks.EVENTS, tasks.project),
    ReadModel("reach", reach.EVENTS, reach.project),
    ReadModel("relays", relays.EVENTS, relays.project),
    ReadModel("reports", reports.EVENTS, reports.project),
    ReadModel("recorded reports", recorded.EVENTS, recorded.project),
    ReadModel("obligations", obligations.EVENTS, obligations.project),
    ReadModel("follow-up", follow_up.EVENTS, follow_up.project),
    ReadModel("visibility", visibility.EVENTS, visibility.project),
    ReadModel("audit", audit.EVENTS, audit.project),
)
"""In this order: obligations look at tasks and reports of the same page, viewers at directives."""

_ROOMS: Final = (
    *("organisation", "calendar", "directives", "drafts", "tasks", "reach"),
    *("reports", "obligations", "follow_up", "visibility", "audit"),
)

_DEFINING: Final = (
    ("engine", "tables.sql"),
    *((room, "tables.sql") for room in _ROOMS),
    ("obligations", "rarely.sql"),
    ("obligations", "group_acts.sql"),
    ("obligations", "coverage.sql"),
    ("obligations", "obligation.sql"),
    ("reach", "cascade.sql"),
    ("visibility", "visibility.sql"),
    ("audit", "shown.sql"),
)


def definition_sql() -> str:
    """What lays the tables and functions of a read-model schema, which is on the search path."""
    return "\n".join(text(f"projections.{folder}", name) for folder, name in _DEFINING)


def definition_hash() -> str:
    """Tells whether the stored read models are the ones that this code reads and writes."""
    return sha256(f"{HANDLERS_VERSION}\n{definition_sql()}".encode()).hexdigest()
