"""Relays that bring dates forward, and relays that are recalled."""

from typing import Any

import pytest

from api.services import Services
from cascade.log import Log
from tests.office.mutations import act, acted, refused
from tests.office.office import Office
from tests.office.story import issue_433

pytestmark = pytest.mark.anyio

EARLIER = "2026-01-15T16:59:59.999999Z"
OWN = "2026-01-20T16:59:59.999999Z"


@pytest.fixture
def log(services: Services) -> Log:
    return services.log


def relaying(office: Office, **more: Any) -> dict[str, Any]:
    """W2 relays the directive to its branch."""
    return {
        "directive": next(iter(office.directives.values())),
        "by": office.units["W2"],
        "audience": {"groups": [{"under": office.units["W2"]}]},
        **more,
    }


@pytest.fixture
async def going_down(office: Office) -> Office:
    """433 has reached the wards, level by level."""
    await issue_433(office)
    return office


async def inbox(office: Office, code: str) -> dict[str, dict[str, Any]]:
    """What a unit owes by 433, by task."""
    by = f"officer-{code}" if code.startswith("B") else f"issuer-{code}"
    return {key.partition(" ")[2]: node for key, node in (await office.inbox(code, by)).items()}


async def test_a_relay_brings_a_date_forward(going_down: Office, log: Log) -> None:
    sent = relaying(going_down, dues=[{"taskKey": "t1", "on": "2026-01-15"}])
    await acted(going_down, "relayDirective", "issuer-W2", **sent)
    learn = (await inbox(going_down, "B21"))["t1"]
    assert learn["dueAt"] == EARLIER
    assert (await inbox(going_down, "W2"))["t1"]["dueAt"] == OWN
    again = await act(going_down, "relayDirective", "issuer-W2", **sent)
    assert (again["position"], again["userErrors"]) == (None, [])
    # Acts are judged by the date that binds.
    extension = {"obligations": [learn["id"]], "reason": "Lùi.", "dueAt": "2026-01-16T00:00:00Z"}
    await acted(going_down, "extendObligations", "issuer-D1", **extension)


async def test_what_binds_a_relayer_binds_those_below_it(office: Office, log: Log) -> None:
    await office.grant("issuer-T1", "T1", "ISSUER")
    await office.grant("issuer-C", "C", "ISSUER")
    await office.issue(
        "issuer-C",
        "C",
        "1-CV/TW",
        subject="Về việc báo cáo",
        audience={"groups": [{"under": office.units["C"], "kinds": ["committee", "cell"]}]},
        tasks=[{"key": "t1", "text": "Báo cáo.", "due": {"on": "2026-01-20"}}],
        levelByLevel={},
    )
    directive = office.directives["1-CV/TW"]
    down = {
        "directive": directive,
        "by": office.units["T1"],
        "audience": {"groups": [{"under": office.units["T1"], "levels": ["ward"]}]},
        "dues": [{"taskKey": "t1", "on": "2026-01-15"}],
    }
    await acted(office, "relayDirective", "issuer-T1", **down)
    further = relaying(office)
    later = {**further, "dues": [{"taskKey": "t1", "on": "2026-01-16"}]}
    assert await refused(office, log, "relayDirective", "issuer-W2", **later) == [
        "RELAY_POSTPONES at dues.0"
    ]
    await acted(office, "relayDirective", "issuer-W2", **further)
    assert (await office.inbox("B21", "officer-B21"))["1-CV/TW t1"]["dueAt"] == EARLIER


async def test_dates_that_a_relay_may_not_bring(going_down: Office, log: Log) -> None:
    for due, code in (
        ({"taskKey": "t1", "on": "2026-01-21"}, "RELAY_POSTPONES at dues.0"),
        ({"taskKey": "t1", "at": "2026-01-05T01:00:00Z"}, "DUE_IN_THE_PAST at dues.0"),
        ({"taskKey": "t2", "on": "2026-01-15"}, "NOTHING_TO_BRING_FORWARD at dues.0.taskKey"),
        ({"taskKey": "none", "on": "2026-01-15"}, "UNKNOWN_TASK at dues.0.taskKey"),
        ({"taskKey": "t1"}, "DUE_NOT_UNDERSTOOD at dues.0"),
    ):
        wrong = relaying(going_down, dues=[due])
        assert await refused(going_down, log, "relayDirective", "issuer-W2", **wrong) == [code]
    twice = relaying(going_down, dues=[{"taskKey": "t1", "on": "2026-01-15"}] * 2)
    assert await refused(going_down, log, "relayDirective", "issuer-W2", **twice) == [
        "TASK_GIVEN_TWICE at dues.1.taskKey"
    ]


async def test_a_relay_never_widens_the_audience(going_down: Office, log: Log) -> None:
    beyond = relaying(going_down, audience={"units": [going_down.units["B11"]]})
    assert await refused(going_down, log, "relayDirective", "issuer-W2", **beyond) == [
        "AUDIENCE_BEYOND_AUTHORITY at audience.units.0"
    ]


async def test_a_recalled_relay_withdraws_what_it_reached(going_down: Office, log: Log) -> None:
    recall = {
        "directive": going_down.directives["433-CV/BTG"],
        "by": going_down.units["W2"],
        "reason": "Chuyển nhầm.",
    }
    assert await refused(going_down, log, "recallRelay", "issuer-W2", **recall) == [
        "NOTHING_RELAYED at by"
    ]
    await acted(going_down, "relayDirective", "issuer-W2", **relaying(going_down))
    assert (await inbox(going_down, "W2"))["@pass-on"]["status"] == "FULFILLED"
    learn = (await inbox(going_down, "B21"))["t1"]
    payload = await acted(going_down, "recallRelay", "issuer-W2", **recall)
    assert payload["directive"]["id"] == recall["directive"]
    again = await act(going_down, "recallRelay", "issuer-W2", **recall)
    assert (again["position"], again["userErrors"]) == (None, [])
    assert (await inbox(going_down, "W2"))["@pass-on"]["status"] == "PENDING"
    withdrawn = (await inbox(going_down, "B21"))["t1"]
    assert (withdrawn["status"], withdrawn["timeliness"]) == ("WITHDRAWN", "UNDATED")
    report = {"obligation": learn["id"], "text": "Vẫn làm."}
    assert await refused(going_down, log, "submitReport", "officer-B21", **report) == [
        "OBLIGATION_WITHDRAWN at obligation"
    ]
    await acted(going_down, "relayDirective", "issuer-W2", **relaying(going_down, note="Lại."))
    assert (await inbox(going_down, "B21"))["t1"]["status"] == "PENDING"
    await acted(going_down, "submitReport", "officer-B21", **report)


async def test_what_was_fulfilled_stays_so_when_its_relay_is_recalled(going_down: Office) -> None:
    await acted(going_down, "relayDirective", "issuer-W2", **relaying(going_down))
    learn = (await inbox(going_down, "B21"))["t1"]["id"]
    report = {"obligation": learn, "text": "Đã học."}
    (outcome,) = (await acted(going_down, "submitReport", "officer-B21", **report))["outcomes"]
    accept = {"report": outcome["obligation"]["reports"][0]["id"], "decision": "ACCEPTED"}
    await acted(going_down, "decideReport", "issuer-D1", **accept)
    recall = {"directive": going_down.directives["433-CV/BTG"], "by": going_down.units["W2"]}
    await acted(going_down, "recallRelay", "issuer-W2", **recall)
    assert (await inbox(going_down, "B21"))["t1"]["status"] == "FULFILLED"


async def test_recalls_that_are_refused(going_down: Office, log: Log) -> None:
    await acted(going_down, "relayDirective", "issuer-W2", **relaying(going_down))
    recall = {"directive": going_down.directives["433-CV/BTG"], "by": going_down.units["W2"]}
    assert await refused(going_down, log, "recallRelay", "issuer-W1", **recall) == [
        "DIRECTIVE_NOT_FOUND at directive"
    ]
    silent = {**recall, "reason": " "}
    assert await refused(going_down, log, "recallRelay", "issuer-W2", **silent) == [
        "EMPTY_TEXT at reason"
    ]
