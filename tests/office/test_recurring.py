"""Tasks that recur: each occurrence is owed by itself, and shows its period."""

from datetime import timedelta
from typing import Any

import pytest

from api.services import Services
from cascade.log import Log
from tests.office.mutations import obligation_after, obligation_seen, refused
from tests.office.office import Office

pytestmark = pytest.mark.anyio

FRIDAYS = {"rrule": "FREQ=WEEKLY;BYDAY=FR;COUNT=3", "startsOn": "2026-01-05", "time": "16:00"}


@pytest.fixture
def log(services: Services) -> Log:
    return services.log


async def issue_weekly(office: Office, recurring: dict[str, Any] | None = None) -> None:
    await office.issue(
        "issuer-W1",
        "W1",
        "7-CV/ĐU",
        subject="Về việc báo cáo tuần",
        audience={"units": [office.units["B11"]]},
        tasks=[
            {
                "key": "week",
                "text": "Báo cáo tuần.",
                "kind": "REPORT",
                "due": {"recurring": recurring or FRIDAYS},
            }
        ],
    )


async def weeks(office: Office, by: str = "officer-B11") -> dict[str, dict[str, Any]]:
    """The weekly obligations of B11 by their labels."""
    data = await office.asked(
        "query ($unit: UnitBy!) { unit(by: $unit) { obligations(first: 20) { edges { node {"
        " id status timeliness dueAt opensAt period { label startsOn } task { key } } } } } }",
        by,
        unit=office.by_code("B11"),
    )
    nodes = [edge["node"] for edge in data["unit"]["obligations"]["edges"]]
    return {node["period"]["label"]: node for node in nodes}


async def test_each_friday_is_owed_by_itself(office: Office) -> None:
    await issue_weekly(office)
    owed = await weeks(office)
    assert sorted(owed) == ["2026-W02", "2026-W03", "2026-W04"]
    first, second = owed["2026-W02"], owed["2026-W03"]
    assert (first["dueAt"], second["dueAt"]) == ("2026-01-09T09:00:00Z", "2026-01-16T09:00:00Z")
    assert second["period"]["startsOn"] == "2026-01-10"
    assert second["opensAt"] == "2026-01-09T17:00:00Z"
    sent = {"obligation": first["id"], "text": "Tuần 2."}
    done = await obligation_after(office, "submitReport", "officer-B11", **sent)
    assert (done["status"], done["period"]["label"]) == ("SUBMITTED", "2026-W02")
    accepted = await obligation_after(
        office, "decideReport", "issuer-W1", report=done["reports"][0]["id"], decision="ACCEPTED"
    )
    assert (accepted["id"], accepted["status"]) == (first["id"], "FULFILLED")
    assert (await weeks(office))["2026-W03"]["status"] == "PENDING"


async def test_a_missed_one_stays_missed_when_the_next_opens(office: Office, log: Log) -> None:
    await issue_weekly(office)
    owed = await weeks(office)
    early = {"obligation": owed["2026-W03"]["id"], "text": "Tuần 3."}
    assert await refused(office, log, "submitReport", "officer-B11", **early) == [
        "NOT_OPEN_YET at obligation"
    ]
    office.clock.step(timedelta(days=7))
    done = await obligation_after(office, "submitReport", "officer-B11", **early)
    assert done["timeliness"] == "ON_TIME"
    later = await weeks(office)
    assert (later["2026-W02"]["status"], later["2026-W02"]["timeliness"]) == ("PENDING", "OVERDUE")
    late = {"obligation": owed["2026-W02"]["id"], "text": "Tuần 2."}
    done = await obligation_after(office, "submitReport", "officer-B11", **late)
    assert (done["status"], done["timeliness"]) == ("SUBMITTED", "LATE")


async def test_what_was_due_before_the_receipt_is_not_owed(office: Office) -> None:
    office.clock.step(timedelta(days=7))
    await issue_weekly(office)
    assert sorted(await weeks(office)) == ["2026-W03", "2026-W04"]


async def test_an_occurrence_that_there_is_not(office: Office, log: Log) -> None:
    await issue_weekly(office)
    (week, *_) = (await weeks(office)).values()
    assert (await obligation_seen(office, week["id"], "officer-B12")) is None
    sent = {"obligation": week["id"], "text": "Của người khác."}
    assert await refused(office, log, "submitReport", "officer-B12", **sent) == [
        "OBLIGATION_NOT_FOUND at obligation"
    ]


async def test_recurrences_that_are_refused(office: Office, log: Log) -> None:
    for rrule, code in (
        ("FREQ=DAILY;COUNT=401", "RRULE_TOO_MANY_OCCURRENCES"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1", "RRULE_WITHOUT_OCCURRENCE"),
        ("FREQ=HOURLY;COUNT=5", "RRULE_SUB_DAILY"),
        ("mỗi thứ sáu", "RRULE_NOT_UNDERSTOOD"),
    ):
        before = await log.head()
        payload = await office.do(
            "Issue",
            "issuer-W1",
            issuer=office.units["W1"],
            type="CV",
            subject="Về việc báo cáo",
            issuedOn="2026-01-05",
            audience={"units": [office.units["B11"]]},
            tasks=[
                {"key": "1", "text": "Báo cáo.", "due": {"recurring": {**FRIDAYS, "rrule": rrule}}}
            ],
        )
        (error,) = payload["userErrors"]
        assert (error["code"], error["field"][-1]) == (code, "rrule")
        assert await log.head() == before


async def test_working_days_after_the_receipt(office: Office) -> None:
    await office.issue(
        "issuer-W1",
        "W1",
        "7-CV/ĐU",
        subject="Về việc phúc đáp",
        audience={"units": [office.units["B11"]]},
        tasks=[
            {"key": "wd", "text": "Phúc đáp.", "due": {"workingDaysAfterReceipt": 5}},
            {"key": "d", "text": "Phúc đáp.", "due": {"daysAfterReceipt": 5}},
            {"key": "i", "text": "Phúc đáp.", "due": {"daysAfterIssue": 5}},
        ],
    )
    owed = await office.inbox("B11", "officer-B11")
    assert {key: node["dueAt"] for key, node in owed.items()} == {
        "7-CV/ĐU wd": "2026-01-12T16:59:59.999999Z",
        "7-CV/ĐU d": "2026-01-10T16:59:59.999999Z",
        "7-CV/ĐU i": "2026-01-10T16:59:59.999999Z",
    }
    done = await obligation_after(
        office, "submitReport", "officer-B11", obligation=owed["7-CV/ĐU wd"]["id"], text="Xong."
    )
    assert (done["dueAt"], done["timeliness"]) == ("2026-01-12T16:59:59.999999Z", "ON_TIME")
