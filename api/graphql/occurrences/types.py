"""What has happened, as a unit declared it."""

from datetime import datetime

import strawberry

from projections.query_args import Moment


@strawberry.type
class Occurrence:
    """What happened that a task asks a report on."""

    at: strawberry.Private[Moment]
    occurred_at: datetime
    """When it happened or was discovered."""
    label: str
    """What it is called, as its unit declared it."""
    note: str | None
    """What else was said of it; null where nothing was, or once erased."""
    declared_at: datetime
    """When it was recorded: the due date is counted as its rule says."""
    withdrawn_because: str | None
    """Why it was none after all; null while it stands."""
