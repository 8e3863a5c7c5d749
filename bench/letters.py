"""The letters whose issue is measured: a plain one, and one of all that letters can say."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from cascade.directive.commands import (
    AudienceInput,
    DueInput,
    IssueDirective,
    LevelDueInput,
    QuotaInput,
    RecurrenceInput,
    ReportToSuperiorInput,
    TaskInput,
)
from cascade.directive.target_commands import ClosingInput, IndicatorInput, TargetInput
from cascade.enums import NumberKind, OnNonWorkingDay

TASKS: Final = 3
"""Of each letter."""

Letter = Callable[[UUID, AudienceInput], IssueDirective]
"""Of an issuer, to an audience."""


def plain(issuer_id: UUID, audience: AudienceInput) -> IssueDirective:
    """Three tasks, each due on another day."""
    tasks = tuple(
        TaskInput(
            key=str(number),
            text="Rà soát và báo cáo tình hình triển khai.",
            due=DueInput(on=_in_days(10 * number)),
        )
        for number in range(1, TASKS + 1)
    )
    return _letter(issuer_id, audience, tasks)


def all_that_letters_can_say(issuer_id: UUID, audience: AudienceInput) -> IssueDirective:
    """One task in which the audience coordinates and shares a quota, one that it reports on each
    month without an end and that is gathered level by level, one due by level with indicators.
    """
    shared = TaskInput(
        key="1",
        text="Phối hợp tuyên truyền.",
        lead=issuer_id,
        coordinating=audience.units,
        coordinating_groups=audience.groups,
        quota=QuotaInput(
            amount=Decimal(5_000), unit_of_measure="tin, bài", stated="5.000 tin, bài"
        ),
        due=DueInput(working_days_after_issue=20),
    )
    gathered = TaskInput(
        key="2",
        text="Báo cáo hằng tháng, tổng hợp theo từng cấp.",
        report_to_superior=ReportToSuperiorInput(gathered=True),
        due=_monthly(25),
        level_dues=(
            LevelDueInput(level="branch", due=_monthly(15)),
            LevelDueInput(level="ward", due=_monthly(20)),
        ),
        data_close=ClosingInput(days_before_due=5),
        indicators=_INDICATORS,
        on_non_working_day=OnNonWorkingDay.NEXT,
    )
    by_level = TaskInput(
        key="3",
        text="Rà soát, báo cáo số liệu.",
        due=DueInput(on=_in_days(30)),
        level_dues=(LevelDueInput(level="branch", due=DueInput(on=_in_days(20))),),
        indicators=_INDICATORS,
        on_non_working_day=OnNonWorkingDay.PREVIOUS,
    )
    return _letter(issuer_id, audience, (shared, gathered, by_level))


_INDICATORS: Final = (
    IndicatorInput(
        key="meetings", name="Số buổi sinh hoạt", unit_of_measure="buổi", number=NumberKind.WHOLE
    ),
    IndicatorInput(
        key="share",
        name="Tỷ lệ hoàn thành",
        unit_of_measure="%",
        target=TargetInput(amount=Decimal(90)),
    ),
)


def _letter(
    issuer_id: UUID, audience: AudienceInput, tasks: tuple[TaskInput, ...]
) -> IssueDirective:
    return IssueDirective(
        issuer=issuer_id,
        type="CV",
        subject="Rà soát, báo cáo từ cơ sở",
        issued_on=_in_days(-1),
        audience=audience,
        tasks=tasks,
    )


def _monthly(day: int) -> DueInput:
    rule = RecurrenceInput(rrule=f"FREQ=MONTHLY;BYMONTHDAY={day}", starts_on=_in_days(0))
    return DueInput(recurring=rule)


def _in_days(days: int) -> date:
    return datetime.now(UTC).date() + timedelta(days=days)
