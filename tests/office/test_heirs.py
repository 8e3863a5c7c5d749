"""Acts when units have merged or split: the heir acts, decides and passes on for who is no more."""

from typing import Any

import pytest

from api.services import Services
from cascade.log import Log
from tests.office.mutations import acted, obligation_after, obligation_seen, refused
from tests.office.office import Office
from tests.office.story import issue_411, issue_433

pytestmark = pytest.mark.anyio

DAY = "2026-01-05"


@pytest.fixture
def log(services: Services) -> Log:
    return services.log


async def merge_wards(office: Office) -> None:
    """W1 and W2 become W12."""
    new = {
        "code": "W12",
        "name": "Đảng ủy phường Sông",
        "kind": "committee",
        "level": "ward",
        "symbol": "ĐU",
        "parent": office.units["T1"],
    }
    units = [office.units["W1"], office.units["W2"]]
    payload = await acted(office, "mergeUnits", units=units, into={"new": new}, validFrom=DAY)
    assert payload["units"][0]["code"] == "W12"
    found = await office.asked('{ unit(by: { code: "W12" }) { id } }')
    office.units["W12"] = found["unit"]["id"]
    await office.grant("issuer-W12", "W12", "ISSUER")


async def borne(office: Office, code: str, by: str) -> dict[tuple[str, str], dict[str, Any]]:
    """What a unit bears, by number and task of the directive, and code of the addressed unit."""
    query = (
        "query ($unit: UnitBy!) { unit(by: $unit) { obligations(first: 50) { edges { node { id"
        " status unit { code name } bearer { code } directive { number { text } } task { key } } }"
        " } } }"
    )
    data = await office.asked(query, by, unit={"code": code})
    nodes = [edge["node"] for edge in data["unit"]["obligations"]["edges"]]
    return {
        (f"{n['directive']['number']['text']} {n['task']['key']}", n["unit"]["name"]): n
        for n in nodes
    }


ONE, TWO = "Đảng ủy phường Một", "Đảng ủy phường Hai"


async def test_the_heir_reports_for_both_and_nobody_else_does(office: Office, log: Log) -> None:
    await issue_433(office)
    await merge_wards(office)
    owed = await borne(office, "W12", "issuer-W12")
    first, second = owed["433-CV/BTG t1", ONE], owed["433-CV/BTG t1", TWO]
    assert first["bearer"] == second["bearer"] == {"code": "W12"}
    sent = {"obligation": first["id"], "text": "Đã học."}
    assert await refused(office, log, "submitReport", "issuer-W1", **sent) == [
        "OBLIGATION_NOT_FOUND at obligation"
    ]
    done = await obligation_after(office, "submitReport", "issuer-W12", **sent)
    assert done["status"] == "SUBMITTED"
    assert (await obligation_seen(office, second["id"], "issuer-W12"))["status"] == "PENDING"
    accept = {"report": done["reports"][0]["id"], "decision": "ACCEPTED"}
    await acted(office, "decideReport", "issuer-D1", **accept)
    assigned = {"obligation": second["id"], "post": "Văn phòng Đảng ủy"}
    assert (await obligation_after(office, "assignObligation", "issuer-W12", **assigned))[
        "assignedTo"
    ] == "Văn phòng Đảng ủy"


async def test_the_heir_passes_on_for_both(office: Office) -> None:
    await issue_433(office)
    await merge_wards(office)
    await acted(
        office,
        "relayDirective",
        "issuer-W12",
        directive=office.directives["433-CV/BTG"],
        by=office.units["W12"],
        audience={"groups": [{"under": office.units["W12"]}]},
    )
    owed = await borne(office, "W12", "issuer-W12")
    for name in (ONE, TWO):
        assert owed["433-CV/BTG @pass-on", name]["status"] == "FULFILLED"
    for code in ("B11", "B21"):
        assert "433-CV/BTG t1" in await office.inbox(code, f"officer-{code}")


async def test_the_heir_of_the_issuer_decides(office: Office, log: Log) -> None:
    await issue_433(office)
    await issue_411(office)
    owed = (await office.inbox("B11", "officer-B11"))["411-CV/ĐU 1"]["id"]
    done = await obligation_after(
        office, "submitReport", "officer-B11", obligation=owed, text="Xong."
    )
    await merge_wards(office)
    accept = {"report": done["reports"][0]["id"], "decision": "ACCEPTED"}
    assert await refused(office, log, "decideReport", "issuer-W1", **accept) == [
        "REPORT_NOT_FOUND at report"
    ]
    accepted = await obligation_after(office, "decideReport", "issuer-W12", **accept)
    assert accepted["status"] == "FULFILLED"
    group = {
        "directive": office.directives["411-CV/ĐU"],
        "under": office.units["W12"],
        "reason": "Sáp nhập phường.",
    }
    payload = await acted(office, "exemptGroup", "issuer-W12", **group)
    assert payload["count"] == 1


async def test_a_relay_after_the_merger_reaches_who_is_no_more(office: Office) -> None:
    """The province relays to the merged ward, which bears what both were addressed for."""
    await office.grant("issuer-C", "C", "ISSUER")
    await office.grant("issuer-T1", "T1", "ISSUER")
    await office.issue(
        "issuer-C",
        "C",
        "1-CV/TW",
        subject="Về việc báo cáo",
        audience={"groups": [{"under": office.units["C"], "kinds": ["committee"]}]},
        tasks=[{"key": "t1", "text": "Báo cáo."}],
        levelByLevel={},
    )
    await merge_wards(office)
    await acted(
        office,
        "relayDirective",
        "issuer-T1",
        directive=office.directives["1-CV/TW"],
        by=office.units["T1"],
        audience={"units": [office.units["W12"]]},
    )
    owed = await borne(office, "W12", "issuer-W12")
    assert set(owed) == {("1-CV/TW t1", ONE), ("1-CV/TW t1", TWO)}
    sent = {"obligation": owed["1-CV/TW t1", TWO]["id"], "text": "Đã làm."}
    assert (await obligation_after(office, "submitReport", "issuer-W12", **sent))[
        "status"
    ] == "SUBMITTED"


async def test_the_group_is_of_who_bears(office: Office) -> None:
    await issue_433(office)
    await merge_wards(office)
    group = {
        "directive": office.directives["433-CV/BTG"],
        "under": office.units["W12"],
        "tasks": ["t1"],
        "reason": "Sáp nhập phường.",
        "dueAt": "2026-02-02T10:00:00Z",
    }
    payload = await acted(office, "extendGroup", "issuer-D1", **group)
    assert payload["count"] == 2
    owed = await borne(office, "W12", "issuer-W12")
    for name in (ONE, TWO):
        page = await obligation_seen(office, owed["433-CV/BTG t1", name]["id"], "issuer-W12")
        assert page["dueAt"] == "2026-02-02T10:00:00Z"
