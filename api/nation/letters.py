"""The letters of the year: who issues which form when, to whom, and how units take it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from api.nation.chart import BRANCH, LEVELS, PROVINCE, ROOT, WARD, Chart
from api.nation.drawing import Draw
from api.nation.sizes import YearSize
from api.nation.timetable import QUARTERS, Timetable
from cascade.directive.commands import (
    AudienceInput,
    DueInput,
    GroupInput,
    IssueDirective,
    RecurrenceInput,
    TaskInput,
)
from cascade.directive.target_commands import IndicatorInput, QuotaInput
from cascade.enums import NumberKind, TaskKind

MOST: Final = 0.97
"""How many report sooner or later where a task is looked after."""
SOME: Final = 0.002
"""How many do already what is asked for by the end of next year, or for ever."""
FORENOON: Final = 16
"""Quarters of hours: letters are issued before noon."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How the units that owe a task take it: so many of them ever report."""

    places: list[int]
    turnout: float = MOST


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is written, and by its tasks' keys who is asked."""

    command: IssueDirective
    asked: dict[str, Asked]


Form = Callable[["Writing"], Letter]


@dataclass(frozen=True, slots=True)
class Planned:
    """A letter that is still to be written."""

    moment: int
    issuer: int
    form: Form


@dataclass(frozen=True, slots=True)
class Writing:
    """What a form is filled in with."""

    chart: Chart
    timetable: Timetable
    draw: Draw
    issuer: int
    day: date
    names: int
    """How many units a letter names that goes to some."""

    def group(self, *depths: int) -> tuple[AudienceInput, list[int]]:
        """All units of these levels under the issuer."""
        levels = tuple(LEVELS[depth] for depth in depths)
        group = GroupInput(under=self.chart.ids[self.issuer], levels=levels)
        return AudienceInput(groups=(group,)), self.chart.under(self.issuer, *depths)

    def named(self) -> tuple[AudienceInput, list[int]]:
        """A few branches by name."""
        branches = self.chart.under(self.issuer, BRANCH)
        places = sorted(self.draw.sample(branches, min(self.names, len(branches))))
        return AudienceInput(units=tuple(self.chart.ids[place] for place in places)), places

    def letter(
        self, type_: str, subject: str, audience: AudienceInput, *tasks: tuple[TaskInput, Asked]
    ) -> Letter:
        command = IssueDirective(
            issuer=self.chart.ids[self.issuer],
            type=type_,
            subject=subject,
            issued_on=self.day,
            audience=audience,
            tasks=tuple(task for task, _ in tasks),
        )
        return Letter(command, {task.key: asked for task, asked in tasks})


def planned_letters(
    chart: Chart, timetable: Timetable, size: YearSize, draw: Draw
) -> list[list[Planned]]:
    """By the moments at which they are issued. Nobody issues on the first two days."""
    planned: list[list[Planned]] = [[] for _ in range(timetable.end)]
    for issuer, form in _all_letters(chart, size, draw):
        day = draw.randrange(2, timetable.working_days)
        moment = day * QUARTERS + draw.randrange(FORENOON)
        planned[moment].append(Planned(moment, issuer, form))
    return planned


def _all_letters(chart: Chart, size: YearSize, draw: Draw) -> Iterator[tuple[int, Form]]:
    for number in range(size.nationwide_letters):
        yield ROOT, _nationwide(number < size.nationwide_by_wards, number < size.nationwide_done)
    for province in chart.at(PROVINCE):
        for _ in range(size.provincial_letters):
            wide = draw.random() < size.provincial_to_branches
            yield province, provincial_to_branches if wide else provincial_to_wards
    for ward in chart.at(WARD):
        for _ in range(size.ward_letters):
            yield ward, of_ward_to_all if draw.random() < size.ward_to_all else of_ward_to_some


# ---- the forms


def _nationwide(by_wards: bool, is_done: bool) -> Form:
    def nationwide(writing: Writing) -> Letter:
        """Provinces, or they and their wards, report; all branches carry it out; it holds on."""
        everyone, all_places = writing.group(PROVINCE, WARD, BRANCH)
        offices, office_places = writing.group(*((PROVINCE, WARD) if by_wards else (PROVINCE,)))
        branches, branch_places = writing.group(BRANCH)
        soon = DueInput(working_days_after_issue=writing.draw.randrange(15, 30))
        next_year = writing.timetable.day(writing.timetable.end - 1) + timedelta(days=60)
        return writing.letter(
            "CT",
            "Tăng cường công tác chuyển đổi số trong các cơ quan",
            everyone,
            (
                TaskInput(key="1", text="Xây dựng kế hoạch, báo cáo.", audience=offices, due=soon),
                Asked(office_places),
            ),
            (
                TaskInput(
                    key="2",
                    text="Rà soát, thực hiện tại đơn vị.",
                    audience=branches,
                    due=soon if is_done else DueInput(on=next_year),
                    needs_acceptance=False,
                ),
                Asked(branch_places, MOST if is_done else SOME),
            ),
            (
                TaskInput(
                    key="3",
                    text="Thường xuyên tuyên truyền, phổ biến.",
                    due=DueInput(continuous=True),
                    needs_acceptance=False,
                ),
                Asked(all_places, SOME),
            ),
        )

    return nationwide


def provincial_to_wards(writing: Writing) -> Letter:
    """Each ward draws up a plan, reports for three months, and reaches a figure."""
    wards, places = writing.group(WARD)
    monthly = RecurrenceInput(rrule="FREQ=MONTHLY;BYMONTHDAY=25;COUNT=3", starts_on=writing.day)
    return writing.letter(
        "KH",
        "Kế hoạch cải cách hành chính trên địa bàn tỉnh",
        wards,
        (
            TaskInput(
                key="1",
                text="Xây dựng kế hoạch của phường, xã.",
                kind=TaskKind.PLAN,
                due=DueInput(working_days_after_issue=writing.draw.randrange(8, 20)),
            ),
            Asked(places),
        ),
        (
            TaskInput(
                key="2",
                text="Báo cáo kết quả hằng tháng.",
                kind=TaskKind.REPORT,
                due=DueInput(recurring=monthly),
                indicators=(_MEETINGS,),
                needs_acceptance=False,
            ),
            Asked(places),
        ),
        (
            TaskInput(
                key="3",
                text="Tổ chức hội nghị tập huấn.",
                quota=QuotaInput(minimum=2, unit_of_measure="hội nghị", stated="ít nhất 02"),
                due=DueInput(days_after_issue=60),
            ),
            Asked(places),
        ),
    )


def provincial_to_branches(writing: Writing) -> Letter:
    """All branches of a province take note, and report."""
    branches, places = writing.group(BRANCH)
    return _to_branches(writing, branches, places, "Phổ biến quy định mới đến các chi bộ")


def of_ward_to_all(writing: Writing) -> Letter:
    """All branches of a ward take note, and report."""
    branches, places = writing.group(BRANCH)
    return _to_branches(writing, branches, places, "Triển khai nhiệm vụ đến các chi bộ")


def _to_branches(
    writing: Writing, branches: AudienceInput, places: list[int], subject: str
) -> Letter:
    after = writing.draw.randrange(5, 25)
    return writing.letter(
        "CV",
        subject,
        branches,
        (
            TaskInput(
                key="1",
                text="Quán triệt nội dung văn bản.",
                kind=TaskKind.ACKNOWLEDGE,
                due=DueInput(working_days_after_issue=5),
            ),
            Asked(places),
        ),
        (
            TaskInput(
                key="2",
                text="Báo cáo kết quả thực hiện.",
                kind=TaskKind.REPORT,
                due=DueInput(working_days_after_issue=after),
                needs_acceptance=False,
            ),
            Asked(places),
        ),
        (
            TaskInput(
                key="3",
                text="Duy trì nền nếp sinh hoạt.",
                due=DueInput(continuous=True),
                needs_acceptance=False,
            ),
            Asked(places, SOME),
        ),
    )


def of_ward_to_some(writing: Writing) -> Letter:
    """A few branches, by name, do something and report."""
    named, places = writing.named()
    return writing.letter(
        "CV",
        "Giao nhiệm vụ cho các chi bộ",
        named,
        (
            TaskInput(
                key="1",
                text="Cung cấp số liệu.",
                kind=TaskKind.REPORT,
                due=DueInput(working_days_after_receipt=writing.draw.randrange(3, 8)),
            ),
            Asked(places),
        ),
        (
            TaskInput(
                key="2",
                text="Tổ chức sinh hoạt chuyên đề.",
                due=DueInput(working_days_after_issue=writing.draw.randrange(10, 30)),
            ),
            Asked(places),
        ),
        (
            TaskInput(
                key="3",
                text="Báo cáo kết quả tổng hợp.",
                kind=TaskKind.REPORT,
                due=DueInput(days_after_issue=writing.draw.randrange(20, 60)),
                needs_acceptance=False,
            ),
            Asked(places),
        ),
    )


_MEETINGS: Final = IndicatorInput(
    key="meetings", name="Số buổi sinh hoạt", unit_of_measure="buổi", number=NumberKind.WHOLE
)
ANY_FIGURE: Final = Decimal(2)
"""What every report says of what it is asked to count."""
