"""What a judge may say of a report: when it came on paper, and until when to do it again."""

from datetime import timedelta

import pytest

from api.services import Services
from cascade.log import Log
from tests.office.mutations import acted, obligation_after, refused
from tests.office.office import Office

pytestmark = pytest.mark.anyio

DUE = "2026-01-12T16:59:59.999999Z"
RECEIVED = "query($id: ID!) { obligation(id: $id) { reports { receivedOn decision } timeliness } }"


@pytest.fixture
def log(services: Services) -> Log:
    return services.log


@pytest.fixture
async def owed(told: Office) -> str:
    """B11's obligation by W1's 411, due on the 12th of January, reported three days late."""
    owed = str((await told.inbox("B11", "officer-B11"))["411-CV/ĐU 1"]["id"])
    told.clock.step(timedelta(days=10))
    done = await obligation_after(
        told, "submitReport", "officer-B11", obligation=owed, text="Đã làm."
    )
    assert (done["timeliness"], done["dueAt"]) == ("LATE", DUE)
    return owed


async def report_of(office: Office, owed: str) -> str:
    query = "query($id: ID!) { obligation(id: $id) { reports { id } } }"
    data = await office.asked(query, "issuer-W1", id=owed)
    return str(data["obligation"]["reports"][0]["id"])


async def test_what_came_on_paper_in_time_was_in_time(told: Office, owed: str) -> None:
    report = await report_of(told, owed)
    sent = {"report": report, "decision": "ACCEPTED", "receivedOn": "2026-01-12"}
    done = await obligation_after(told, "decideReport", "issuer-W1", **sent)
    assert (done["status"], done["timeliness"]) == ("FULFILLED", "ON_TIME")
    seen = (await told.asked(RECEIVED, "officer-B11", id=owed))["obligation"]
    assert seen["reports"] == [{"receivedOn": "2026-01-12", "decision": "ACCEPTED"}]


async def test_what_came_on_paper_late_was_late(told: Office, owed: str) -> None:
    report = await report_of(told, owed)
    sent = {"report": report, "decision": "ACCEPTED", "receivedOn": "2026-01-13"}
    done = await obligation_after(told, "decideReport", "issuer-W1", **sent)
    assert (done["status"], done["timeliness"]) == ("FULFILLED", "LATE")


async def test_a_day_of_arrival_that_may_not_be_named(told: Office, owed: str, log: Log) -> None:
    report = await report_of(told, owed)
    for decision, day, code in (
        ("ACCEPTED", "2026-01-16", "RECEIVED_AFTER_SUBMISSION"),
        ("ACCEPTED", "2026-01-01", "RECEIVED_AFTER_SUBMISSION"),
        ("RETURNED", "2026-01-12", "DATE_ONLY_WITH_RETURN"),
    ):
        sent = {"report": report, "decision": decision, "receivedOn": day}
        found = await refused(told, log, "decideReport", "issuer-W1", **sent)
        assert found == [f"{code} at receivedOn"]


async def test_a_return_may_set_a_new_day(told: Office, owed: str) -> None:
    report = await report_of(told, owed)
    sent = {"report": report, "decision": "RETURNED", "dueAt": "2026-01-20T10:00:00Z"}
    done = await obligation_after(told, "decideReport", "issuer-W1", **sent)
    assert (done["status"], done["timeliness"]) == ("RETURNED", "NOT_YET_DUE")
    again = {"obligation": owed, "text": "Đã bổ sung."}
    done = await acted(told, "submitReport", "officer-B11", **again)
    assert done["outcomes"][0]["obligation"]["timeliness"] == "ON_TIME"
