"""The one door to record anything. What may be asked stands with each concept, in its commands."""

import os
from collections.abc import Callable
from typing import Final
from uuid import UUID, uuid4

from cascade.clock import Clock
from cascade.engine import opening_periods, scheduling
from cascade.engine.due_days import DueDays, open_periods_where_due, take_effect_where_due
from cascade.engine.engine import Decision, Engine, Handlers, Outcome, Request
from cascade.engine.handlers import (
    access,
    amendments,
    bulk,
    calendar,
    citations,
    directives,
    drafts,
    follow_up,
    imports,
    invitations,
    not_applicable,
    numbering,
    obligations,
    occurrences,
    organisation,
    packages,
    relays,
    reorganisations,
    reports,
    webhooks,
)
from cascade.log import Log

HANDLERS: Final[Handlers] = {
    **organisation.HANDLERS,
    **reorganisations.HANDLERS,
    **packages.HANDLERS,
    **scheduling.HANDLERS,
    **opening_periods.HANDLERS,
    **imports.HANDLERS,
    **access.HANDLERS,
    **numbering.HANDLERS,
    **calendar.HANDLERS,
    **drafts.HANDLERS,
    **directives.HANDLERS,
    **amendments.HANDLERS,
    **citations.HANDLERS,
    **invitations.HANDLERS,
    **relays.HANDLERS,
    **obligations.HANDLERS,
    **not_applicable.HANDLERS,
    **bulk.HANDLERS,
    **follow_up.HANDLERS,
    **reports.HANDLERS,
    **occurrences.HANDLERS,
    **webhooks.HANDLERS,
}
"""Every command, with what carries it out."""


def open_engine(
    log: Log,
    clock: Clock,
    new_id: Callable[[], UUID] = uuid4,
    new_salt: Callable[[int], bytes] = os.urandom,
) -> Engine:
    """An engine that carries out every command over a log."""
    return Engine(log, clock, HANDLERS, new_id, new_salt)


__all__ = [
    "HANDLERS",
    "Decision",
    "DueDays",
    "Engine",
    "Outcome",
    "Request",
    "open_engine",
    "open_periods_where_due",
    "take_effect_where_due",
]
