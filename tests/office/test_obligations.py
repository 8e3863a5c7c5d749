"""What units owe, what they do about it, and what is overdue."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.office.office import Office

pytestmark = pytest.mark.anyio


async def page(office: Office, obligation: str, by: str) -> dict[str, Any]:
    found = (await office.ask("ObligationPage", by, id=obligation))["obligation"]
    assert isinstance(found, dict)
    return found


async def test_an_inbox(told: Office) -> None:
    owed = await told.inbox("W2", "issuer-W2")
    assert sorted(owed) == ["433-CV/BTG @pass-on", "433-CV/BTG t1", "433-CV/BTG t2"]
    learn = owed["433-CV/BTG t1"]
    assert (learn["status"], learn["timeliness"], learn["role"]) == (
        "PENDING",
        "NOT_YET_DUE",
        "RESPONSIBLE",
    )
    assert learn["dueAt"] == "2026-01-20T16:59:59.999999Z"
    assert learn["unit"]["code"] == learn["bearer"]["code"] == "W2"
    assert learn["period"] is None
    articles = owed["433-CV/BTG t2"]
    assert (articles["role"], articles["timeliness"]) == ("COORDINATING", "UNDATED")
    assert (articles["reportedTowardsQuota"], articles["quotaMet"]) == (0, False)
    assert articles["task"]["reportVia"] == {"name": "Tỉnh ủy Bình Minh"}
    assert owed["433-CV/BTG @pass-on"]["status"] == "FULFILLED"
    assert owed["433-CV/BTG @pass-on"]["timeliness"] == "ON_TIME"
    assert sorted(await told.inbox("B11", "officer-B11")) == ["411-CV/ĐU 1"]


async def test_acknowledged_reported_returned_accepted(told: Office) -> None:
    owed = (await told.inbox("B11", "officer-B11"))["411-CV/ĐU 1"]["id"]
    assert (await page(told, owed, "officer-B11"))["viewerCan"] == [
        "ACKNOWLEDGE",
        "REPORT",
        "DECLARE_NOT_APPLICABLE",
        "ASK_EXTENSION",
        "ASSIGN",
        "PLAN",
    ]
    assert (await page(told, owed, "issuer-W1"))["viewerCan"] == [
        "EXTEND",
        "EXEMPT",
        "REMIND",
        "INSPECT",
    ]
    assert (await page(told, owed, "reader-T1"))["viewerCan"] == []
    done = await told.done("Acknowledge", "officer-B11", obligations=[owed])
    assert done["outcomes"][0]["obligation"]["status"] == "ACKNOWLEDGED"
    done = await told.done("SubmitReport", "officer-B11", obligation=owed, text="Đã làm.")
    submitted = done["outcomes"][0]["obligation"]
    assert (submitted["status"], submitted["timeliness"]) == ("SUBMITTED", "ON_TIME")
    report = submitted["reports"][0]["id"]
    assert (await page(told, owed, "issuer-W1"))["viewerCan"] == ["DECIDE", "INSPECT"]
    done = await told.done(
        "DecideReport", "issuer-W1", report=report, decision="RETURNED", remark="Bổ sung số liệu."
    )
    returned = done["outcomes"][0]["obligation"]
    assert (returned["status"], returned["timeliness"]) == ("RETURNED", "NOT_YET_DUE")
    assert returned["reports"][0]["remark"] == "Bổ sung số liệu."
    done = await told.done("SubmitReport", "officer-B11", obligation=owed, text="Đã bổ sung.")
    latest = done["outcomes"][0]["obligation"]["reports"][0]["id"]
    await told.done("DecideReport", "issuer-W1", report=latest, decision="ACCEPTED")
    opened = await page(told, owed, "officer-B11")
    assert (opened["status"], opened["timeliness"]) == ("FULFILLED", "ON_TIME")
    assert [each["decision"] for each in opened["reports"]] == ["ACCEPTED", "RETURNED"]
    assert [each["text"] for each in opened["reports"]] == ["Đã bổ sung.", "Đã làm."]
    assert opened["reports"][0]["by"]["name"] == "Chi bộ 1 phường Một"
    assert opened["viewerCan"] == []
    node = await told.ask("Anything", "issuer-W1", ids=[latest])
    assert node["nodes"][0]["id"] == latest
    assert (await told.ask("Anything", "officer-B12", ids=[latest]))["nodes"] == [None]


async def test_a_shared_quota(told: Office) -> None:
    owed = (await told.inbox("W1", "issuer-W1"))["433-CV/BTG t2"]["id"]
    beside = (await told.inbox("W2", "issuer-W2"))["433-CV/BTG t2"]["id"]
    for subject, obligation, articles in (("issuer-W1", owed, 2), ("issuer-W2", beside, 3.5)):
        done = await told.done(
            "SubmitReport", subject, obligation=obligation, text="Bài.", quantity=articles
        )
        report = done["outcomes"][0]["obligation"]["reports"][0]["id"]
        await told.done("DecideReport", "issuer-D1", report=report, decision="ACCEPTED")
    for subject, obligation in (("issuer-W1", owed), ("issuer-W2", beside)):
        shared = await page(told, obligation, subject)
        assert (shared["status"], shared["reportedTowardsQuota"], shared["quotaMet"]) == (
            "FULFILLED",
            5.5,
            True,
        )
    assert (await told.inbox("W1", "reader-T1"))["433-CV/BTG t2"]["timeliness"] == "UNDATED"


async def test_what_is_overdue_under_a_province(told: Office) -> None:
    live = await told.ask("Overdue", "reader-T1", unit={"code": "T1"})
    assert live["unit"]["progress"]["overdue"] == 0
    told.clock.step_to(datetime(2026, 1, 13, tzinfo=UTC))
    data = (await told.ask("Overdue", "reader-T1", unit={"code": "T1"}))["unit"]
    assert data["progress"]["overdue"] == data["subtreeObligations"]["totalCount"] == 2
    assert data["progress"]["total"] == sum(
        data["progress"][name]
        for name in ("pending", "acknowledged", "submitted", "returned", "fulfilled", "exempted")
    )
    bearers = [e["node"]["bearer"]["code"] for e in data["subtreeObligations"]["edges"]]
    assert sorted(bearers) == ["B11", "B12"]
    children = data["progressByChild"]["edges"]
    assert data["progressByChild"]["totalCount"] == 3
    assert children[0]["node"]["unit"]["code"] == "W1"
    assert children[0]["node"]["progress"]["overdue"] == 2
    first = (await told.ask("Overdue", "reader-T1", unit={"code": "T1"}, first=1))["unit"]
    after = first["subtreeObligations"]["pageInfo"]["endCursor"]
    told.clock.step(timedelta(days=30))
    rest = await told.ask("Overdue", "reader-T1", unit={"code": "T1"}, first=5, after=after)
    later = rest["unit"]["subtreeObligations"]
    assert later["moment"] == first["subtreeObligations"]["moment"]
    ids = [e["node"]["id"] for p in (first["subtreeObligations"], later) for e in p["edges"]]
    assert len(ids) == len(set(ids)) == 2


async def test_extended_and_dated(told: Office) -> None:
    owed = (await told.inbox("B11", "officer-B11"))["411-CV/ĐU 1"]["id"]
    done = await told.done(
        "Extend",
        "issuer-W1",
        obligations=[owed],
        dueAt="2026-02-01T00:00:00+07:00",
        reason="Mưa lũ.",
    )
    assert done["outcomes"][0]["obligation"]["dueAt"] == "2026-01-31T17:00:00Z"
    dated = await told.done(
        "DateWindow",
        "issuer-D1",
        directive=told.directives["433-CV/BTG"],
        key="dot-1",
        **{"from": "2026-01-10", "to": "2026-01-15"},
    )
    assert dated["directive"]["windows"][0]["to"] == "2026-01-15"
    articles = (await told.inbox("W1", "issuer-W1"))["433-CV/BTG t2"]
    assert articles["dueAt"] == "2026-01-15T16:59:59.999999Z"
    assert articles["task"]["due"]["kind"] == "WINDOW"
    before = (await told.inbox("W1", "issuer-W1", asOf={"position": done["position"]}))[
        "433-CV/BTG t2"
    ]
    assert (before["dueAt"], before["task"]["due"]["kind"]) == (None, "WINDOW_NOT_DATED")


async def test_two_mutations_of_one_request_each_see_their_own_position(told: Office) -> None:
    owed = (await told.inbox("B11", "officer-B11"))["411-CV/ĐU 1"]["id"]
    query = """mutation ($id: ID!) {
        one: acknowledge(input: {idempotencyKey: "a", obligations: [$id]}) {
            position outcomes { obligation { status } } }
        two: submitReport(input: {idempotencyKey: "b", obligation: $id, text: "Đã làm."}) {
            position outcomes { obligation { status reports { text } } } } }"""
    data = await told.asked(query, "officer-B11", id=owed)
    assert data["one"]["outcomes"][0]["obligation"]["status"] == "ACKNOWLEDGED"
    assert data["two"]["outcomes"][0]["obligation"] == {
        "status": "SUBMITTED",
        "reports": [{"text": "Đã làm."}],
    }
    assert data["one"]["position"] < data["two"]["position"]
    again = await told.asked(query, "officer-B11", id=owed)
    assert again["two"]["position"] == data["two"]["position"]


async def test_a_policy_adds_and_is_told_apart(office: Office) -> None:
    done = await office.done(
        "SetPolicy",
        "issuer-W1",
        unit=office.units["W1"],
        key="ack",
        types=["CV"],
        acknowledgeWithinWorkingDays=2,
        validFrom="2026-01-05",
    )
    assert done["policy"]["key"] == "ack"
    await office.issue(
        "issuer-W1",
        "W1",
        "1-CV/ĐU",
        subject="Về việc họp",
        audience={"units": [office.units["B11"]]},
        tasks=[{"key": "1", "text": "Dự họp."}],
    )
    owed = await office.inbox("B11", "officer-B11")
    added = owed["1-CV/ĐU @policy-acknowledge"]
    assert (added["task"]["origin"], owed["1-CV/ĐU 1"]["task"]["origin"]) == ("POLICY", "DOCUMENT")
    assert added["dueAt"] == "2026-01-07T16:59:59.999999Z"
    assert (await page(office, added["id"], "officer-B11"))["viewerCan"] == [
        "ACKNOWLEDGE",
        "ASK_EXTENSION",
        "ASSIGN",
        "PLAN",
    ]
    done = await office.done("Acknowledge", "officer-B11", obligations=[added["id"]])
    assert done["outcomes"][0]["obligation"]["status"] == "FULFILLED"
