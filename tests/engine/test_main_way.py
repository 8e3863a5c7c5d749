"""The way of a directive through the commands, once from the top to the bottom."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from cascade.directive.commands import (
    CitationInput,
    DueInput,
    PassOnInput,
)
from cascade.enums import PASS_ON_KEY, CitationRelation, ReportDecision
from cascade.execution.commands import (
    Acknowledge,
    DecideReport,
    RelayDirective,
    ReportRef,
    SubmitReport,
)
from tests.harness.builders import TASK, issuing, under
from tests.harness.nation import Nation

pytestmark = pytest.mark.anyio


async def test_a_directive_goes_down_level_by_level_and_is_reported_on(nation: Nation) -> None:
    units = nation.units
    dated = replace(TASK, due=DueInput(on=date(2026, 1, 20)))
    upper = await nation.issued(number="433-CV/B1", tasks=(dated,), level_by_level=PassOnInput(3))
    branch = nation.owed(upper, "B11")
    done = await nation.do(Acknowledge((branch,)), by="officer-B11")
    assert done.position is None
    assert [e["code"] for e in done.answer["outcomes"][0]["errors"]] == ["OBLIGATION_NOT_FOUND"]
    ward = nation.owed(upper, "W1", PASS_ON_KEY)
    done = await nation.do(Acknowledge((ward,)), by="officer-W1")
    assert done.position is not None
    relay = RelayDirective(
        directive=upper,
        by=units["W1"],
        audience=under(units["W1"]),
    )
    await nation.do(relay, by="issuer-W1")
    assert (await nation.do(relay, by="issuer-W1")).position is None
    done = await nation.do(Acknowledge((branch, branch)), by="officer-B11")
    assert [o["errors"] for o in done.answer["outcomes"]] == [[], []]
    done = await nation.do(
        SubmitReport(obligation=branch, text="Đã làm", quantity=None), by="officer-B11"
    )
    report = ReportRef(directive=upper, unit=units["B11"], report=UUID(done.answer["report"]))
    accept = DecideReport(report=report, decision=ReportDecision.ACCEPTED, remark="Tốt")
    assert await nation.refused(accept, by="issuer-W1") == ["REPORT_NOT_FOUND"]
    assert (await nation.do(accept, by="issuer-D1")).position is not None
    assert (await nation.do(accept, by="issuer-D1")).position is None
    implementing = issuing(
        units["W2"],
        under(units["W2"]),
        citations=(
            CitationInput(
                text="433 – CV/B1",
                relation=CitationRelation.IMPLEMENTS,
                issued_on=date(2026, 1, 5),
                issuer_name="ban  1",
            ),
        ),
    )
    done = await nation.do(implementing, by="issuer-W2")
    events = await nation.log.read(0)
    topics = [record.event.TOPIC.rsplit(".", 1)[1] for record in events[-3:]]
    assert topics == ["DirectiveIssued", "NumberTaken", "DirectivePassedOn"]
