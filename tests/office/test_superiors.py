"""Reports to the superior of each, gathered level by level, through the API."""

from typing import Any

import pytest

from tests.office.mutations import acted, issue
from tests.office.office import Office

pytestmark = pytest.mark.anyio

ROUTED = """query ($code: String!) { unit(by: {code: $code}) {
    reportsRouted(first: 20) { edges { node { id role status bearer { code } viewerCan } } }
} }"""
TASK = """query ($id: ID!) { directive(by: {id: $id}) { tasks {
    reportTo { code } reportToSuperior { line gathered } } } }"""
MONTHLY = {
    "key": "t1",
    "text": "Báo cáo cơ quan cấp trên trực tiếp để tổng hợp.",
    "due": {"on": "2026-01-25"},
    "levelDues": [
        {"level": "branch", "due": {"on": "2026-01-15"}},
        {"level": "ward", "due": {"on": "2026-01-20"}},
    ],
    "reportToSuperior": {"gathered": True},
}


async def routed(office: Office, code: str, by: str) -> dict[str, dict[str, Any]]:
    unit = (await office.asked(ROUTED, by, code=code))["unit"]
    nodes = [edge["node"] for edge in unit["reportsRouted"]["edges"]]
    return {node["bearer"]["code"]: node for node in nodes}


async def test_a_ward_gathers_what_its_branches_report_to_it(office: Office) -> None:
    directive = await issue(office, "D1", "B11", "B12", tasks=[MONTHLY])
    found = await office.asked(TASK, "issuer-D1", id=directive["id"])
    told = {"reportTo": None, "reportToSuperior": {"line": None, "gathered": True}}
    assert found["directive"]["tasks"] == [told]
    (owed,) = (await office.inbox("W1", "issuer-W1")).values()
    assert owed["dueAt"] == "2026-01-20T16:59:59.999999Z"
    (below,) = (await office.inbox("B11", "officer-B11")).values()
    sent = {"obligation": below["id"], "text": "Đã làm."}
    payload = await acted(office, "submitReport", "officer-B11", **sent)
    ((report,),) = [o["obligation"]["reports"] for o in payload["outcomes"]]
    waiting = await routed(office, "W1", "issuer-W1")
    assert waiting.keys() == {"B11", "B12"}
    assert "DECIDE" in waiting["B11"]["viewerCan"]
    decided = {"report": report["id"], "decision": "ACCEPTED"}
    await acted(office, "decideReport", "issuer-W1", **decided)
    (owed,) = (await office.inbox("W1", "issuer-W1")).values()
    assert (owed["status"], owed["role"]) == ("PENDING", "GATHERING")
