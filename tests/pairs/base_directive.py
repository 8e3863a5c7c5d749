"""The directive of each cell: what its first task asks is what the state is about."""

from datetime import date
from decimal import Decimal

from cascade.directive.commands import (
    AfterAcceptanceInput,
    AudienceInput,
    CitationInput,
    DueInput,
    IssueDirective,
    PassOnInput,
    QuotaInput,
    RecurrenceInput,
    ReportToSuperiorInput,
    TaskInput,
    WindowInput,
    WindowOffsetInput,
)
from cascade.directive.due_commands import LevelDueInput
from cascade.directive.target_commands import (
    IndicatorInput,
    LevelTargetInput,
    UnitTargetInput,
)
from cascade.enums import CitationRelation, OnNonWorkingDay, TaskKind, WindowEdge
from tests.harness.builders import issuing, under
from tests.oracle.trees import name_on
from tests.pairs.cells import KIND, Stand, State

WINDOW = "congress"
BEGUN = "begun"
"""The key of the indicator that every report has to give."""
AWAITED = 7
"""The number of the document that the cell's directive cites and that is not known yet."""


def addressed(stand: Stand) -> AudienceInput:
    return under(stand.unit("c"), kinds=(KIND,))


def base(stand: Stand) -> IssueDirective:
    """The cell's directive: a dated task, one that waits for its window, one that is soon late, one
    that is due after that was accepted.
    """
    state, today = stand.cell.state, stand.today
    stepwise = state in (State.LEVEL_BY_LEVEL, State.RELAYED)
    return issuing(
        stand.unit("c"),
        addressed(stand),
        issued_on=today,
        tasks=(_first_task(stand), _waiting(), _soon_late(today), _after()),
        windows=(WindowInput(key=WINDOW, stated="trong thời gian đại hội"),),
        citations=(_citation(stand),),
        level_by_level=PassOnInput(2) if stepwise else None,
        standing=state is State.STANDING,
        effective_on=today,
        expires_on=stand.day(200),
    )


def _first_task(stand: Stand) -> TaskInput:
    if stand.cell.state is State.RECURRING:
        rule = RecurrenceInput(rrule="FREQ=DAILY;COUNT=3", starts_on=stand.today, time="16:00")
        return TaskInput(key="1", text="Báo cáo hằng ngày", due=DueInput(recurring=rule))
    if stand.cell.state is State.OPEN_ENDED:
        # A third period comes within the horizon on the first day.
        endless = RecurrenceInput(rrule="FREQ=DAILY;INTERVAL=31", starts_on=stand.today)
        return TaskInput(key="1", text="Báo cáo định kỳ", due=DueInput(recurring=endless))
    if stand.cell.state is State.BY_OCCURRENCE:
        return TaskInput(key="1", text="Báo cáo sự cố", due=DueInput(hours_after_occurrence=96))
    if stand.cell.state is State.SHARED_QUOTA:
        return TaskInput(
            key="1",
            text="Trồng cây",
            lead=stand.unit("w1"),
            coordinating=(stand.unit("w2"),),
            quota=QuotaInput(minimum=2, unit_of_measure="cây", stated="ít nhất 2 cây"),
            due=DueInput(on=stand.day(4)),
        )
    if stand.cell.state is State.TARGETS:
        return _houses(stand)
    if stand.cell.state is State.COORDINATING_GROUP:
        return TaskInput(
            key="1",
            text="Trồng cây",
            lead=stand.unit("w1"),
            coordinating_groups=addressed(stand).groups,
            quota=QuotaInput(minimum=2, unit_of_measure="cây", stated="ít nhất 2 cây"),
            due=DueInput(on=stand.day(4)),
        )
    if stand.cell.state is State.GATHERED:
        return TaskInput(
            key="1",
            text="Báo cáo cấp trên tổng hợp",
            audience=under(stand.unit("c"), "branch"),
            due=DueInput(on=stand.day(4)),
            report_to_superior=ReportToSuperiorInput(gathered=True),
            level_dues=(LevelDueInput(level="ward", due=DueInput(on=stand.day(6))),),
        )
    return TaskInput(key="1", text="Lập kế hoạch", due=DueInput(on=stand.day(4)))


def _houses(stand: Stand) -> TaskInput:
    """Each ward its own figure, others that of their level; each report gives two more."""
    own = UnitTargetInput(unit=stand.unit("w1"), amount=Decimal("2.5"))
    quota = QuotaInput(
        unit_of_measure="căn",
        stated="theo phụ lục",
        by_unit=(own,),
        by_level=(LevelTargetInput(level="branch", amount=Decimal(1)),),
    )
    begun = IndicatorInput(key=BEGUN, name="Số căn khởi công", unit_of_measure="căn")
    paid = IndicatorInput(key="paid", name="Kinh phí", unit_of_measure="triệu đồng", required=False)
    return TaskInput(
        key="1",
        text="Xây nhà",
        quota=quota,
        due=DueInput(on=stand.day(4)),
        indicators=(begun, paid),
    )


def _waiting() -> TaskInput:
    offset = WindowOffsetInput(window=WINDOW, edge=WindowEdge.END, days_after=1)
    return TaskInput(
        key="2",
        text="Tổng kết",
        kind=TaskKind.REPORT,
        due=DueInput(beside_window=offset),
        on_non_working_day=OnNonWorkingDay.NEXT,
    )


def _after() -> TaskInput:
    due = DueInput(after_acceptance=AfterAcceptanceInput(task="3", days=4))
    return TaskInput(key="4", text="Sơ kết", due=due)


def _soon_late(today: date) -> TaskInput:
    return TaskInput(key="3", text="Gửi danh sách", due=DueInput(on=today), needs_acceptance=False)


def _citation(stand: Stand) -> CitationInput:
    name = name_on(stand.history, stand.head, stand.unit("x"), stand.today)
    number = f"{AWAITED}-KH/{stand.record('x').symbol}"
    return CitationInput(
        text=number, relation=CitationRelation.REFERS_TO, issued_on=stand.today, issuer_name=name
    )
