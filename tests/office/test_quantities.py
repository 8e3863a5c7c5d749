"""Quantities come and go exactly, and no sum of them is too large."""

from typing import Any

import pytest

from api.services import Services
from cascade.log import Log
from tests.office.mutations import act, acted, obligation_after, refused
from tests.office.office import Office
from tests.office.test_recorded_reports import report

pytestmark = pytest.mark.anyio

LARGEST = "999999999999999.999999"
STANDING = """
    query ($id: ID!) { obligation(id: $id) {
        quotaMet reportedTowardsQuota reportedTowardsQuotaExact
        reports { quantity quantityExact }
    } }
"""


@pytest.fixture
def log(services: Services) -> Log:
    return services.log


async def shared(office: Office, code: str) -> str:
    return str((await office.inbox(code, f"issuer-{code}"))["433-CV/BTG t2"]["id"])


async def standing(office: Office, code: str, owed: str) -> dict[str, Any]:
    found = (await office.asked(STANDING, f"issuer-{code}", id=owed))["obligation"]
    assert isinstance(found, dict)
    return found


async def test_a_shared_quota_of_the_largest_reports(told: Office) -> None:
    for code in ("W1", "W1", "W2"):
        sent = {"obligation": await shared(told, code), "text": "Bài.", "quantityExact": LARGEST}
        done = await obligation_after(told, "submitReport", f"issuer-{code}", **sent)
        accept = {"report": done["reports"][0]["id"], "decision": "ACCEPTED"}
        await acted(told, "decideReport", "issuer-D1", **accept)
    for code in ("W1", "W2"):
        found = await standing(told, code, await shared(told, code))
        assert found["reportedTowardsQuotaExact"] == "2999999999999999.999997"
        assert (found["quotaMet"], found["reportedTowardsQuota"]) == (True, 3e15)
        assert found["reports"][0] == {"quantity": 1e15, "quantityExact": LARGEST}


@pytest.mark.parametrize(
    ("given", "exact"),
    [
        ({"quantity": 2.5}, "2.5"),
        ({"quantity": 0.1}, "0.1"),
        ({"quantityExact": "0.100000"}, "0.1"),
        ({"quantityExact": 0.1}, "0.1"),
        ({"quantityExact": 7}, "7"),
        ({}, None),
    ],
)
async def test_what_was_given_is_what_is_told(
    told: Office, given: dict[str, Any], exact: str | None
) -> None:
    sent = {"obligation": await shared(told, "W1"), "text": "Bài.", **given}
    await acted(told, "submitReport", "issuer-W1", **sent)
    (last,) = (await standing(told, "W1", sent["obligation"]))["reports"]
    assert last["quantityExact"] == exact
    assert last["quantity"] == (None if exact is None else float(exact))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"quantity": 1.7e308}, "INVALID_QUANTITY at quantity"),
        ({"quantity": 0.1 + 0.2}, "INVALID_QUANTITY at quantity"),
        ({"quantity": 123456789012345.67}, "INVALID_QUANTITY at quantity"),
        ({"quantityExact": "1000000000000000"}, "INVALID_QUANTITY at quantityExact"),
        ({"quantityExact": "0.0000001"}, "INVALID_QUANTITY at quantityExact"),
        ({"quantityExact": "-1"}, "INVALID_QUANTITY at quantityExact"),
        ({"quantity": 1, "quantityExact": "1"}, "GIVEN_TWICE at quantityExact"),
    ],
)
async def test_what_is_refused(told: Office, log: Log, given: dict[str, Any], reason: str) -> None:
    sent = {"obligation": await shared(told, "W1"), "text": "Bài.", **given}
    assert await refused(told, log, "submitReport", "issuer-W1", **sent) == [reason]
    wrong = report(told, **given)
    assert await refused(told, log, "recordReport", "officer-B11", **wrong) == [reason]


async def test_a_recorded_report_keeps_its_quantity(told: Office) -> None:
    await acted(told, "recordReport", "officer-B11", **report(told, quantityExact=LARGEST))
    query = (
        "query ($unit: UnitBy!) { unit(by: $unit) { recordedReports(first: 5) {"
        " edges { node { quantity quantityExact } } } } }"
    )
    data = await told.asked(query, "officer-B11", unit=told.by_code("B11"))
    (edge,) = data["unit"]["recordedReports"]["edges"]
    assert edge["node"] == {"quantity": 1e15, "quantityExact": LARGEST}


async def test_a_key_is_of_one_quantity(told: Office) -> None:
    sent = {"obligation": await shared(told, "W1"), "text": "Bài.", "quantityExact": "1.5"}
    once = await act(told, "submitReport", "issuer-W1", idempotencyKey="k", **sent)
    again = await act(told, "submitReport", "issuer-W1", idempotencyKey="k", **sent)
    assert (once["position"], once["userErrors"]) == (again["position"], [])
    sent["quantityExact"] = "1.500001"
    other = await act(told, "submitReport", "issuer-W1", idempotencyKey="k", **sent)
    assert [error["code"] for error in other["userErrors"]] == ["IDEMPOTENCY_KEY_REUSED"]
