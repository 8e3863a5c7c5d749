"""How planned due rules are put."""

from collections.abc import Sequence

from cascade.directive.commands import DueInput, WindowInput, WindowOffsetInput
from cascade.enums import WindowEdge
from tests.properties import plans

RULES = (
    "FREQ=DAILY;COUNT=3",
    "FREQ=WEEKLY;BYDAY=FR;COUNT=2",
    "FREQ=DAILY;INTERVAL=2;COUNT=4",
    "FREQ=MONTHLY;BYMONTHDAY=25;COUNT=2",
    "FREQ=MONTHLY;BYMONTHDAY=25",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
    "FREQ=DAILY;INTERVAL=31",
)
TIMES = ("16:00", None, "23:30", "00:15")


def falls_on_a_day(due: DueInput | None) -> bool:
    return due is not None and not (due.continuous or due.on_occurrence)


def offset(planned: plans.PlannedDue, windows: Sequence[WindowInput]) -> WindowOffsetInput:
    key = windows[planned.window % len(windows)].key
    edge = list(WindowEdge)[planned.amount % 2]
    counted = ("days_before", "days_after", "working_days_before", "working_days_after")
    count = {counted[planned.window % len(counted)]: 1 + planned.amount // 2}
    return WindowOffsetInput(window=key, edge=edge, **count)
