"""What is owed so long after something occurs, by the unit that declared it."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from cascade.calendar.commands import AnnounceHoliday
from cascade.directive.commands import (
    AmendDirective,
    ChangeTaskInput,
    DueInput,
    MoveDueDates,
    RevokeDirective,
)
from cascade.enums import OnNonWorkingDay, ReportDecision
from cascade.execution.commands import (
    DecideReport,
    DeclareOccurrence,
    ExemptGroup,
    ExtendGroup,
    ExtendObligations,
    ObligationRef,
    RecallRelay,
    ReportRef,
    SubmitReport,
    WithdrawOccurrence,
)
from cascade.execution.occurrences import day_of_number
from cascade.identifiers import task_id
from cascade.organisation.commands import MergeTarget, MergeUnits
from projections.obligations.rows import ObligationRow
from projections.query_args import Moment, ObligationFilter, ObligationOrder
from tests.harness.engine import ADMINISTRATOR
from tests.harness.small_organisation import at, end_of
from tests.rules.scene import PAGE, Scene

WITHIN_A_DAY = DueInput(hours_after_occurrence=24)


def ref(scene: Scene, directive: UUID, code: str, number: int = 1) -> ObligationRef:
    return ObligationRef(
        directive=directive,
        unit=scene.ids[code],
        task=task_id(directive, "1"),
        occurrence=day_of_number(number),
    )


def declaring(
    scene: Scene, directive: UUID, code: str, occurred_at: datetime | None = None, label: str = "x"
) -> DeclareOccurrence:
    return DeclareOccurrence(
        directive=directive,
        unit=scene.ids[code],
        task=task_id(directive, "1"),
        occurred_at=occurred_at or scene.engine.clock.now(),
        label=label,
    )


async def declared(
    scene: Scene, directive: UUID, code: str, occurred_at: datetime | None = None, label: str = "x"
) -> None:
    await scene.engine.send(declaring(scene, directive, code, occurred_at, label))


async def by_label(scene: Scene, directive: UUID) -> dict[str, ObligationRow]:
    """Obligations by unit and by what is called what it was declared as."""
    codes = scene.codes
    return {
        f"{codes[row.key.unit_id]}/{row.period.label if row.period else ''}": row
        for row in await scene.every(directive)
    }


async def test_an_occurrence_is_owed_by_the_unit_that_declared_it_alone(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1", "B2"), scene.task(due=WITHIN_A_DAY))
    assert await scene.every(issued) == []
    scene.clock(at(6, 10))
    await declared(scene, issued, "B1", at(6, 8), "Cháy rừng")
    owed = await by_label(scene, issued)
    assert list(owed) == ["B1/Cháy rừng"]
    row = owed["B1/Cháy rừng"]
    assert (row.due_at, row.opens_at, row.status) == (at(7, 8), at(6, 10), "PENDING")
    scene.clock(at(7, 8) + timedelta(minutes=1))
    assert (await by_label(scene, issued))["B1/Cháy rừng"].timeliness == "OVERDUE"


@pytest.mark.parametrize(
    ("due", "way", "expected"),
    [
        (DueInput(hours_after_occurrence=2), None, at(9, 18)),
        (DueInput(days_after_occurrence=0), None, end_of(9)),
        (DueInput(days_after_occurrence=1), None, end_of(10)),
        (DueInput(days_after_occurrence=1), OnNonWorkingDay.NEXT, end_of(12)),
        (DueInput(days_after_occurrence=1), OnNonWorkingDay.PREVIOUS, end_of(9)),
        (DueInput(working_days_after_occurrence=1), None, end_of(12)),
    ],
)
async def test_hours_count_to_the_minute_and_days_to_their_end(
    scene: Scene, due: DueInput, way: OnNonWorkingDay | None, expected: datetime
) -> None:
    """Friday the 9th, four in the afternoon."""
    task = scene.task(due=due, on_non_working_day=way)
    issued = await scene.issue(scene.to("B1"), task)
    scene.clock(at(10))
    await declared(scene, issued, "B1", at(9, 16))
    (row,) = await scene.every(issued)
    assert row.due_at == expected


async def test_each_occurrence_is_reported_and_judged_by_itself(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=WITHIN_A_DAY))
    await declared(scene, issued, "B1", at(5), "a")
    await declared(scene, issued, "B1", at(5), "b")
    scene.clock(at(6, 8))
    sent = await scene.engine.send(
        SubmitReport(obligation=ref(scene, issued, "B1", 2), text="done")
    )
    scene.clock(at(8))
    report = ReportRef(directive=issued, unit=scene.ids["B1"], report=UUID(sent.answer["report"]))
    await scene.engine.send(DecideReport(report=report, decision=ReportDecision.ACCEPTED))
    await scene.engine.send(SubmitReport(obligation=ref(scene, issued, "B1"), text="late"))
    owed = await by_label(scene, issued)
    assert {name: (row.status, row.timeliness) for name, row in owed.items()} == {
        "B1/a": ("SUBMITTED", "LATE"),
        "B1/b": ("FULFILLED", "ON_TIME"),
    }


async def test_what_is_declared_has_happened_since_the_directive_reached_the_unit(
    scene: Scene,
) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=WITHIN_A_DAY))
    early, ahead = at(4), scene.engine.clock.now() + timedelta(minutes=1)
    assert await scene.refusals(declaring(scene, issued, "B1", early)) == ["OCCURRED_BEFORE_REACH"]
    assert await scene.refusals(declaring(scene, issued, "B1", ahead)) == ["OCCURRED_IN_THE_FUTURE"]
    assert await scene.refusals(declaring(scene, issued, "B2")) == ["OBLIGATION_NOT_FOUND"]
    dated = await scene.issue(scene.to("B1"), scene.task(due=scene.due_on(9)))
    assert await scene.refusals(declaring(scene, dated, "B1")) == ["NOT_BY_OCCURRENCE"]
    await scene.engine.send(RevokeDirective(issued, "a reason"))
    assert await scene.refusals(declaring(scene, issued, "B1")) == ["OBLIGATION_WITHDRAWN"]


async def test_the_same_occurrence_is_declared_once(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=WITHIN_A_DAY))
    await declared(scene, issued, "B1", at(5), "a")
    scene.clock(at(6))
    again = await scene.engine.send(declaring(scene, issued, "B1", at(5), "a"))
    assert again.position is None
    assert len(await scene.every(issued)) == 1


async def test_a_mistaken_occurrence_is_withdrawn_while_nothing_was_submitted(
    scene: Scene,
) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=WITHIN_A_DAY))
    await declared(scene, issued, "B1", at(5), "a")
    await declared(scene, issued, "B1", at(5), "b")
    before = scene.engine.history.head
    await scene.engine.send(WithdrawOccurrence(ref(scene, issued, "B1"), "Nhầm"))
    owed = await by_label(scene, issued)
    assert {name: row.status for name, row in owed.items()} == {
        "B1/a": "WITHDRAWN",
        "B1/b": "PENDING",
    }
    assert await scene.total(issued, "C") == 1
    again = await scene.engine.send(WithdrawOccurrence(ref(scene, issued, "B1"), "Nhầm"))
    assert again.position is None
    await scene.engine.send(SubmitReport(obligation=ref(scene, issued, "B1", 2), text="done"))
    withdrawing = WithdrawOccurrence(ref(scene, issued, "B1", 2), "Nhầm")
    assert await scene.refusals(withdrawing) == ["REPORTED_ALREADY"]
    async with await scene.reader() as reader:
        page = await reader.obligations.of_directive(
            issued,
            None,
            ObligationFilter(),
            ObligationOrder.DUE_FIRST,
            PAGE,
            None,
            Moment(before, scene.engine.clock.now()),
            scene.everything,
        )
    assert [edge.node.status for edge in page.edges] == ["PENDING", "PENDING"]


async def test_another_term_moves_what_is_not_yet_submitted(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=WITHIN_A_DAY))
    await declared(scene, issued, "B1", at(5), "a")
    await declared(scene, issued, "B1", at(5), "b")
    await scene.engine.send(SubmitReport(obligation=ref(scene, issued, "B1"), text="done"))
    longer = ChangeTaskInput(key="1", due=DueInput(hours_after_occurrence=48))
    await scene.engine.send(AmendDirective(directive=issued, change_tasks=(longer,)))
    owed = await by_label(scene, issued)
    assert {name: row.due_at for name, row in owed.items()} == {"B1/a": at(6), "B1/b": at(7)}


async def test_working_days_after_an_occurrence_are_counted_anew_by_hand_alone(
    scene: Scene,
) -> None:
    due = DueInput(working_days_after_occurrence=2)
    issued = await scene.issue(scene.to("B1"), scene.task(due=due))
    await declared(scene, issued, "B1")
    day_off = AnnounceHoliday(stated="a notice", days_off=(date(2026, 1, 7),))
    await scene.engine.send(day_off, ADMINISTRATOR)
    assert (await scene.every(issued))[0].due_at == end_of(7)
    await scene.engine.send(MoveDueDates(directive=issued, reason="the holiday", by_calendar=True))
    assert (await scene.every(issued))[0].due_at == end_of(8)


async def test_an_occurrence_is_extended_and_exempted_like_any_obligation(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1", "B2"), scene.task(due=WITHIN_A_DAY))
    await declared(scene, issued, "B1", at(5), "a")
    group = ExtendGroup(directive=issued, under=scene.ids["W1"], due_at=end_of(9), reason="Mưa")
    await scene.engine.send(group)
    await declared(scene, issued, "B1", at(5), "b")
    owed = await by_label(scene, issued)
    assert {name: row.due_at for name, row in owed.items()} == {"B1/a": end_of(9), "B1/b": at(6)}
    later = ExtendObligations((ref(scene, issued, "B1", 2),), end_of(8), "Mưa")
    assert (await scene.engine.send(later)).answer["outcomes"] == [{"errors": []}]
    assert (await by_label(scene, issued))["B1/b"].due_at == end_of(8)
    exempt = ExemptGroup(directive=issued, under=scene.ids["C"], reason="Mưa")
    await scene.engine.send(exempt)
    await declared(scene, issued, "B1", at(5), "c")
    owed = await by_label(scene, issued)
    assert {name: row.status for name, row in owed.items()} == {
        "B1/a": "EXEMPTED",
        "B1/b": "EXEMPTED",
        "B1/c": "PENDING",
    }


async def test_the_successor_declares_for_a_unit_that_ended(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1", "B2"), scene.task(due=WITHIN_A_DAY))
    await declared(scene, issued, "B1", at(5), "a")
    merged = (scene.ids["B1"], scene.ids["B2"])
    into = MergeTarget(standing=scene.ids["B2"])
    await scene.engine.send(MergeUnits(merged, into, date(2026, 1, 5)), ADMINISTRATOR)
    await declared(scene, issued, "B1", at(5), "b")
    owed = await by_label(scene, issued)
    assert {name: scene.codes[row.bearer_id] for name, row in owed.items()} == {
        "B1/a": "B2",
        "B1/b": "B2",
    }
    assert await scene.total(issued, "B2") == 2


async def test_a_unit_that_is_reached_by_a_relay_declares_from_then_on(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("W1", "B1"), scene.task(due=WITHIN_A_DAY), level_by_level=True
    )
    assert await scene.refusals(declaring(scene, issued, "B1")) == ["OBLIGATION_NOT_FOUND"]
    scene.clock(at(6))
    await scene.relay(issued, "W1", scene.to("B1"))
    assert await scene.refusals(declaring(scene, issued, "B1", at(5, 12))) == [
        "OCCURRED_BEFORE_REACH"
    ]
    await declared(scene, issued, "B1")
    await scene.engine.send(RecallRelay(directive=issued, by=scene.ids["W1"]))
    rows = [row for row in await scene.every(issued) if row.key.unit_id == scene.ids["B1"]]
    assert [row.status for row in rows] == ["WITHDRAWN"]
