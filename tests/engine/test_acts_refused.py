"""Acts on obligations that are not owed, or not the subject's to do: refused, nothing recorded."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from cascade.directive.commands import TaskInput
from cascade.enums import PASS_ON_KEY, ReportDecision
from cascade.execution.commands import (
    Acknowledge,
    DecideReport,
    ExtendObligations,
    ObligationRef,
    ReportRef,
    SubmitReport,
)
from cascade.identifiers import task_id
from tests.harness.builders import TODAY, accepting
from tests.harness.nation import Nation

NOWHERE = UUID(int=9)


async def errors(nation: Nation, command: object, by: str) -> list[str]:
    """What each of several obligations was refused for, where none was acted on."""
    before = await nation.log.head()
    outcome = await nation.do(command, by)
    assert outcome.position is None
    assert (await nation.log.head()).position == before.position
    return [error["code"] for each in outcome.answer["outcomes"] for error in each["errors"]]


async def test_what_is_not_owed_is_not_acted_on(nation: Nation) -> None:
    units = nation.units
    directive = await nation.issued()
    task = task_id(directive, "t1")
    foreign = ObligationRef(directive=directive, unit=units["W3"], task=task)
    unknown = ObligationRef(directive=directive, unit=units["W1"], task=NOWHERE)
    nowhere = ObligationRef(directive=directive, unit=NOWHERE, task=task)
    nothing = ObligationRef(directive=NOWHERE, unit=units["W1"], task=task)
    occurrence = ObligationRef(directive=directive, unit=units["W1"], task=task, occurrence=TODAY)
    passing_on = nation.owed(directive, "W1", PASS_ON_KEY)
    for ref in (foreign, unknown, nowhere, nothing, occurrence, passing_on):
        by = "officer-W3" if ref is foreign else "officer-W1"
        report = SubmitReport(obligation=ref, text="Đã làm", quantity=None)
        assert await nation.refusals(report, by) == ["OBLIGATION_NOT_FOUND at obligation"]
        assert await errors(nation, Acknowledge((ref,)), by) == ["OBLIGATION_NOT_FOUND"]


async def test_nobody_acts_for_another_unit(nation: Nation) -> None:
    directive = await nation.issued()
    ref = nation.owed(directive, "W1")
    report = SubmitReport(obligation=ref, text="Đã làm", quantity=None)
    extension = ExtendObligations((ref,), datetime(2026, 2, 1, tzinfo=UTC), "Cần thêm thời gian")
    for somebody in ("officer-P1", "officer-B11", "issuer-D1", "admin", "nobody"):
        assert await nation.refused(report, somebody) == ["OBLIGATION_NOT_FOUND"]
        acknowledge = nation.acknowledging(directive, "W1")
        assert await errors(nation, acknowledge, somebody) == ["OBLIGATION_NOT_FOUND"]
    for somebody in ("officer-W1", "issuer-W1", "officer-D1", "issuer-P1", "admin"):
        assert await errors(nation, extension, somebody) == ["OBLIGATION_NOT_FOUND"]
    assert await errors(nation, extension, "issuer-D1") == ["NOTHING_TO_EXTEND"]


async def test_obligations_come_in_ones_to_five_hundreds(nation: Nation) -> None:
    directive = await nation.issued()
    ref = nation.owed(directive, "W1")
    for refs in ((), (ref,) * 501):
        command = Acknowledge(refs)
        assert await nation.refusals(command, "officer-W1") == [
            "TOO_MANY_OBLIGATIONS at obligations"
        ]


async def test_a_report_holds_a_text(nation: Nation) -> None:
    ref = nation.owed(await nation.issued(), "W1")
    for text, reason in {
        "": "EMPTY_TEXT",
        "a\0": "FORBIDDEN_CHARACTER",
        "x" * 20_001: "TEXT_TOO_LONG",
    }.items():
        report = SubmitReport(obligation=ref, text=text, quantity=None)
        assert await nation.refusals(report, "officer-W1") == [f"{reason} at text"]
    negative = SubmitReport(obligation=ref, text="Đã làm", quantity=Decimal(-1))
    assert await nation.refusals(negative, "officer-W1") == ["INVALID_QUANTITY at quantity"]


async def test_who_decides_a_report(nation: Nation) -> None:
    units = nation.units
    tasks = (
        TaskInput(key="t1", text="Làm"),
        TaskInput(key="t2", text="Làm", report_to=units["P2"]),
    )
    directive = await nation.issued(tasks=tasks)
    report = await nation.reported(directive, "W1")
    for somebody in ("officer-D1", "officer-W1", "issuer-W1", "issuer-P1", "admin", "nobody"):
        assert await nation.refusals(accepting(report), somebody) == ["REPORT_NOT_FOUND at report"]
    elsewhere = accepting(await nation.reported(directive, "W1", "t2"))
    assert await nation.refused(elsewhere, "issuer-D1") == ["REPORT_NOT_FOUND"]
    assert (await nation.do(elsewhere, by="issuer-P2")).position is not None
    for wrong in (
        ReportRef(directive=directive, unit=units["W2"], report=report.report),
        ReportRef(directive=directive, unit=units["W1"], report=NOWHERE),
        ReportRef(directive=NOWHERE, unit=units["W1"], report=report.report),
    ):
        assert await nation.refused(accepting(wrong), "issuer-D1") == ["REPORT_NOT_FOUND"]


async def test_only_the_latest_report_is_decided(nation: Nation) -> None:
    directive = await nation.issued()
    first = await nation.reported(directive, "W1")
    second = await nation.reported(directive, "W1")
    assert await nation.refusals(accepting(first), "issuer-D1") == ["NOT_LATEST at report"]
    await nation.do(accepting(second), by="issuer-D1")
    back = DecideReport(report=second, decision=ReportDecision.RETURNED, remark="Làm lại")
    assert await nation.refusals(back, "issuer-D1") == ["DECIDED_ALREADY at decision"]
    more = SubmitReport(obligation=nation.owed(directive, "W1"), text="Thêm", quantity=None)
    assert await nation.refusals(more, "officer-W1") == ["ALREADY_FULFILLED at obligation"]
    long = replace(accepting(first), remark="x" * 20_001)
    assert await nation.refusals(long, "issuer-D1") == ["TEXT_TOO_LONG at remark"]
