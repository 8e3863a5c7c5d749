"""What units arrange about what they owe: posts and plans. None of it says that it was done."""

from datetime import datetime
from typing import Final

from cascade.events import Event
from cascade.execution.commands import PlanEntryInput
from cascade.execution.events import (
    ObligationAssigned,
    ObligationPlanned,
    PlanEntry,
)
from cascade.execution.refusals import (
    EmptyPlan,
    TooManyPlanEntries,
)
from cascade.execution.rules.obligation_state import ObligationState
from cascade.execution.rules.open_obligations import require_open
from cascade.refusals import Problems

PLAN_ENTRIES: Final = 400
"""Something for every day of a year."""


def decide_assign(state: ObligationState, post: str | None, now: datetime) -> list[Event]:
    """Let a post of the unit answer for it; nothing where that post does already."""
    require_open(state, "obligation")
    if state.acts.post == post:
        return []
    return [ObligationAssigned(**state.next_act(now), post=post)]


def decide_plan(
    state: ObligationState, wanted: tuple[PlanEntryInput, ...], now: datetime
) -> list[Event]:
    """Plan it day by day, in place of an earlier plan; nothing where it is the same."""
    require_open(state, "obligation")
    problems = Problems()
    if not wanted:
        problems.add(EmptyPlan("What is planned, and for when?", "entries"))
    if len(wanted) > PLAN_ENTRIES:
        problems.add(TooManyPlanEntries(f"At most {PLAN_ENTRIES} entries.", "entries"))
    problems.refuse_if_any()
    in_order = sorted(wanted, key=lambda entry: entry.day)
    entries = tuple(PlanEntry(entry.day, entry.text) for entry in in_order)
    if state.acts.plan == entries:
        return []
    return [ObligationPlanned(**state.next_act(now), entries=entries)]
