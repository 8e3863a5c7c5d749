"""A year of weekly tasks, lived through week by week, and the same year by plain arithmetic."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from cascade.clock import SteppedClock
from cascade.directive.commands import (
    AudienceInput,
    DueInput,
    GroupInput,
    IssueDirective,
    RecurrenceInput,
    TaskInput,
)
from cascade.engine import Engine, Request
from cascade.enums import TaskKind
from cascade.execution.commands import ObligationRef, SubmitReport

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_DAY: Final = date(2026, 1, 5)
"""A Monday; the directives are issued on its morning, so nothing of the first week is missed."""
START: Final = datetime.combine(FIRST_DAY, time(7, 30), ZONE).astimezone(UTC)
WEEKS: Final = 52
WEEK: Final = timedelta(weeks=1)
WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HOURS: Final = (None, "09:00", "16:00", "17:30")
END_OF_DAY: Final = time(23, 59, 59, 999999)


@dataclass(frozen=True, slots=True)
class WeeklyTask:
    """Due every week on one day, at a time or (null) by the end of the day."""

    directive: UUID
    task: UUID
    weekday: int
    hour: str | None

    def day(self, week: int) -> date:
        return FIRST_DAY + timedelta(days=self.weekday, weeks=week)

    def due(self, week: int) -> datetime:
        hour = END_OF_DAY if self.hour is None else time.fromisoformat(self.hour)
        return datetime.combine(self.day(week), hour, ZONE).astimezone(UTC)

    def opens(self, week: int) -> datetime:
        """The day after the occurrence before."""
        day = self.day(week - 1) + timedelta(days=1) if week else FIRST_DAY
        return max(START, datetime.combine(day, time(), ZONE).astimezone(UTC))


@dataclass(frozen=True, slots=True)
class Count:
    """How a unit's obligations stand."""

    not_yet_due: int
    overdue: int
    on_time: int
    late: int


@dataclass(slots=True)
class Year:
    """The tasks, the units that are looked at, and what these reported when.

    ``reports`` are by unit, task and week.
    """

    tasks: Sequence[WeeklyTask]
    units: Sequence[UUID]
    reports: dict[tuple[UUID, UUID, int], datetime] = field(default_factory=dict)

    def expected(self, unit: UUID, now: datetime) -> Count:
        """Every obligation of the unit looked at by itself, as anybody would by hand."""
        not_yet_due = overdue = on_time = late = 0
        for task in self.tasks:
            for week in range(WEEKS):
                due, reported = task.due(week), self.reports.get((unit, task.task, week))
                if reported is None:
                    overdue += now > due
                    not_yet_due += now <= due
                else:
                    on_time += reported <= due
                    late += reported > due
        return Count(not_yet_due, overdue, on_time, late)

    def open_to(self, unit: UUID, now: datetime) -> Iterator[tuple[WeeklyTask, int]]:
        """What the unit may report on: opened, and not reported yet."""
        for task in self.tasks:
            for week in range(WEEKS):
                if task.opens(week) <= now and (unit, task.task, week) not in self.reports:
                    yield task, week


def directive(issuer: UUID, number: int, tasks: int) -> IssueDirective:
    """To every branch under the issuer: weekly tasks, spread over the days and hours of a week."""
    return IssueDirective(
        issuer=issuer,
        type="KH",
        subject=f"Kế hoạch báo cáo hằng tuần số {number}",
        issued_on=FIRST_DAY,
        audience=AudienceInput(groups=(GroupInput(under=issuer, levels=("branch",)),)),
        tasks=tuple(
            TaskInput(
                key=str(index + 1),
                text="Báo cáo tình hình trong tuần.",
                kind=TaskKind.REPORT,
                due=_weekly(number * tasks + index),
                needs_acceptance=False,
            )
            for index in range(tasks)
        ),
    )


def _weekly(index: int) -> DueInput:
    weekday, hour = WEEKDAYS[index % 7], HOURS[index // 7 % len(HOURS)]
    rule = f"FREQ=WEEKLY;BYDAY={weekday};COUNT={WEEKS}"
    return DueInput(recurring=RecurrenceInput(rrule=rule, starts_on=FIRST_DAY, time=hour))


async def issued(
    engine: Engine, subject: str, issuer: UUID, directives: int, tasks: int
) -> list[WeeklyTask]:
    """Issue them all; the tasks as they are to be counted by hand."""
    weekly = []
    for number in range(directives):
        command = directive(issuer, number, tasks)
        outcome = await engine.execute(command, Request(subject, f"kh-{number}", uuid4()))
        directive_id = UUID(outcome.answer["directive"])
        state = (await engine.session(subject).directives([directive_id]))[directive_id]
        by_key = {task.key: task.task_id for task in state.tasks.values()}
        for index in range(tasks):
            place = number * tasks + index
            hour = HOURS[place // 7 % len(HOURS)]
            task = by_key[str(index + 1)]
            weekly.append(WeeklyTask(directive_id, task, place % 7, hour))
    return weekly


async def live_a_week(
    engine: Engine, clock: SteppedClock, year: Year, subject: str, draw: random.Random, reports: int
) -> None:
    """Each unit reports on some of what is open, on time or late."""
    for unit in year.units:
        open_now = list(year.open_to(unit, clock.now()))
        for task, week in draw.sample(open_now, min(reports, len(open_now))):
            ref = ObligationRef(
                directive=task.directive, unit=unit, task=task.task, occurrence=task.day(week)
            )
            command = SubmitReport(obligation=ref, text="Đã thực hiện.")
            await engine.execute(command, Request(subject, str(uuid4()), uuid4()))
            year.reports[unit, task.task, week] = clock.now()
