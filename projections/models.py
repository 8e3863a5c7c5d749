"""All read models. What queries join is one consistency group with one checkpoint."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cascade.events import Event
from projections.acts import handlers as acts
from projections.amendments import handlers as amendments
from projections.attachments import handlers as attachments
from projections.audit import handlers as audit
from projections.calendar import handlers as calendar
from projections.citations import handlers as citations
from projections.conduct import handlers as conduct
from projections.directives import handlers as directives
from projections.drafts import handlers as drafts
from projections.engine.statements import text
from projections.engine.versions import Project
from projections.invitations import handlers as invitations
from projections.parties import handlers as parties
from projections.policies import handlers as policies
from projections.reaches import handlers as reaches
from projections.recorded_reports import handlers as recorded_reports
from projections.relays import handlers as relays
from projections.reports import handlers as reports
from projections.scheduling import handlers as scheduling
from projections.tasks import handlers as tasks
from projections.units import handlers as units

HANDLERS_VERSION: Final = 1
"""To be raised when handlers write other rows into the same tables: the read models are then built
again, as they are when their SQL changes."""


@dataclass(frozen=True, slots=True)
class ReadModel:
    """Tables, and the function that takes its events of a page to them."""

    name: str
    events: tuple[type[Event], ...]
    project: Project


READ_MODELS: Final = (
    ReadModel("units", units.EVENTS, units.project),
    ReadModel("scheduling", scheduling.EVENTS, scheduling.project),
    ReadModel("calendar", calendar.EVENTS, calendar.project),
    ReadModel("policies", policies.EVENTS, policies.project),
    ReadModel("directives", directives.EVENTS, directives.project),
    ReadModel("drafts", drafts.EVENTS, drafts.project),
    ReadModel("amendments", amendments.EVENTS, amendments.project),
    ReadModel("invitations", invitations.EVENTS, invitations.project),
    ReadModel("relays", relays.EVENTS, relays.project),
    ReadModel("parties", parties.EVENTS, parties.project),
    ReadModel("tasks", tasks.EVENTS, tasks.project),
    ReadModel("reaches", reaches.EVENTS, reaches.project),
    ReadModel("citations", citations.EVENTS, citations.project),
    ReadModel("recorded_reports", recorded_reports.EVENTS, recorded_reports.project),
    ReadModel("reports", reports.EVENTS, reports.project),
    ReadModel("attachments", attachments.EVENTS, attachments.project),
    ReadModel("acts", acts.EVENTS, acts.project),
    ReadModel("conduct", conduct.EVENTS, conduct.project),
    ReadModel("audit", audit.EVENTS, audit.project),
)
"""In this order: folding acts looks at tasks and reports of the same page."""

_DEFINING: Final = (
    ("engine", "tables.sql"),
    *((model.name, "tables.sql") for model in READ_MODELS),
    ("obligations", "rarely.sql"),
    ("obligations", "group_acts.sql"),
    ("obligations", "coverage.sql"),
    ("obligations", "obligation.sql"),
    ("cascades", "cascade.sql"),
    ("visibility", "visibility.sql"),
    ("audit", "shown.sql"),
)


def definition_sql() -> str:
    """What lays the tables and functions of a read-model schema, which is on the search path."""
    return "\n".join(text(f"projections.{folder}", name) for folder, name in _DEFINING)


def definition_hash() -> str:
    """Tells whether the stored read models are the ones that this code reads and writes."""
    return sha256(f"{HANDLERS_VERSION}\n{definition_sql()}".encode()).hexdigest()
