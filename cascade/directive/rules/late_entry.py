"""A document that is entered after its date: what of the past is owed, and what nobody owes.

Entered later than it says, a document may ask for what is over already. What comes once is owed all
the same, and is late; an occurrence that was over when the unit was reached is not owed. Where the
issuer names the day from which it is owed (``owed_from``), both follow that day.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from cascade.days import start_of_day
from cascade.directive.audience import Audience
from cascade.directive.records import DueRecord, OccurrenceRecord, TaskRecord
from cascade.directive.refusals import (
    GroupReachesNobody,
    OverdueAtEntry,
    OwedFromOutOfRange,
    PastDueNotOwed,
    PastOccurrencesNotOwed,
)
from cascade.directive.rules.coverage import normalise
from cascade.enums import DueKind
from cascade.organisation.state import Organisation
from cascade.refusals import Problems, Refusal

FIXED_ONCE: Final = frozenset({DueKind.ON_DAY, DueKind.AT_INSTANT, DueKind.RELATIVE})
"""How a task is ruled that comes once, on a day which no later event gives."""
NOTICES: Final = 100
"""A letter's notices are read by people."""


def check_owed_from(
    tasks: Sequence[TaskRecord], issued_on: date, today: date, problems: Problems, field: str
) -> None:
    """Add where the day from which a task is owed is none between the document's date and today."""
    for index, task in enumerate(tasks):
        if task.owed_from is not None and not issued_on <= task.owed_from <= today:
            between = f"Give a day from {issued_on} to {today}."
            problems.add(OwedFromOutOfRange(between, field, index, "owed_from"))


def is_ever_owed(due: DueRecord, since: date | None) -> bool:
    """Not where it comes once, and was due before the day from which the issuer has it owed."""
    if since is None or due.due_on is None or due.kind not in FIXED_ONCE:
        return True
    return due.due_on >= since


def is_over(
    occurrence: OccurrenceRecord,
    reached_at: datetime,
    owed_from: date | None,
    zone: ZoneInfo,
) -> bool:
    """Whether an occurrence was over before a unit came to owe it. ``owed_from``: of the task,
    where the very event that brought it reached the unit; null for whoever was reached later.
    """
    since = reached_at if owed_from is None else start_of_day(owed_from, zone)
    return occurrence.due_at < since


def notices(
    organisation: Organisation,
    audience: Audience,
    tasks: Sequence[TaskRecord],
    now: datetime,
    at: tuple[str, str] = ("audience", "tasks"),
) -> tuple[Refusal, ...]:
    """What a document that is accepted now says and nobody will owe, or owes late from the start:
    the first hundred. ``at``: the input's fields of the audience and of the tasks.
    """
    of_audience, of_tasks = at
    found = list(_nobody(organisation, audience, of_audience))
    for index, task in enumerate(tasks):
        if task.audience is not None:
            found += _nobody(organisation, task.audience, of_tasks, index, "audience")
        at_task = (of_tasks, index)
        found += _of_the_past(task.due, task.owed_from, now, organisation.zone, *at_task)
        for place, each in enumerate(task.level_dues):
            at_level = (*at_task, "level_dues", place)
            found += _of_the_past(each.due, task.owed_from, now, organisation.zone, *at_level)
    return tuple(found[:NOTICES])


def _nobody(organisation: Organisation, audience: Audience, *at: str | int) -> Iterator[Refusal]:
    named = sum(selector.unit_id is not None for selector in audience.selectors)
    for index, selector in enumerate(audience.selectors):
        if selector.under_id is None or not normalise(organisation, (selector,)).is_empty:
            continue
        reason = f"{selector.stated or 'This group'}: no unit stands there today."
        yield GroupReachesNobody(reason, *at, "groups", index - named)


def _of_the_past(
    due: DueRecord, since: date | None, now: datetime, zone: ZoneInfo, *at: str | int
) -> Iterator[Refusal]:
    if not is_ever_owed(due, since):
        reason = f"It was due on {due.due_on}, before {since}: nobody owes it."
        yield PastDueNotOwed(reason, *at, "owed_from")
    elif due.due_on is not None and due.due_at is not None and due.due_at < now:
        yield OverdueAtEntry(f"It was due on {due.due_on}, and is owed late.", *at, "due")
    over = [each for each in due.occurrences if is_over(each, now, since, zone)]
    late = [each for each in due.occurrences if each.due_at < now and each not in over]
    if over:
        reason = f"{_told(over)}: over when it was entered, owed by nobody."
        yield PastOccurrencesNotOwed(reason, *at, "owed_from")
    if late:
        yield OverdueAtEntry(f"{_told(late)}: over when it was entered, owed late.", *at, "due")


def _told(occurrences: Sequence[OccurrenceRecord]) -> str:
    first, last = occurrences[0].day, occurrences[-1].day
    if first == last:
        return f"The occurrence of {first}"
    return f"{len(occurrences)} occurrences from {first} to {last}"
