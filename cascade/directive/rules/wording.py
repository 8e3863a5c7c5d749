"""Groups as they are worded: what their words mean, and which of them mean nobody."""

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from cascade.directive.audience import Audience, Chosen, Selector
from cascade.directive.commands import AudienceInput, ExceptedGroupInput, GroupInput
from cascade.directive.refusals import ExceptsNobody, NobodyBearsLabel, NobodyOnLine, TooMany
from cascade.directive.rules.coverage import chosen
from cascade.directive.rules.subtraction import without
from cascade.organisation.refusals import UnitNotFound, UnknownLevel
from cascade.organisation.state import Organisation
from cascade.refusals import Problems

LABELS_OF_GROUP: Final = 20
EXCEPTIONS: Final = 500
"""Units or groups that one group excepts: beyond it, those that are left are meant."""


def selectors(audience: AudienceInput, day: date | None) -> tuple[Selector, ...]:
    """The audience as it is worded, on the day on which units bear their labels."""
    named = [Selector(unit_id=unit_id) for unit_id in audience.units]
    return (*named, *(_group(each, day) for each in audience.groups))


def _group(group: GroupInput, day: date | None) -> Selector:
    units = [Chosen(unit_id=unit_id) for unit_id in group.except_units]
    return Selector(
        under_id=group.under,
        levels=group.levels or (),
        kinds=group.kinds or (),
        stated=group.stated,
        line=group.line,
        labels=group.labels or (),
        labelled_on=day if group.labels else None,
        exceptions=(*units, *(_excepted(each, day) for each in group.except_groups)),
    )


def _excepted(group: ExceptedGroupInput, day: date | None) -> Chosen:
    return Chosen(
        under_id=group.under,
        levels=group.levels or (),
        kinds=group.kinds or (),
        labels=group.labels or (),
        labelled_on=day if group.labels else None,
    )


def check_words(
    organisation: Organisation,
    group: GroupInput,
    day: date | None,
    problems: Problems,
    *at: str | int,
) -> None:
    """Add which words of a group are unknown or mean nobody."""
    found = len(problems.found)
    if group.line is not None and not _has_any_on(organisation, group.under, group.line):
        problems.add(NobodyOnLine(f"Nobody stands under it on line {group.line!r}.", *at, "line"))
    _check_levels(organisation, group, problems, *at)
    for field, limit in (
        ("labels", LABELS_OF_GROUP),
        ("except_units", EXCEPTIONS),
        ("except_groups", EXCEPTIONS),
    ):
        if len(getattr(group, field) or ()) > limit:
            problems.add(TooMany(f"At most {limit} of these.", *at, field))
    for index, unit_id in enumerate(group.except_units):
        if unit_id not in organisation.units:
            problems.add(UnitNotFound("There is no such unit.", *at, "except_units", index))
    for index, excepted in enumerate(group.except_groups):
        place = (*at, "except_groups", index)
        if excepted.under not in organisation.units:
            problems.add(UnitNotFound("There is no such unit.", *place, "under"))
        _check_levels(organisation, excepted, problems, *place)
    if len(problems.found) == found and group.under in organisation.units:
        _check_labels(organisation, _group(group, day), problems, *at)
        _check_exceptions(organisation, _group(group, day), problems, *at)


def _check_levels(
    organisation: Organisation,
    group: GroupInput | ExceptedGroupInput,
    problems: Problems,
    *at: str | int,
) -> None:
    for index, level in enumerate(group.levels or ()):
        if level not in organisation.levels:
            problems.add(UnknownLevel(f"There is no level {level!r}.", *at, "levels", index))


def _check_labels(
    organisation: Organisation, group: Selector, problems: Problems, *at: str | int
) -> None:
    for index, label in enumerate(group.labels):
        if chosen(organisation, replace(group, labels=(label,))).is_empty:
            reason = f"No unit of the group bears {label!r} on {group.labelled_on}."
            problems.add(NobodyBearsLabel(reason, *at, "labels", index))


def _check_exceptions(
    organisation: Organisation, group: Selector, problems: Problems, *at: str | int
) -> None:
    if not group.exceptions:
        return
    whole = chosen(organisation, group)
    units = [each.unit_id for each in group.exceptions if each.unit_id]
    for index, unit_id in enumerate(units):
        if _left(organisation, whole, Chosen(unit_id=unit_id)) == whole:
            reason = "This unit is none of the group; who stands under it is excepted by a group."
            problems.add(ExceptsNobody(reason, *at, "except_units", index))
    for index, excepted in enumerate(group.exceptions[len(units) :]):
        if _left(organisation, whole, excepted) == whole:
            reason = "None of these units is of the group."
            problems.add(ExceptsNobody(reason, *at, "except_groups", index))


def _left(organisation: Organisation, whole: Audience, excepted: Chosen) -> Audience:
    return without(organisation, whole, chosen(organisation, excepted))


def _has_any_on(organisation: Organisation, scope_id: UUID, line: str) -> bool:
    known = scope_id in organisation.units
    return known and any(True for _ in organisation.subordinates(scope_id, line))
