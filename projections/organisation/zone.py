"""The zone that the deployment's days are of."""

from typing import Any
from zoneinfo import ZoneInfo

from projections.engine.statements import load

statements = load(__package__, "zone.sql")


async def time_zone(connection: Any) -> ZoneInfo:
    """As founded; UTC before anything was."""
    return ZoneInfo(await statements.time_zone(connection) or "UTC")
