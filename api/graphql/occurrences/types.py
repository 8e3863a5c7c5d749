"""What has happened, as a unit declared it."""

from datetime import datetime

import strawberry

from projections.query_args import Moment


@strawberry.type
class Occurrence:
    """What happened that a task asks a report on."""

    at: strawberry.Private[Moment]
    occurred_at: datetime
    label: str
    note: str | None
    declared_at: datetime
    withdrawn_because: str | None
    """Why it was none after all; null while it stands."""
