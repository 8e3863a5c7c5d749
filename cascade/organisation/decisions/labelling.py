"""Which labels units are given and which are taken from them."""

from datetime import datetime
from typing import Final

from cascade.events import Event, next_place
from cascade.identifiers import ORGANISATION
from cascade.organisation.commands import LabelUnits, UnlabelUnits
from cascade.organisation.decisions.units import today
from cascade.organisation.events import UnitsLabelled, UnitsUnlabelled
from cascade.organisation.labels import Label, without_label
from cascade.organisation.refusals import DateRangeBackwards, TooManyLabels, TooManyUnits
from cascade.organisation.state import Organisation
from cascade.refusals import Problems, Refused

UNITS_LABELLED: Final = 5_000
"""A group selected by a label is a frozen list of at most so many: no label is of more use."""
LABELS: Final = 50
"""Labels of one unit, those of the past included."""


def decide_label(organisation: Organisation, command: LabelUnits, now: datetime) -> list[Event]:
    """Give units a label; nothing to those that bear it on all these days already."""
    _check_count(command)
    given = Label(command.label, command.from_day or today(organisation, now), command.to_day)
    if given.to_day is not None and given.to_day < given.from_day:
        raise Refused(DateRangeBackwards("The label ends before it begins.", "to_day"))
    problems, newly = Problems(), []
    for index, unit_id in enumerate(dict.fromkeys(command.units)):
        labels = organisation.unit(unit_id, "units", index).labels
        if any(label.includes(given) for label in labels):
            continue
        if len(labels) >= LABELS:
            reason = f"A unit has at most {LABELS} labels."
            problems.add(TooManyLabels(reason, "units", index))
        newly.append(unit_id)
    problems.refuse_if_any()
    if not newly:
        return []
    return [
        UnitsLabelled(
            **next_place(ORGANISATION, organisation.version, now),
            label=given.name,
            unit_ids=tuple(newly),
            from_day=given.from_day,
            to_day=given.to_day,
        )
    ]


def decide_unlabel(organisation: Organisation, command: UnlabelUnits, now: datetime) -> list[Event]:
    """Take a label from units from a day on; nothing from those that do not bear it then."""
    _check_count(command)
    from_day = command.from_day or today(organisation, now)
    bearing = []
    for index, unit_id in enumerate(dict.fromkeys(command.units)):
        labels = organisation.unit(unit_id, "units", index).labels
        if without_label(labels, command.label, from_day) != labels:
            bearing.append(unit_id)
    if not bearing:
        return []
    return [
        UnitsUnlabelled(
            **next_place(ORGANISATION, organisation.version, now),
            label=command.label,
            unit_ids=tuple(bearing),
            from_day=from_day,
        )
    ]


def _check_count(command: LabelUnits | UnlabelUnits) -> None:
    if not 1 <= len(command.units) <= UNITS_LABELLED:
        raise Refused(TooManyUnits(f"Give 1 to {UNITS_LABELLED:,} units.", "units"))
