"""Who leads a task and who coordinates in it: a few by name, any number by group."""

from typing import Final
from uuid import UUID

from cascade.directive.audience import NOBODY, Audience
from cascade.directive.commands import AudienceInput, TaskInput
from cascade.directive.refusals import (
    CoLeadsWithoutLead,
    CoordinatesWithNobody,
    CoordinatingWithoutLead,
    LeadCoordinatesItself,
    TooMany,
)
from cascade.directive.rules.addressing import (
    GROUPS,
    UNITS_BY_NAME,
    Authority,
    check_groups,
    check_size,
    come_to,
)
from cascade.directive.rules.subtraction import without
from cascade.refusals import Problems

COORDINATING: Final = 50
"""A quota that these share is folded over all of them. Beyond it those that are named stand with
the groups, and share it as they do: by a sum of its own.
"""
COORDINATING_BY_NAME: Final = UNITS_BY_NAME
CO_LEADS: Final = 20
"""Đồng chủ trì are a few."""


def check_leads(authority: Authority, task: TaskInput, problems: Problems, *at: str | int) -> None:
    """Add what is wrong with those that lead a task, and with those that it names beside them."""
    if task.lead is not None:
        authority.check_unit(task.lead, problems, *at, "lead")
    for field, unit_ids, limit in (
        ("co_leads", task.co_leads, CO_LEADS),
        ("coordinating", task.coordinating, COORDINATING_BY_NAME),
    ):
        if len(unit_ids) > limit:
            problems.add(TooMany(f"At most {limit:,} units.", *at, field))
            continue
        for index, unit_id in enumerate(unit_ids):
            authority.check_unit(unit_id, problems, *at, field, index)
    if task.lead is not None and task.lead in task.coordinating:
        problems.add(LeadCoordinatesItself("The lead is named twice.", *at, "lead"))
    few = task.co_leads if len(task.co_leads) <= CO_LEADS else ()
    for index, unit_id in enumerate(few):
        if unit_id in (task.lead, *task.coordinating, *few[:index]):
            reason = "This lead is named twice."
            problems.add(LeadCoordinatesItself(reason, *at, "co_leads", index))
    if task.co_leads and task.lead is None:
        problems.add(CoLeadsWithoutLead("Who leads with them?", *at, "co_leads"))
    if task.quota is not None and task.coordinating and task.lead is None:
        problems.add(CoordinatingWithoutLead("Who leads?", *at, "lead"))


def coordinating_by_name(task: TaskInput) -> tuple[UUID, ...]:
    """Those that the task itself lists: none where they are many."""
    names = tuple(dict.fromkeys(task.coordinating))
    return names if len(names) <= COORDINATING else ()


def coordinating_by_group(
    authority: Authority, task: TaskInput, problems: Problems, *at: str | int
) -> Audience | None:
    """Those that coordinate by groups or by a long list, less whom the task lists; null: none do.
    Adds what is wrong to the problems.
    """
    organisation, listed = authority.organisation, coordinating_by_name(task)
    names = () if listed else task.coordinating[:COORDINATING_BY_NAME]
    if not names and not task.coordinating_groups:
        return None
    at = (*at, "coordinating_groups" if task.coordinating_groups else "coordinating")
    if task.quota is not None and task.lead is None:
        problems.add(CoordinatingWithoutLead("Its quota would be shared; who leads?", *at))
    elif task.lead is None and task.audience is None:
        problems.add(CoordinatesWithNobody("Nobody leads the task or is charged with it.", *at))
    if len(task.coordinating_groups) > GROUPS:
        problems.add(TooMany(f"At most {GROUPS} groups.", *at))
        return NOBODY
    found = len(problems.found)
    check_groups(authority, task.coordinating_groups, problems, *at)
    if len(problems.found) > found:
        return NOBODY
    known = tuple(id_ for id_ in names if id_ in organisation.units)
    wanted = AudienceInput(units=known, groups=task.coordinating_groups)
    named = Audience((), (), (*filter(None, (task.lead,)), *task.co_leads, *listed))
    everybody = come_to(authority, wanted, problems, *at)
    others = without(organisation, everybody, named)
    check_size(others, problems, *at)
    if others.is_empty and not everybody.is_empty:
        problems.add(CoordinatesWithNobody("It holds nobody beside those by name.", *at))
    return others
