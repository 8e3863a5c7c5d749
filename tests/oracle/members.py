"""Whom a directive addresses and whom its tasks charge, and since which position.

The issue does, in the tree of its position, and each amendment in the tree of its own; so does an
invitation that is accepted, and, where the directive is standing, the founding of a unit.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from cascade.directive.audience import Audience, Selector
from cascade.directive.events import InvitationAccepted
from cascade.directive.records import TaskRecord
from cascade.enums import ObligationRole
from tests.oracle.directives import (
    Directive,
    Task,
    amendments,
    is_in_force,
    is_unit_withdrawn,
    own_events,
    tasks,
)
from tests.oracle.history import History, remembered_since_last_turn
from tests.oracle.trees import Tree, founded_later, tree_at


@dataclass(frozen=True)
class Charged:
    """The role in which a task is owed, and the position since which it is. ``by_name``: it is
    named in that role, not one of a group.
    """

    role: ObligationRole
    since: int
    by_name: bool = False


@remembered_since_last_turn
def addressed(history: History, position: int, directive: Directive) -> dict[UUID, int]:
    """The units of the audience, each by the position that brought it in."""
    found: dict[UUID, int] = {}
    words = [(directive.position, directive.event.audience)]
    words += [(at, a.added) for at, a in amendments(history, position, directive) if a.added]
    for at, audience in words:
        tree = tree_at(history, at)
        for unit_id in tree.units:
            if tree.covers(audience, unit_id):
                found.setdefault(unit_id, at)
    for unit_id, at in founded(history, position, directive).items():
        if _worded(history, at, directive, unit_id):
            found[unit_id] = min(at, found.get(unit_id, at))
    return found


def _worded(history: History, position: int, directive: Directive, unit_id: UUID) -> bool:
    """Whether the audience, as amended by then, covers a unit that is founded at a position."""
    tree = tree_at(history, position)
    added = [amended.added for _, amended in amendments(history, position, directive)]
    return any(_groups_cover(tree, words, unit_id) for words in (directive.event.audience, *added))


def _groups_cover(tree: Tree, audience: Audience | None, unit_id: UUID) -> bool:
    """By its groups on the primary line alone."""
    if audience is None:
        return False
    groups = [s for s in audience.selectors if _is_primary_group(s)]
    return tree.covers(Audience(tuple(groups), (), ()), unit_id)


def _is_primary_group(selector: Selector) -> bool:
    return selector.under_id is not None and selector.line is None


@remembered_since_last_turn
def founded(history: History, position: int, directive: Directive) -> dict[UUID, int]:
    """The units founded under a standing directive's audiences, by their foundings."""
    if not directive.event.standing:
        return {}
    return {
        unit_id: at
        for unit_id, at in founded_later(history, position).items()
        if at > directive.position
        and is_in_force(history, at, directive.directive_id)
        and _is_founded_under(history, at, directive, unit_id)
    }


def _is_founded_under(history: History, position: int, directive: Directive, unit_id: UUID) -> bool:
    """The last amendment whose words cover it says; else the words of audience and tasks do."""
    tree = tree_at(history, position)
    for _, amended in reversed(amendments(history, position, directive)):
        if _groups_cover(tree, amended.added, unit_id):
            return True
        if _groups_cover(tree, amended.withdrawn, unit_id):
            return False
    records = [task.record for task in tasks(history, position, directive)]
    own = [words for record in records for words in (record.audience, record.coordinating)]
    return any(_groups_cover(tree, words, unit_id) for words in (directive.event.audience, *own))


@remembered_since_last_turn
def charged(
    history: History, position: int, directive: Directive, task: Task
) -> dict[UUID, Charged]:
    """The units that owe a task, reached or not; of several roles the first of their order."""
    record = task.record
    found: dict[UUID, Charged] = {}
    for unit_id in leads(record):
        found[unit_id] = Charged(ObligationRole.LEAD, task.since, by_name=True)
    for unit_id in record.coordinating_ids:
        found.setdefault(unit_id, Charged(ObligationRole.COORDINATING, task.since, by_name=True))
    for unit_id, at in invited(history, position, directive, record.task_id).items():
        found.setdefault(unit_id, Charged(ObligationRole.COORDINATING, at, by_name=True))
    for unit_id, at in _of_its_own(history, position, directive, task, record.coordinating).items():
        found.setdefault(unit_id, Charged(ObligationRole.COORDINATING, at))
    if record.audience is not None:
        members = _of_its_own(history, position, directive, task, record.audience)
    elif not (named_by(record) or record.coordinating):
        every = addressed(history, position, directive)
        members = {unit_id: max(at, task.since) for unit_id, at in every.items()}
    else:
        members = {}
    for unit_id, at in members.items():
        found.setdefault(unit_id, Charged(ObligationRole.RESPONSIBLE, at))
    return found


def leads(record: TaskRecord) -> list[UUID]:
    """Those that lead a task, together where they are several."""
    return [unit_id for unit_id in (record.lead_id, *record.co_lead_ids) if unit_id]


def named_by(record: TaskRecord) -> list[UUID]:
    """And those that coordinate by name beside them."""
    return [*leads(record), *record.coordinating_ids]


def _of_its_own(
    history: History, position: int, directive: Directive, task: Task, words: Audience | None
) -> dict[UUID, int]:
    """Whom words of the task itself cover, and since when."""
    tree = tree_at(history, task.since)
    found = {unit_id: task.since for unit_id in tree.units if tree.covers(words, unit_id)}
    return found | {
        unit_id: at
        for unit_id, at in founded(history, position, directive).items()
        if task.since < at and _groups_cover(tree_at(history, at), words, unit_id)
    }


@remembered_since_last_turn
def gathering(history: History, position: int, directive: Directive, task: Task) -> dict[UUID, int]:
    """The units that gather what a task asks of those below them, by the positions since which
    they do: they stood above one that it charges, below where it ends, and are not charged.
    """
    superior = task.record.superior
    found: dict[UUID, int] = {}
    if superior is None or not superior.gathered:
        return found
    others = charged(history, position, directive, task)
    for at, audience in _charging(history, position, directive, task):
        tree = tree_at(history, at)
        tops = {tree.heir(top) for top in superior.top_ids}
        named_id = task.record.report_to_id
        last = {tree.heir(top) for top in superior.top_ids if named_id not in (None, top)}
        named = named_by(task.record)
        members = [u for u in tree.units if tree.covers(audience, u) or u in named]
        for unit_id in {each for member in members for each in tree.over(superior.line, member)}:
            is_below = not tops.isdisjoint(tree.over(superior.line, unit_id))
            is_last = unit_id in last
            if (is_below or is_last) and unit_id not in others:
                found.setdefault(unit_id, max(at, task.since))
    return found


def _charging(
    history: History, position: int, directive: Directive, task: Task
) -> list[tuple[int, Audience | None]]:
    """Whom a task charges as it is worded, with the positions in whose trees that counts."""
    record = task.record
    if record.audience or record.coordinating or named_by(record):
        return [(task.since, record.audience), (task.since, record.coordinating)]
    words = [(at, amended.added) for at, amended in amendments(history, position, directive)]
    return [(directive.position, directive.event.audience), *words]


@remembered_since_last_turn
def owing(history: History, position: int, directive: Directive) -> dict[UUID, int]:
    """All whom it concerns, and those who gather, by the positions that first brought them in."""
    found = dict(concerned(history, position, directive))
    for task in tasks(history, position, directive):
        for unit_id, at in gathering(history, position, directive, task).items():
            found.setdefault(unit_id, at)
    return found


def invited(
    history: History, position: int, directive: Directive, task_id: UUID
) -> dict[UUID, int]:
    """The units that accepted to coordinate in a task, by the positions of their answers."""
    return {
        event.unit_id: at
        for at, event in own_events(history, position, directive.directive_id)
        if isinstance(event, InvitationAccepted) and event.task_id == task_id
    }


@dataclass(frozen=True, eq=False)
class Coverage:
    """Whom the issue or one amendment addresses or charges, in the tree of its position.
    ``earlier`` are those whom the directive concerned before.
    """

    position: int
    tree: Tree
    members: frozenset[UUID]
    earlier: frozenset[UUID] = frozenset()

    def is_topmost(self, unit_id: UUID) -> bool:
        """Whether none of its members, and none of the earlier ones, stands above this one."""
        return not (self.members | self.earlier).intersection(self.tree.above(unit_id))


@remembered_since_last_turn
def coverages(history: History, position: int, directive: Directive) -> tuple[Coverage, ...]:
    """The issue's, and that of each amendment that added somebody."""
    event = directive.event
    found = [_coverage(history, directive.position, event.audience, event.tasks)]
    for at, amended in amendments(history, position, directive):
        coverage = _coverage(history, at, amended.added, amended.added_tasks)
        earlier = {
            unit_id
            for unit_id in concerned(history, at - 1, directive)
            if not is_unit_withdrawn(history, at - 1, directive, unit_id)
        }
        found.append(replace(coverage, earlier=frozenset(earlier)))
    return tuple(found)


def _coverage(
    history: History, at: int, audience: Audience | None, own: tuple[TaskRecord, ...]
) -> Coverage:
    tree = tree_at(history, at)
    members = {
        unit_id
        for unit_id in tree.units
        if tree.covers(audience, unit_id)
        or any(
            unit_id in named_by(record)
            or tree.covers(record.audience, unit_id)
            or tree.covers(record.coordinating, unit_id)
            for record in own
        )
    }
    return Coverage(at, tree, frozenset(members))


@remembered_since_last_turn
def concerned(history: History, position: int, directive: Directive) -> dict[UUID, int]:
    """Every unit that is addressed or charged, by the position that first brought it in."""
    found = dict(founded(history, position, directive))
    for task in tasks(history, position, directive):
        for unit_id, at in invited(history, position, directive, task.record.task_id).items():
            found[unit_id] = min(at, found.get(unit_id, at))
    for coverage in coverages(history, position, directive):
        for unit_id in coverage.members:
            found[unit_id] = min(coverage.position, found.get(unit_id, coverage.position))
    return found
