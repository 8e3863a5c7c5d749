"""All read models. What queries join is one consistency group with one checkpoint."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from typing import Any, Final, Protocol

from cascade.events import Event
from cascade.log.records import RecordedEvent
from projections.audit import handlers as audit
from projections.calendar import handlers as calendar
from projections.directives import amendments, attachments, citations, invitations
from projections.directives import handlers as directives
from projections.drafts import handlers as drafts
from projections.engine.fingerprint import fingerprint, said
from projections.engine.statements import text
from projections.follow_up import handlers as follow_up
from projections.obligations import handlers as obligations
from projections.obligations import occurrences
from projections.organisation import handlers as organisation
from projections.organisation import scheduling
from projections.reach import handlers as reach
from projections.reach import relays
from projections.reports import handlers as reports
from projections.reports import recorded
from projections.tasks import handlers as tasks
from projections.tasks import policies
from projections.visibility import handlers as visibility
from projections.webhooks import handlers as webhooks


class ReadModel(Protocol):
    """A module that takes its events of a page to tables of its room."""

    @property
    def EVENTS(self) -> tuple[type[Event], ...]: ...  # noqa: N802

    async def project(self, connection: Any, events: Sequence[RecordedEvent], /) -> None:
        """Writes what they come to, in the transaction of the connection."""


READ_MODELS: Final[tuple[ReadModel, ...]] = (
    *(organisation, scheduling, calendar),
    *(directives, amendments, invitations, citations, attachments),
    *(drafts, policies, tasks, reach, relays, reports, recorded),
    *(occurrences, obligations, follow_up, visibility, webhooks, audit),
)
"""In this order: obligations look at tasks and reports of the same page, viewers at directives."""

_ROOMS: Final = (
    *("organisation", "calendar", "directives", "drafts", "tasks", "reach"),
    *("reports", "obligations", "follow_up", "visibility", "webhooks", "audit"),
)

_DEFINING: Final = (
    ("engine", "tables.sql"),
    ("engine", "search.sql"),
    *((room, "tables.sql") for room in _ROOMS),
    *(
        ("obligations", f"{name}.sql")
        for name in (
            *("slice", "member", "succession", "standing_directives", "amendments", "alike"),
            "audience",
            *("reached", "due", "superiors", "owed", "occurrences", "shared_quota"),
            *("bare_obligation", "reported_once", "group_acts", "obligation", "quota_figures"),
        )
    ),
    ("reach", "cascade.sql"),
    ("visibility", "visibility.sql"),
    ("organisation", "found.sql"),
    ("directives", "wanted.sql"),
    ("obligations", "wanted.sql"),
    *(("obligations", f"{name}.sql") for name in ("one_unit", "pages")),
    ("obligations", "indicator_totals.sql"),
    *(("feed", f"{name}.sql") for name in ("existing", "instants")),
    ("differences", "differing.sql"),
    ("audit", "shown.sql"),
)


def definition_sql() -> str:
    """What lays the tables and functions of a read-model schema, which is on the search path."""
    return "\n".join(text(f"projections.{folder}", name) for folder, name in _DEFINING)


@cache
def definition_hash() -> str:
    """Tells whether the stored read models are the ones that this code writes and reads: of the
    tables and functions, and of all that decides what handlers write (``fingerprint``).
    """
    return sha256(f"{fingerprint(__name__)}\n{said(definition_sql())}".encode()).hexdigest()
