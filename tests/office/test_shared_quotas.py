"""A quota that a lead and a group reach together, as offices report towards it and see it met."""

from typing import Any

import pytest

from api.services import Services
from cascade.log import Log
from tests.office.mutations import acted, document, issue, obligation_after, refused
from tests.office.office import Office

pytestmark = pytest.mark.anyio

SHARED = """
    query ($id: ID!, $asOf: AsOf) { obligation(id: $id, asOf: $asOf) {
        status timeliness role target quotaMet reportedTowardsQuotaExact submittedAt fulfilledAt
        because { position type summary }
    } }
"""
OWED = """
    query ($unit: UnitBy!) { unit(by: $unit) { obligations(first: 20) {
        edges { node { id directive { subject } } } } } }
"""
PROGRESS = """
    query ($id: ID!, $asOf: AsOf) { directive(by: {id: $id}, asOf: $asOf) {
        progress { total pending submitted fulfilled } } }
"""
TRAIL = """
    query ($directive: ID!) { auditTrail(first: 100, filter: {directive: $directive}) {
        edges { node { type summary } } } }
"""
SUBJECT = "Trồng cây"
HANDS = {"W1": "issuer-W1", "B11": "officer-B11", "B12": "officer-B12", "B21": "officer-B21"}


@pytest.fixture
def log(services: Services) -> Log:
    return services.log


def planting(office: Office, **more: Any) -> dict[str, Any]:
    """W1 leads, and all branches of the province coordinate."""
    return {
        "key": "1",
        "text": "Trồng cây.",
        "lead": office.units["W1"],
        "coordinatingGroups": [
            {"under": office.units["T1"], "levels": ["branch"], "stated": "các chi bộ"}
        ],
        "due": {"on": "2026-01-15"},
        "quota": {"amount": "10.5", "unitOfMeasure": "ha", "stated": "10,5 ha"},
        **more,
    }


async def planted(office: Office, **more: Any) -> dict[str, str]:
    """What each of the four owes of it, and the directive."""
    made = await issue(office, "D1", "W1", subject=SUBJECT, tasks=[planting(office, **more)])
    found = {"directive": made["id"]}
    for code, subject in HANDS.items():
        edges = (await office.asked(OWED, subject, unit={"code": code}))["unit"]["obligations"]
        nodes = [edge["node"] for edge in edges["edges"]]
        (found[code],) = [n["id"] for n in nodes if n["directive"]["subject"] == SUBJECT]
    return found


async def report(office: Office, owed: dict[str, str], code: str, quantity: str) -> str:
    sent = {"obligation": owed[code], "text": "Đã trồng.", "quantityExact": quantity}
    done = await obligation_after(office, "submitReport", HANDS[code], **sent)
    return str(done["reports"][0]["id"])


async def accept(office: Office, report: str) -> int:
    """The position of the last event of the acceptance."""
    sent = {"report": report, "decision": "ACCEPTED"}
    return int((await acted(office, "decideReport", "issuer-D1", **sent))["position"])


async def shown(office: Office, owed: dict[str, str], code: str, **more: Any) -> dict[str, Any]:
    found = (await office.asked(SHARED, HANDS[code], id=owed[code], **more))["obligation"]
    assert isinstance(found, dict)
    return found


async def everyone(
    office: Office, owed: dict[str, str], *fields: str, **more: Any
) -> dict[str, tuple[Any, ...]]:
    found = {code: await shown(office, owed, code, **more) for code in HANDS}
    return {code: tuple(each[field] for field in fields) for code, each in found.items()}


async def test_what_several_had_accepted_meets_it_for_all(office: Office) -> None:
    owed = await planted(office)
    roles = await everyone(office, owed, "role", "target")
    assert roles == {
        "W1": ("LEAD", "10.5"),
        **dict.fromkeys(("B11", "B12", "B21"), ("COORDINATING", "10.5")),
    }
    await accept(office, await report(office, owed, "B11", "4.25"))
    await accept(office, await report(office, owed, "W1", "3"))
    fields = ("status", "quotaMet", "reportedTowardsQuotaExact")
    last = await report(office, owed, "B21", "3.25")
    assert await everyone(office, owed, *fields) == {
        **dict.fromkeys(("W1", "B11", "B12"), ("PENDING", False, "10.5")),
        "B21": ("SUBMITTED", False, "10.5"),
    }
    met = await accept(office, last)
    assert await everyone(office, owed, *fields, "timeliness") == dict.fromkeys(
        HANDS, ("FULFILLED", True, "10.5", "ON_TIME")
    )
    before = {"position": met - 2}
    assert await everyone(office, owed, *fields, asOf=before) == {
        **dict.fromkeys(("W1", "B11", "B12"), ("PENDING", False, "10.5")),
        "B21": ("SUBMITTED", False, "10.5"),
    }
    for as_of, counts in (({"position": met}, (4, 0, 0, 4)), (before, (4, 3, 1, 0))):
        asked = {"id": owed["directive"], "asOf": as_of}
        data = await office.asked(PROGRESS, "issuer-D1", **asked)
        assert tuple(data["directive"]["progress"].values()) == counts


async def test_who_did_nothing_sees_by_what_it_was_met(office: Office) -> None:
    owed = await planted(office)
    met = await accept(office, await report(office, owed, "B11", "11"))
    found = await shown(office, owed, "B12")
    assert found["submittedAt"] is not None
    assert found["fulfilledAt"] is not None
    deciding = {e["position"] for e in found["because"] if e["type"] == "ReportAccepted"}
    assert deciding
    assert max(deciding) <= met
    data = await office.asked(TRAIL, "inspector-T1", directive=owed["directive"])
    trail = [edge["node"] for edge in data["auditTrail"]["edges"]]
    (counted,) = [e["summary"] for e in trail if e["type"].endswith("QuotaShareCounted")]
    assert counted.startswith("11 of ")
    assert "counted towards the quota" in counted


async def test_it_may_ask_for_at_most_or_exactly_so_much(office: Office) -> None:
    quota = {"amount": "5", "direction": "EXACTLY", "unitOfMeasure": "ha", "stated": "5 ha"}
    owed = await planted(office, quota=quota)
    await accept(office, await report(office, owed, "B11", "4"))
    assert {met for (met,) in (await everyone(office, owed, "quotaMet")).values()} == {False}
    await accept(office, await report(office, owed, "B12", "1"))
    assert set((await everyone(office, owed, "status")).values()) == {("FULFILLED",)}
    # What was met stays met, whatever comes on top.
    await accept(office, await report(office, owed, "W1", "1"))
    assert set((await everyone(office, owed, "status", "quotaMet")).values()) == {
        ("FULFILLED", False)
    }


async def test_the_figure_is_amended_for_all(office: Office) -> None:
    owed = await planted(office)
    await accept(office, await report(office, owed, "B11", "4"))
    quota = {"amount": "6", "unitOfMeasure": "ha", "stated": "6 ha"}
    change = {"directive": owed["directive"], "changeTasks": [{"key": "1", "quota": quota}]}
    await acted(office, "amendDirective", "issuer-D1", **change)
    assert set((await everyone(office, owed, "target", "status")).values()) == {("6", "PENDING")}
    await accept(office, await report(office, owed, "B21", "2"))
    assert set((await everyone(office, owed, "status")).values()) == {("FULFILLED",)}


async def test_it_is_shared_from_the_issue_on_and_has_a_lead(office: Office, log: Log) -> None:
    quota, alone = planting(office)["quota"], {"units": [office.units["W1"]]}
    given = document(office.units, "D1", "W1", tasks=[planting(office, lead=None, audience=alone)])
    assert await refused(office, log, "issueDirective", "issuer-D1", **given) == [
        "COORDINATING_WITHOUT_LEAD at tasks.0.coordinatingGroups"
    ]
    made = await issue(office, "D1", "W1", tasks=[planting(office, quota=None)])
    change = {"directive": made["id"], "changeTasks": [{"key": "1", "quota": quota}]}
    assert await refused(office, log, "amendDirective", "issuer-D1", **change) == [
        "QUOTA_SHARED_WITH_GROUP at changeTasks.0.quota"
    ]


async def test_nobody_is_invited_to_share_it(office: Office, log: Log) -> None:
    owed = await planted(office)
    invited = {"directive": owed["directive"], "task": "1", "unit": office.units["T2"]}
    assert await refused(office, log, "inviteUnit", "issuer-D1", **invited) == [
        "QUOTA_SHARED_WITH_GROUP at task"
    ]
