"""How an obligation is carried out, as its page shows it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from cascade.content import Content, ContentRef, seal
from cascade.directive.records import DueRecord
from cascade.enums import DueKind
from cascade.execution.commands import RequestRef
from cascade.execution.events import (
    ExtensionAsked,
    ExtensionDecided,
    ObligationAssigned,
    ObligationInspected,
    ObligationPlanned,
    ObligationReminded,
    OverdueReminded,
    PlanEntry,
)
from cascade.identifiers import reminders_id
from projections.query_args import ObligationKey
from tests.harness.chronicle import START, known, task, under
from tests.reading.desk import Desk, unit

LATER = START + timedelta(days=40)

PAGE = """
query ($id: ID!, $position: Position) {
  obligation(id: $id, asOf: {position: $position}) {
    assignedTo plan { day text }
    extensionRequests {
      id state dueAt reason decidedAt givenDueAt remark decidedBy { code } obligation { liveId }
    }
    inspections { inspectedOn remark by { code } }
    reminders { note by { code } }
  }
}
"""


async def test_a_page_shows_how_an_obligation_is_carried_out(desk: Desk) -> None:
    await desk.grant("an", "P1")
    chronicle = desk.chronicle
    await chronicle.issue("D1", "P1", under("P1", "ward"), task("D1", "go"))
    await chronicle.act(ObligationAssigned, "D1", "W1", "go", post="Deputy head")
    entries = (PlanEntry(date(2026, 2, 1), "Count the boats"),)
    await chronicle.act(ObligationPlanned, "D1", "W1", "go", entries=entries)
    reason, content = sealed("The road is closed")
    await chronicle.act(
        ExtensionAsked, "D1", "W1", "go", request_id=known("R1"), due_at=LATER, reason=reason,
        text_content=content,
    )  # fmt: skip
    open_still = chronicle.position
    remark, content = sealed("Take the other road")
    await chronicle.act(
        ExtensionDecided, "D1", "W1", "go", request_id=known("R1"), decided_by_id=known("P1"),
        due_at=None, remark=remark, text_content=content,
    )  # fmt: skip
    remark, content = sealed("Half the boats are there")
    await chronicle.act(
        ObligationInspected, "D1", "W1", "go", inspection_id=known("N1"), by_id=known("P1"),
        inspected_on=date(2026, 2, 3), remark=remark, text_content=content,
    )  # fmt: skip
    await chronicle.act(ObligationReminded, "D1", "W1", "go", by_id=known("P1"), note="Soon!")
    await chronicle.act(ObligationAssigned, "D1", "W1", "go", post=None)

    owed = ids.encode(Kind.OBLIGATION, ObligationKey(task("D1", "go").task_id, known("W1")))
    page = (await desk.ask(PAGE, "an", id=owed, position=chronicle.position))["obligation"]
    (request,) = page.pop("extensionRequests")
    assert request["state"] == "REFUSED"
    assert (request["reason"], request["remark"]) == ("The road is closed", "Take the other road")
    assert (request["givenDueAt"], request["decidedBy"]) == (None, {"code": "P1"})
    assert request["obligation"] == {"liveId": owed}
    assert page == {
        "assignedTo": None,
        "plan": [{"day": "2026-02-01", "text": "Count the boats"}],
        "inspections": [
            {
                "inspectedOn": "2026-02-03",
                "remark": "Half the boats are there",
                "by": {"code": "P1"},
            }
        ],
        "reminders": [{"note": "Soon!", "by": {"code": "P1"}}],
    }
    then = (await desk.ask(PAGE, "an", id=owed, position=open_still))["obligation"]
    assert then["assignedTo"] == "Deputy head"
    assert then["extensionRequests"][0]["state"] == "OPEN"
    assert (then["inspections"], then["reminders"]) == ([], [])
    assert await _node(desk, request["id"], "an") == {"node": {"state": "REFUSED"}}


async def test_a_request_is_nobodys_outside_the_slice(desk: Desk) -> None:
    await desk.grant("bo", "W2")
    await desk.chronicle.issue("D1", "P1", under("P1", "ward"), task("D1", "go"))
    reason, content = sealed("Rain")
    await desk.chronicle.act(
        ExtensionAsked, "D1", "W1", "go", request_id=known("R1"), due_at=LATER, reason=reason,
        text_content=content,
    )  # fmt: skip
    request = ids.encode(
        Kind.EXTENSION_REQUEST,
        RequestRef(directive=known("D1"), unit=known("W1"), request=known("R1")),
    )
    assert await _node(desk, request, "bo") == {"node": None}


async def test_a_reminder_of_all_that_is_overdue_is_shown_at_the_unit(desk: Desk) -> None:
    await desk.grant("an", "P1")
    await desk.grant("bo", "W1")
    past = DueRecord(kind=DueKind.AT_INSTANT, due_on=date(2026, 1, 4), due_at=START)
    await desk.chronicle.issue("D1", "P1", under("P1", "ward"), task("D1", "go", due=past))
    await desk.chronicle.issue("D2", "P2", under("P2", "ward"), task("D2", "go", due=past))
    for about in (None, known("D2")):
        await remind(desk, about, count=7)
    asked = "query ($unit: ID!) { unit(by: {id: $unit}) { reminders { count by { code } } } }"
    seen = await desk.ask(asked, "an", unit=unit("P1"))
    assert seen == {"unit": {"reminders": [{"count": 1, "by": {"code": "C"}}]}}
    assert await desk.ask(asked, "bo", unit=unit("P1")) == {"unit": {"reminders": None}}


async def remind(desk: Desk, about: UUID | None, count: int) -> None:
    await desk.chronicle.record(
        OverdueReminded, reminders_id(known("C")), by_id=known("C"), under_id=known("P1"),
        about_id=about, count=count, note=None,
    )  # fmt: skip


async def _node(desk: Desk, request: str, by: str) -> dict[str, Any]:
    query = "query ($id: ID!) { node(id: $id) { ... on ExtensionRequest { state } } }"
    return await desk.ask(query, by, id=request)


def sealed(said: str) -> tuple[ContentRef, Content]:
    return seal(said.encode(), "text/plain", known(said), bytes(32))
