"""A unit above remarks on how an obligation is carried out. It changes nothing."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.content import ContentRef
from cascade.days import local_day
from cascade.events import Event
from cascade.execution.events import (
    ObligationInspected,
)
from cascade.execution.refusals import (
    InspectedInTheFuture,
)
from cascade.execution.rules.obligation_state import ObligationState
from cascade.refusals import Refused


def check_inspection(
    state: ObligationState, inspected_on: date, zone: ZoneInfo, now: datetime
) -> None:
    """Raises Refused where the day cannot be that of an inspection."""
    first = local_day(state.obligation.reach.recorded_at, zone)
    if not first <= inspected_on <= local_day(now, zone):
        reason = f"Give a day from {first}, when the unit was reached, to today."
        raise Refused(InspectedInTheFuture(reason, "inspected_on"))


def decide_inspect(
    state: ObligationState,
    inspection_id: UUID,
    by_id: UUID,
    inspected_on: date,
    remark: ContentRef,
    now: datetime,
) -> list[Event]:
    """Record a checked inspection."""
    return [
        ObligationInspected(
            **state.next_act(now),
            inspection_id=inspection_id,
            by_id=by_id,
            inspected_on=inspected_on,
            remark=remark,
        )
    ]
