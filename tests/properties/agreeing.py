"""What commands find on the log is what the read models show: two sides of each rule, compared with
each other and not with the model.
"""

from collections.abc import Iterable
from uuid import UUID

from cascade.engine import Engine
from projections.obligations.rows import ObligationRow
from projections.verification.agreement import Found, differing, found


async def assert_agree(
    engine: Engine, subject: str, directive_ids: Iterable[UUID], rows: Iterable[ObligationRow]
) -> None:
    """The obligations of directives as commands find them, and all rows that show them."""
    unit_ids = list((await engine.organisation()).units)
    every: Found = {}
    for directive_id in directive_ids:
        every |= await found(engine, subject, directive_id, unit_ids)
    assert differing(every, {row.key: row for row in rows}) == {}
