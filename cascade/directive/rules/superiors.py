"""Reports that each unit gives to the one above it, and that are gathered level by level.

Who decides on a report is the superior of its bearer at the moment. Who gathers is fixed like an
audience: whoever stood above a unit that the task charges, in the tree in which it came to be
charged.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from cascade.directive.audience import Audience
from cascade.directive.commands import ReportToSuperiorInput, TaskInput
from cascade.directive.records import SuperiorRecord, TaskRecord
from cascade.directive.refusals import (
    GatheredForOneBelow,
    NobodyOnLine,
    NothingToGather,
    ReportsTwoWays,
)
from cascade.directive.rules.addressing import Authority
from cascade.directive.rules.coverage import covers, has_others_under
from cascade.enums import TaskKind
from cascade.organisation.state import Organisation
from cascade.refusals import Problems


def superior_record(
    authority: Authority, task: TaskInput, problems: Problems, *at: str | int
) -> SuperiorRecord | None:
    """The record of how a task's reports go up; adds what is wrong with it to the problems."""
    wanted = task.report_to_superior
    if wanted is None:
        return None
    organisation, here = authority.organisation, (*at, "report_to_superior")
    tops = authority.bodies if wanted.line is None else authority.heads
    if wanted.line is not None and not organisation.stands_on(wanted.line):
        problems.add(NobodyOnLine(f"Nobody stands on line {wanted.line!r}.", *here, "line"))
    if task.report_to is not None and not wanted.gathered:
        problems.add(ReportsTwoWays("Reports go to one of the two.", *at, "report_to"))
    if wanted.gathered:
        _check_gathered(organisation, task, wanted, tops, problems, *at)
    return SuperiorRecord(line=wanted.line, gathered=wanted.gathered, top_ids=tops)


def _check_gathered(
    organisation: Organisation,
    task: TaskInput,
    wanted: ReportToSuperiorInput,
    tops: Iterable[UUID],
    problems: Problems,
    *at: str | int,
) -> None:
    if task.kind is TaskKind.ACKNOWLEDGE:
        problems.add(NothingToGather("An acknowledgement is no report.", *at, "kind"))
    if task.quota is not None:
        problems.add(NothingToGather("A quota counts each unit's own.", *at, "quota"))
    last_id = task.report_to
    if last_id is None or last_id not in organisation.units:
        return
    if any(top in above(organisation, last_id, wanted.line) for top in tops):
        problems.add(GatheredForOneBelow("Those who gather stand above it.", *at, "report_to"))


def above(
    organisation: Organisation, unit_id: UUID, line: str | None, position: int | None = None
) -> Iterator[UUID]:
    """Those above a unit on a line (null: the primary one), the next one first."""
    if line is None:
        return organisation.ancestors(unit_id, position)
    return organisation.superiors(unit_id, line, position)


def superior_of(organisation: Organisation, task: TaskRecord, bearer_id: UUID) -> UUID | None:
    """To whom a bearer's reports go as the task names nobody: the one above it now. Null: nobody
    stands above it, or it is itself where what is gathered ends.
    """
    if task.superior is None or bearer_id in _tops(organisation, task.superior, None):
        return None
    return next(iter(above(organisation, bearer_id, task.superior.line)), None)


def gathers(
    organisation: Organisation, task: TaskRecord, audience: Audience, unit_id: UUID, position: int
) -> bool:
    """Whether a unit stood above one of an audience that the task charges, in the tree of a
    position, and not above where what is gathered ends.
    """
    superior, unit = task.superior, organisation.units[unit_id]
    if superior is None or not superior.gathered or unit.established_at > position:
        return False
    tops = _tops(organisation, superior, position)
    is_below = any(top in tops for top in above(organisation, unit_id, superior.line, position))
    if not is_below and unit_id not in _last(organisation, task, position):
        return False
    if superior.line is None:
        return has_others_under(organisation, audience, unit_id, position)
    return any(
        unit_id in organisation.superiors(other_id, superior.line, position)
        and covers(organisation, audience, other_id, position)
        for other_id in organisation.ever_on(superior.line)
    )


def gathering_now(organisation: Organisation, task: TaskRecord, audience: Audience) -> set[UUID]:
    """All units that would gather from an audience, in the tree of now, beside its own members."""
    superior = task.superior
    if superior is None or not superior.gathered:
        return set()
    tops, last = _tops(organisation, superior, None), _last(organisation, task, None)
    found: set[UUID] = set()
    for unit_id in _next_above(organisation, superior, audience):
        way = [unit_id, *above(organisation, unit_id, superior.line)]
        ends = [place for place, each in enumerate(way) if each in tops]
        if ends:
            end = max(ends)
            found.update(way[: end + (way[end] in last)])
    return {unit_id for unit_id in found if not covers(organisation, audience, unit_id)}


def _next_above(
    organisation: Organisation, superior: SuperiorRecord, audience: Audience
) -> Iterator[UUID]:
    """At least the units right above those of an audience, some of them more than once."""
    if superior.line is not None:
        for unit_id in organisation.ever_on(superior.line):
            next_id = organisation.superior(unit_id, superior.line)
            if next_id is not None and covers(organisation, audience, unit_id):
                yield next_id
        return
    for unit_id in audience.unit_ids:
        parent_id = organisation.parent(unit_id)
        if parent_id is not None:
            yield parent_id
    for atom in audience.atoms:
        waiting = [atom.scope_id]
        while waiting:
            scope_id = waiting.pop()
            if organisation.census(scope_id)[atom.level, atom.kind]:
                yield scope_id
                waiting.extend(organisation.children(scope_id))


def _tops(organisation: Organisation, superior: SuperiorRecord, position: int | None) -> set[UUID]:
    """Those under whom the issuers address, or who stands for them."""
    return {organisation.heir(top, position) for top in superior.top_ids}


def _last(organisation: Organisation, task: TaskRecord, position: int | None) -> set[UUID]:
    """Those of them who gather, too."""
    return {organisation.heir(top, position) for top in task.last_gathering_ids}
