"""Reports that cite no directive."""

from datetime import date
from typing import Any

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from cascade.content import seal
from cascade.execution.events import ReportLinked, ReportRecorded, ReportSubmitted
from cascade.identifiers import execution_id
from projections.query_args import ObligationKey
from tests.harness.chronicle import known, task, under
from tests.reading.desk import Desk, unit

OF_UNIT = """
query ($unit: ID!) {
  unit(by: {id: $unit}) {
    recordedReports {
      totalCount
      edges { node { subject text occurredOn by { code } to { code } obligation { id } } }
    }
  }
}
"""


async def record(desk: Desk) -> None:
    reference, content = seal(b"We met", "text/plain", known("met"), bytes(32))
    await desk.chronicle.record(
        ReportRecorded, known("M1"), by_id=known("W1"), to_id=known("P2"), subject="A meeting",
        text=reference, quantity=3.0, occurred_on=date(2026, 1, 4), attachments=(),
        text_content=content,
    )  # fmt: skip


async def link(desk: Desk) -> None:
    about = {
        "directive_id": known("D1"), "unit_id": known("W1"), "task_id": task("D1", "go").task_id,
        "occurrence": None,
    }  # fmt: skip
    recorded = (await desk.chronicle.log.read(0))[-1]
    assert isinstance(recorded.event, ReportRecorded)
    await desk.chronicle.record(ReportLinked, known("M1"), **about)
    await desk.chronicle.record(
        ReportSubmitted, execution_id(known("D1"), known("W1")), **about, report_id=known("M1"),
        text=recorded.event.text, quantity=3.0, accepted=False, due_at=None,
        arrived_at=recorded.recorded_at,
    )  # fmt: skip


async def reports(desk: Desk, code: str, by: str) -> Any:
    return (await desk.ask(OF_UNIT, by, unit=unit(code)))["unit"]["recordedReports"]


async def test_a_report_that_cites_nothing_is_seen_on_both_sides(desk: Desk) -> None:
    await desk.grant("an", "P1")
    await desk.grant("bo", "P2")
    await desk.grant("ca", "W2")
    await record(desk)
    for by, code in (("an", "W1"), ("bo", "P2")):
        shown = await reports(desk, code, by)
        assert shown["totalCount"] == 1
        assert shown["edges"][0]["node"] == {
            "subject": "A meeting",
            "text": "We met",
            "occurredOn": "2026-01-04",
            "by": {"code": "W1"},
            "to": {"code": "P2"},
            "obligation": None,
        }
    assert await reports(desk, "P2", "an") is None
    node = "query ($id: ID!) { node(id: $id) { ... on RecordedReport { subject } } }"
    report = ids.encode(Kind.RECORDED_REPORT, known("M1"))
    for by, found in (("an", {"subject": "A meeting"}), ("bo", {"subject": "A meeting"})):
        assert await desk.ask(node, by, id=report) == {"node": found}
    assert await desk.ask(node, "ca", id=report) == {"node": None}


async def test_a_linked_report_leads_to_its_obligation_and_keeps_its_time(desk: Desk) -> None:
    await desk.grant("an", "P1")
    await desk.grant("bo", "P2")
    await desk.chronicle.issue("D1", "P1", under("P1", "ward"), task("D1", "go"))
    await record(desk)
    arrived = desk.chronicle.clock.now()
    await link(desk)
    owed = ids.encode(Kind.OBLIGATION, ObligationKey(task("D1", "go").task_id, known("W1")))
    (edge,) = (await reports(desk, "W1", "an"))["edges"]
    assert edge["node"]["obligation"] == {"id": owed}
    (edge,) = (await reports(desk, "P2", "bo"))["edges"]
    assert edge["node"]["obligation"] is None
    page = "query ($id: ID!) { obligation(id: $id) { reports { submittedAt arrivedAt text } } }"
    (report,) = (await desk.ask(page, "an", id=owed))["obligation"]["reports"]
    assert report["submittedAt"] == report["arrivedAt"]
    assert report["arrivedAt"].startswith(f"{arrived:%Y-%m-%dT%H:%M}")
    assert report["text"] == "We met"
