"""The forms of the year's letters, and who issues which of them when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from api.nation.chart import BRANCH, PROVINCE, ROOT, WARD, Chart
from api.nation.drawing import Draw
from api.nation.letters import SOME, Asked, Form, Letter, Writing
from api.nation.sizes import YearSize
from api.nation.steps import AMEND, DATE, EXEMPT, EXTEND, REVOKE, WITHDRAW
from api.nation.timetable import QUARTERS, Timetable
from cascade.directive.commands import (
    CitationInput,
    DueInput,
    LevelDueInput,
    PassOnInput,
    RecurrenceInput,
    TaskInput,
    WindowInput,
)
from cascade.directive.target_commands import IndicatorInput, QuotaInput
from cascade.enums import CitationRelation, NumberKind, OnNonWorkingDay, TaskKind

FORENOON: Final = 16
"""Quarters of hours: letters are issued before noon."""
POLICY_DAYS: Final = 5
POLICY_OF: Final = 3
"""Each third province has a standing rule: plans are acknowledged within so many working days."""
PLAN_TYPE: Final = "KH"
LATER: Final = {AMEND: 0.1, EXTEND: 0.1, WITHDRAW: 0.03, EXEMPT: 0.05}
"""How often a province does so with a letter of its own."""
LATER_DAYS: Final = 5
REVOKED: Final = 0.02
WINDOWS: Final = 0.1
LEADS: Final = 0.1
DATED_WITHIN: Final = 10
"""Working days after the issue."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A letter that is still to be written."""

    issuer: int
    form: Form


def planned_letters(
    chart: Chart, timetable: Timetable, size: YearSize, draw: Draw
) -> list[list[Planned]]:
    """By the moments at which they are issued. Nobody issues on the first two days."""
    planned: list[list[Planned]] = [[] for _ in range(timetable.end)]
    for issuer, form in _all_letters(chart, size, draw):
        day = draw.randrange(2, timetable.working_days)
        planned[day * QUARTERS + draw.randrange(FORENOON)].append(Planned(issuer, form))
    return planned


def has_policy(chart: Chart, province: int) -> bool:
    """Whether a province has the standing rule."""
    return chart.at(PROVINCE).index(province) % POLICY_OF == 0


def _all_letters(chart: Chart, size: YearSize, draw: Draw) -> Iterator[tuple[int, Form]]:
    for number in range(size.nationwide_letters):
        by_steps = number >= size.nationwide_letters - size.nationwide_by_steps
        done = number < size.nationwide_done
        yield ROOT, _nationwide(number < size.nationwide_by_wards or by_steps, done, by_steps)
    for province in chart.at(PROVINCE):
        for _ in range(size.provincial_letters):
            wide = draw.random() < size.provincial_to_branches
            yield province, provincial_to_branches if wide else provincial_to_wards
    for ward in chart.at(WARD):
        for _ in range(size.ward_letters):
            yield ward, of_ward_to_all if draw.random() < size.ward_to_all else of_ward_to_some


def _nationwide(by_wards: bool, is_done: bool, by_steps: bool) -> Form:
    def nationwide(writing: Writing) -> Letter:
        """Provinces, or they and their wards, report; all branches carry it out; it holds on."""
        offices = (PROVINCE, WARD) if by_wards else (PROVINCE,)
        soon = DueInput(working_days_after_issue=writing.draw.randrange(20, 40))
        next_year = writing.timetable.day(writing.timetable.end - 1) + timedelta(days=60)
        return writing.letter(
            "CT",
            "Tăng cường công tác chuyển đổi số trong các cơ quan",
            writing.group(PROVINCE, WARD, BRANCH),
            (
                TaskInput(
                    key="1",
                    text="Xây dựng kế hoạch, báo cáo.",
                    audience=writing.group(*offices),
                    due=soon,
                ),
                Asked(offices),
            ),
            (
                TaskInput(
                    key="2",
                    text="Rà soát, thực hiện tại đơn vị.",
                    audience=writing.group(BRANCH),
                    due=soon if is_done else DueInput(on=next_year),
                    needs_acceptance=False,
                ),
                Asked((BRANCH,)) if is_done else Asked((BRANCH,), turnout=SOME),
            ),
            (
                TaskInput(
                    key="3",
                    text="Thường xuyên tuyên truyền, phổ biến.",
                    due=DueInput(continuous=True),
                    needs_acceptance=False,
                ),
                Asked((PROVINCE, WARD, BRANCH), turnout=SOME),
            ),
            level_by_level=PassOnInput(working_days_to_pass_on=8) if by_steps else None,
        )

    return nationwide


def provincial_to_wards(writing: Writing) -> Letter:
    """Each ward draws up a plan, reports for three months, and reaches a figure."""
    wards, asked = writing.group(WARD), Asked((WARD,))
    monthly = RecurrenceInput(rrule="FREQ=MONTHLY;BYMONTHDAY=25;COUNT=3", starts_on=writing.day)
    draw = writing.draw
    later = tuple((step, LATER_DAYS) for step, share in LATER.items() if draw.rarely(share))
    return writing.letter(
        PLAN_TYPE,
        "Kế hoạch cải cách hành chính trên địa bàn tỉnh",
        wards,
        (
            TaskInput(
                key="1",
                text="Xây dựng kế hoạch của phường, xã.",
                kind=TaskKind.PLAN,
                due=DueInput(days_after_issue=writing.draw.randrange(14, 30)),
                on_non_working_day=OnNonWorkingDay.NEXT,
            ),
            asked,
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
            asked,
        ),
        (
            TaskInput(
                key="3",
                text="Tổ chức hội nghị tập huấn.",
                quota=QuotaInput(minimum=2, unit_of_measure="hội nghị", stated="ít nhất 02"),
                due=DueInput(days_after_issue=60),
            ),
            asked,
        ),
        later=later,
        policy=(asked, POLICY_DAYS) if has_policy(writing.chart, writing.issuer) else None,
    )


def provincial_to_branches(writing: Writing) -> Letter:
    """All branches of a province take note, and report."""
    return _to_branches(writing, "Phổ biến quy định mới đến các chi bộ")


def of_ward_to_all(writing: Writing) -> Letter:
    """All branches of a ward take note, and report."""
    later = ((REVOKE, LATER_DAYS),) if writing.draw.rarely(REVOKED) else ()
    return _to_branches(writing, "Triển khai nhiệm vụ đến các chi bộ", later)


def implementing(writing: Writing, number: str, target: UUID) -> Letter:
    """A ward passes a letter from above on by one of its own, which cites it."""
    citation = CitationInput(text=number, relation=CitationRelation.IMPLEMENTS, target=target)
    subject = f"Triển khai thực hiện Chỉ thị {number}"
    return _to_branches(writing, subject, citations=(citation,))


def _to_branches(
    writing: Writing,
    subject: str,
    later: tuple[tuple[int, int], ...] = (),
    citations: tuple[CitationInput, ...] = (),
) -> Letter:
    asked, after = Asked((BRANCH,)), writing.draw.randrange(8, 25)
    return writing.letter(
        "CV",
        subject,
        writing.group(BRANCH),
        (
            TaskInput(
                key="1",
                text="Quán triệt nội dung văn bản.",
                kind=TaskKind.ACKNOWLEDGE,
                due=DueInput(working_days_after_issue=5),
            ),
            asked,
        ),
        (
            TaskInput(
                key="2",
                text="Báo cáo kết quả thực hiện.",
                kind=TaskKind.REPORT,
                due=DueInput(working_days_after_issue=after + 5),
                level_dues=(
                    LevelDueInput(level="branch", due=DueInput(working_days_after_issue=after)),
                ),
                needs_acceptance=False,
            ),
            asked,
        ),
        (
            TaskInput(
                key="3",
                text="Duy trì nền nếp sinh hoạt.",
                due=DueInput(continuous=True),
                needs_acceptance=False,
            ),
            Asked((BRANCH,), turnout=SOME),
        ),
        later=later,
        citations=citations,
    )


def of_ward_to_some(writing: Writing) -> Letter:
    """A few branches, by name, do something and report; of several one may lead. What they do may
    wait for a campaign, whose days are told later.
    """
    named, places = writing.named()
    asked, draw = Asked(named=places), writing.draw
    waits, leads = draw.rarely(WINDOWS), len(places) > 1 and draw.rarely(LEADS)
    lead, *others = named.units
    window = WindowInput(key="dot", stated="theo đợt phát động")
    return writing.letter(
        "CV",
        "Giao nhiệm vụ cho các chi bộ",
        named,
        (
            TaskInput(
                key="1",
                text="Cung cấp số liệu.",
                kind=TaskKind.REPORT,
                due=DueInput(working_days_after_receipt=draw.randrange(3, 8)),
                lead=lead if leads else None,
                coordinating=tuple(others) if leads else (),
            ),
            asked,
        ),
        (
            TaskInput(
                key="2",
                text="Tổ chức sinh hoạt chuyên đề.",
                due=DueInput(end_of_window=window.key)
                if waits
                else DueInput(working_days_after_issue=draw.randrange(10, 30)),
            ),
            asked,
        ),
        (
            TaskInput(
                key="3",
                text="Báo cáo kết quả tổng hợp.",
                kind=TaskKind.REPORT,
                due=DueInput(days_after_issue=draw.randrange(20, 60)),
                needs_acceptance=False,
            ),
            asked,
        ),
        windows=(window,) if waits else (),
        later=((DATE, DATED_WITHIN),) if waits else (),
    )


_MEETINGS: Final = IndicatorInput(
    key="meetings", name="Số buổi sinh hoạt", unit_of_measure="buổi", number=NumberKind.WHOLE
)
