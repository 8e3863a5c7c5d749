"""Due rules of levels: wards report by the 15th, provinces by the 20th, the ministry by the 25th.

A level without a rule of its own takes the task's. Who owes by which is told by the level of the
unit that is addressed.
"""

from typing import Final

from cascade.directive.commands import DueInput, LevelDueInput, TaskInput
from cascade.directive.records import LevelDueRecord
from cascade.directive.refusals import LevelDueNotFixed, LevelGivenTwice, TooMany
from cascade.directive.rules.due import DueRules
from cascade.enums import OnNonWorkingDay
from cascade.organisation.decisions.units import LEVELS
from cascade.organisation.refusals import UnknownLevel
from cascade.organisation.state import Organisation
from cascade.refusals import Problems

LEVEL_DUES: Final = max(LEVELS)
"""As many as there can be levels."""


def level_dues(
    organisation: Organisation,
    dues: DueRules,
    wanted: tuple[LevelDueInput, ...],
    way: OnNonWorkingDay | None,
    problems: Problems,
    *at: str | int,
) -> tuple[LevelDueRecord, ...]:
    """The records of the levels' rules, whose due days move as the task says, too; adds what is
    wrong with them to the problems.
    """
    if len(wanted) > LEVEL_DUES:
        problems.add(TooMany(f"At most {LEVEL_DUES} levels.", *at, "level_dues"))
        return ()
    found: dict[str, LevelDueRecord] = {}
    for index, each in enumerate(wanted):
        place = (*at, "level_dues", index)
        if each.level not in organisation.levels:
            problems.add(UnknownLevel(f"There is no level {each.level!r}.", *place, "level"))
        if each.level in found:
            problems.add(LevelGivenTwice("One rule for each level.", *place, "level"))
        if not _is_fixed(each.due):
            reason = "Give a day, an instant, days after the issue, or a recurrence."
            problems.add(LevelDueNotFixed(reason, *place, "due"))
            continue
        worded = TaskInput(
            key=each.level,
            text="",
            due=each.due,
            due_stated=each.due_stated,
            on_non_working_day=way,
        )
        record = LevelDueRecord(level=each.level, due=dues.fix(worded, *place, "due"))
        found.setdefault(each.level, record)
    return tuple(found.values())


def _is_fixed(due: DueInput) -> bool:
    """Whether it comes to dates by itself: not by a receipt, a window or what happens."""
    fixed = (due.on, due.at, due.days_after_issue, due.working_days_after_issue, due.recurring)
    return any(each is not None for each in fixed)
