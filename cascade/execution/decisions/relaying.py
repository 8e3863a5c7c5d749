"""How a directive goes on from unit to unit. Pure: what it stands on was loaded before."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.content import ContentRef
from cascade.days import end_of_day, local_day
from cascade.directive.audience import Audience
from cascade.directive.events import DirectiveIssued
from cascade.directive.records import TaskRecord
from cascade.directive.refusals import DueNotUnderstood, TaskGivenTwice, UnknownTask
from cascade.directive.state import Directive
from cascade.enums import DueKind
from cascade.events import Event, next_place
from cascade.execution.commands import RelayDueInput
from cascade.execution.events import DirectivePassedOn, DirectiveRelayed, RelayedDue, RelayRecalled
from cascade.execution.refusals import (
    DueInThePast,
    NothingRelayed,
    NothingToBringForward,
    RelayPostpones,
)
from cascade.execution.rules.reach import Reaching
from cascade.execution.state import Execution
from cascade.identifiers import execution_id
from cascade.organisation.state import Organisation
from cascade.refusals import Problems, Refused

FIXED = frozenset({DueKind.ON_DAY, DueKind.AT_INSTANT, DueKind.RELATIVE, DueKind.WINDOW})
"""Rules that come to one date for everybody, where they do not count from the receipt."""


def has_relayed(
    organisation: Organisation,
    execution: Execution,
    audience: Audience,
    dues: tuple[RelayedDue, ...] = (),
) -> bool:
    """Whether the unit has passed the directive on to just these, on the tree as it still is."""
    return any(
        (relay.event.audience.atoms, relay.event.audience.unit_ids, relay.event.dues)
        == (audience.atoms, audience.unit_ids, dues)
        and relay.stands()
        and relay.position > organisation.position
        for relay in execution.relays
    )


def relayed_dues(
    reaching: Reaching,
    by_ids: Iterable[UUID],
    wanted: tuple[RelayDueInput, ...],
    now: datetime,
    problems: Problems,
) -> tuple[RelayedDue, ...]:
    """The dates that bind those below: the wanted ones, and what the relayer has to keep to itself.

    ``by_ids`` are the relaying unit and those whose part it bears. Adds to the problems what would
    postpone.
    """
    directive, zone = reaching.directive, reaching.organisation.zone
    bound: dict[UUID, RelayedDue] = {}
    for unit_id in by_ids:
        for relay in reaching.relays_over(unit_id):
            for due in relay.event.dues:
                if due.task_id not in bound or due.due_at < bound[due.task_id].due_at:
                    bound[due.task_id] = due
    tasks = {task.key: task for task in directive.tasks.values()}
    given: set[str] = set()
    for index, due_input in enumerate(wanted):
        at = ("dues", index)
        if due_input.task_key in given:
            problems.add(TaskGivenTwice("One date for each task.", *at, "task_key"))
        given.add(due_input.task_key)
        task = tasks.get(due_input.task_key)
        if task is None or task.task_id in directive.tasks_withdrawn:
            problems.add(UnknownTask(f"No task {due_input.task_key!r}.", *at, "task_key"))
            continue
        earlier = _brought_forward(directive, task, due_input, bound, zone, now, problems, *at)
        if earlier is not None:
            bound[task.task_id] = earlier
    return tuple(sorted(bound.values(), key=lambda due: due.task_id))


def _brought_forward(
    directive: Directive,
    task: TaskRecord,
    wanted: RelayDueInput,
    bound: Mapping[UUID, RelayedDue],
    zone: ZoneInfo,
    now: datetime,
    problems: Problems,
    *at: str | int,
) -> RelayedDue | None:
    if (wanted.on is None) == (wanted.at is None):
        problems.add(DueNotUnderstood("Give either a day or an instant.", *at))
        return None
    due_at = wanted.at.astimezone(UTC) if wanted.at else None
    if due_at is None:
        assert wanted.on is not None
        due_at = end_of_day(wanted.on, zone)
    own = directive.dues.get((task.task_id, None))
    if own is None or task.due.kind not in FIXED:
        reason = "It has no date that holds for everybody."
        problems.add(NothingToBringForward(reason, *at, "task_key"))
        return None
    binding = min(own, bound[task.task_id].due_at) if task.task_id in bound else own
    if due_at > binding:
        problems.add(RelayPostpones(f"It is due by {binding.isoformat()}.", *at))
    if due_at <= now:
        problems.add(DueInThePast("This date has passed already.", *at))
    return RelayedDue(task_id=task.task_id, due_on=local_day(due_at, zone), due_at=due_at)


def decide_relay(
    execution: Execution,
    directive_id: UUID,
    by_id: UUID,
    audience: Audience,
    note: ContentRef | None,
    dues: tuple[RelayedDue, ...],
    now: datetime,
) -> list[Event]:
    """Relay to a checked audience, by checked dates."""
    return [
        DirectiveRelayed(
            **next_place(execution_id(directive_id, by_id), execution.version, now),
            directive_id=directive_id,
            unit_id=by_id,
            audience=audience,
            note=note,
            dues=dues,
        )
    ]


def decide_recall(
    execution: Execution, directive_id: UUID, by_id: UUID, reason: str | None, now: datetime
) -> list[Event]:
    """Recall every relay of a unit that stands; nothing where they are recalled already."""
    if not execution.relays:
        raise Refused(NothingRelayed("This unit has relayed nothing of it.", "by"))
    versions = tuple(r.event.originator_version for r in execution.relays if r.stands())
    if not versions:
        return []
    return [
        RelayRecalled(
            **next_place(execution_id(directive_id, by_id), execution.version, now),
            directive_id=directive_id,
            unit_id=by_id,
            relay_versions=versions,
            reason=reason,
        )
    ]


def pass_on(
    execution: Execution,
    upper: DirectiveIssued,
    unit_id: UUID,
    implementing_id: UUID | None,
    now: datetime,
) -> Event:
    """The act by which a directive that implements an upper one passes that one on; with null the
    relay of the unit's heir.
    """
    return DirectivePassedOn(
        **next_place(execution_id(upper.originator_id, unit_id), execution.version, now),
        directive_id=upper.originator_id,
        unit_id=unit_id,
        implementing_id=implementing_id,
    )
