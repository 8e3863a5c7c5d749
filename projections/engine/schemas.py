"""The schemas that read models lie in, and the checkpoint that each of them has."""

from typing import Any, Final

from projections.engine.statements import load

LIVE: Final = "read_model"
NEXT: Final = "read_model_next"
PREVIOUS: Final = "read_model_previous"

CHANNEL: Final = "cascade_read_model"

statements = load(__package__, "schemas.sql")


async def enter(connection: Any, schema: str) -> None:
    """Unqualified names mean this schema until the transaction ends."""
    await statements.enter(connection, schema=schema)
