"""How far webhooks were delivered: kept beside the log, for it follows from no event."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from cascade.log.statements import statements


@dataclass(frozen=True, slots=True)
class Progress:
    """Of one webhook. ``run_position`` is that of the event since which it is sent (created,
    resumed, replayed), ``begun_position`` that of the one since which its feed counts (created,
    replayed).

    A null ``cursor`` begins after the position ``begins_after``; ``times_anew`` tells how often it
    began with an empty copy since then. ``in_flight`` is how many changes the message holds that
    was sent last, until it is taken. The last fields are of a receiver that fails.
    """

    webhook_id: UUID
    run_position: int
    begun_position: int
    begins_after: int
    times_anew: int = 0
    cursor: str | None = None
    in_flight: int | None = None
    through: int | None = None
    delivered_at: datetime | None = None
    attempts: int = 0
    failing_since: datetime | None = None
    next_attempt_at: datetime | None = None
    failure: str | None = None
    told: str | None = None


class Deliveries:
    """The progress of all webhooks. Keeping takes a pool that writes."""

    def __init__(self, pool: Any) -> None:
        self._pool: Final = pool

    async def of(self, ids: Iterable[UUID]) -> dict[UUID, Progress]:
        """Of those that ever were looked at."""
        async with self._pool.acquire() as connection:
            found = await connection.fetch(statements.progress_of.sql, list(ids))
        return {row["webhook_id"]: Progress(**row) for row in found}

    async def keep(self, progress: Progress) -> None:
        async with self._pool.acquire() as connection:
            await statements.keep_progress(connection, **asdict(progress))

    async def forget(self, ids: Iterable[UUID]) -> None:
        """Of webhooks that were deleted."""
        async with self._pool.acquire() as connection:
            await statements.forget_progress(connection, webhook_ids=list(ids))


async def leads(connection: Any) -> bool:
    """Whether the session of this connection may deliver; then nobody else may while it lasts."""
    return bool(await statements.lead_deliveries(connection))


async def still_there(connection: Any) -> None:
    """Raises where the connection is lost, and leadership with it."""
    await statements.still_there(connection)
