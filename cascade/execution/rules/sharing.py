"""Who has a part in a task's quota, and with whom it is shared."""

from uuid import UUID

from cascade.directive.records import TaskRecord
from cascade.directive.state import Directive
from cascade.enums import ObligationRole


def has_part(task: TaskRecord, role: ObligationRole) -> bool:
    """Whether who has a role in the task has a part in its quota: where there is a lead, who leads
    or coordinates, and whoever is responsible beside them has none.
    """
    return task.lead_id is None or role is not ObligationRole.RESPONSIBLE


def is_shared_with_group(task: TaskRecord) -> bool:
    """Whether a group shares the quota, so that its sum is a stream of its own."""
    return task.quota is not None and task.lead_id is not None and task.coordinating is not None


def sharers_of(directive: Directive, task: TaskRecord) -> tuple[UUID, ...]:
    """Those that lead, and the units that coordinate with them; empty where each has a quota of its
    own, and where a group shares it.
    """
    if task.quota is None or task.lead_id is None or is_shared_with_group(task):
        return ()
    return tuple(dict.fromkeys((*task.lead_ids, *directive.coordinating(task))))
