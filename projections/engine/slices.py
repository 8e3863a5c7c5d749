"""Slices: of what obligations are asked. Their fields are told of in ``obligations/slice.sql``."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from projections.engine.json_rows import to_json
from projections.engine.session import HIGHEST, LOWEST, NOT_CLEARED, Range, Session, Viewer
from projections.query_args import Moment

EVERYWHERE = Range(LOWEST, HIGHEST)


@dataclass(frozen=True, slots=True)
class Slice:
    """What the SQL functions take, as JSON: one parameter of a statement."""

    low: str
    high: str
    addressed_low: str
    addressed_high: str
    directive_id: UUID | None
    pass_on_only: bool
    many_units: bool
    has_policies: bool
    has_occurrences: bool
    cleared: int
    p: int
    clock: datetime

    @property
    def json(self) -> str:
        return to_json(self)


async def slice_of(
    session: Session,
    borne: Range,
    directive_id: UUID | None,
    moment: Moment,
    viewer: Viewer | None = None,
    *,
    addressed: Range | None = None,
    many_units: bool | None = None,
) -> Slice:
    """What units in a range bear, by one directive or all.

    ``viewer`` is whose grants may open all of the range at a glance. ``addressed``, where they may
    have been addressed, and ``many_units`` are looked up where they are not given.
    """
    if addressed is None:
        addressed = await session.addressed(directive_id, moment)
    if many_units is None:
        many_units = await session.has_many_units(borne, addressed)
    return Slice(
        low=borne.low,
        high=borne.high,
        addressed_low=addressed.low,
        addressed_high=addressed.high,
        directive_id=directive_id,
        pass_on_only=False,
        many_units=many_units,
        has_policies=(rare := await session.rare(moment)).policies,
        has_occurrences=rare.occurrences,
        cleared=viewer.clearance_over(borne) if viewer else NOT_CLEARED,
        p=moment.position,
        clock=moment.clock,
    )
