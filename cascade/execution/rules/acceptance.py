"""What is due so long after another task of the same unit was accepted."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cascade.calendar.state import Calendar
from cascade.days import end_of_day, local_day
from cascade.directive.records import TaskRecord
from cascade.directive.state import Directive
from cascade.execution.state import Execution
from cascade.identifiers import task_id


def due_after_acceptance(
    directive: Directive,
    task: TaskRecord,
    execution: Execution,
    calendar: Calendar,
    zone: ZoneInfo,
) -> datetime | None:
    """So long after the unit's own part in the other task was accepted, by the calendar of then or
    of the position at which it was counted anew; null before. Raises Refused beyond the calendar.
    """
    issued, due = directive.issued, task.due
    if issued is None or due.after_task is None:
        return None
    base = (task_id(issued.originator_id, due.after_task), None)
    accepted = execution.acts_on(base).first_accepted
    if accepted is None:
        return None
    position = max(accepted.position, directive.recounted.get(task.task_id, 0))
    first = local_day(accepted.recorded_at, zone)
    if due.offset_working_days is not None:
        last = calendar.working_days_after(first, due.offset_working_days, position)
    else:
        last = first + timedelta(days=due.offset_days or 0)
    way = due.on_non_working_day
    return end_of_day(calendar.working_day_instead(last, way, first, position), zone)
