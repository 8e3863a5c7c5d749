"""Extensions and exemptions: of obligations by name, and of everything under a unit at once."""

from typing import Any

import pytest

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.services import Services
from cascade.log import Log
from tests.office.mutations import act, acted, obligation_after, refused
from tests.office.office import Office

pytestmark = pytest.mark.anyio

END = "2026-01-20T16:59:59.999999Z"
LATER = "2026-02-02T10:00:00Z"


@pytest.fixture
def log(services: Services) -> Log:
    return services.log


@pytest.fixture
async def at_once(office: Office) -> Office:
    """434 of D1 to both wards and their branches, at once: one dated task and an undated one."""
    await office.issue(
        "issuer-D1",
        "D1",
        "434-CV/BTG",
        subject="Về việc báo cáo",
        audience={"groups": [{"under": office.units["T1"], "levels": ["ward", "branch"]}]},
        tasks=[
            {"key": "dated", "text": "Báo cáo.", "due": {"on": "2026-01-20"}},
            {"key": "undated", "text": "Theo dõi."},
        ],
    )
    return office


async def owed(office: Office, code: str, key: str) -> dict[str, Any]:
    by = f"officer-{code}" if code.startswith("B") else f"issuer-{code}"
    return (await office.inbox(code, by))[f"434-CV/BTG {key}"]


def under(office: Office, code: str, **more: Any) -> dict[str, Any]:
    return {
        "directive": office.directives["434-CV/BTG"],
        "under": office.units[code],
        "reason": "Bão lũ.",
        **more,
    }


async def test_a_subtree_is_given_more_time_by_one_event(at_once: Office, log: Log) -> None:
    before = await log.head()
    payload = await acted(at_once, "extendGroup", "issuer-D1", **under(at_once, "W1", dueAt=LATER))
    assert (payload["count"], payload["position"]) == (3, before.position + 1)
    for code, due in (("W1", LATER), ("B11", LATER), ("B12", LATER), ("B21", END)):
        assert (await owed(at_once, code, "dated"))["dueAt"] == due
        assert (await owed(at_once, code, "undated"))["dueAt"] is None


async def test_a_later_date_of_its_own_outlasts_the_groups(at_once: Office) -> None:
    latest = "2026-03-01T10:00:00Z"
    named = {"obligations": [(await owed(at_once, "B11", "dated"))["id"]], "reason": "Riêng."}
    await acted(at_once, "extendObligations", "issuer-D1", **named, dueAt=latest)
    payload = await acted(at_once, "extendGroup", "issuer-D1", **under(at_once, "W1", dueAt=LATER))
    assert payload["count"] == 2
    assert (await owed(at_once, "B11", "dated"))["dueAt"] == latest
    assert (await owed(at_once, "B12", "dated"))["dueAt"] == LATER


async def test_what_is_submitted_is_not_extended_with_its_group(at_once: Office) -> None:
    report = {"obligation": (await owed(at_once, "B11", "dated"))["id"], "text": "Đã làm."}
    await acted(at_once, "submitReport", "officer-B11", **report)
    payload = await acted(at_once, "extendGroup", "issuer-D1", **under(at_once, "W1", dueAt=LATER))
    assert payload["count"] == 2
    assert (await owed(at_once, "B11", "dated"))["dueAt"] == END


async def test_the_groups_date_is_the_one_that_acts_are_judged_by(at_once: Office) -> None:
    await acted(at_once, "extendGroup", "issuer-D1", **under(at_once, "W1", dueAt=LATER))
    sent = {"obligation": (await owed(at_once, "B11", "dated"))["id"], "text": "Đã làm."}
    done = await obligation_after(at_once, "submitReport", "officer-B11", **sent)
    assert (done["dueAt"], done["timeliness"]) == (LATER, "ON_TIME")


async def test_a_subtree_is_exempted_by_one_event(at_once: Office, log: Log) -> None:
    group = under(at_once, "W1", tasks=["dated"])
    before = await log.head()
    payload = await acted(at_once, "exemptGroup", "issuer-D1", **group)
    assert (payload["count"], payload["position"]) == (3, before.position + 1)
    exempted = await owed(at_once, "B11", "dated")
    assert (exempted["status"], exempted["timeliness"]) == ("EXEMPTED", "UNDATED")
    assert (await owed(at_once, "B11", "undated"))["status"] == "PENDING"
    assert (await owed(at_once, "B21", "dated"))["status"] == "PENDING"
    report = {"obligation": exempted["id"], "text": "Vẫn làm."}
    assert await refused(at_once, log, "submitReport", "officer-B11", **report) == [
        "EXEMPTED_ALREADY at obligation"
    ]


async def test_obligations_are_exempted_by_name(at_once: Office, log: Log) -> None:
    mine, other = await owed(at_once, "B11", "dated"), await owed(at_once, "B12", "dated")
    named = {"obligations": [mine["id"], other["id"]], "reason": "Chi bộ mới thành lập."}
    payload = await acted(at_once, "exemptObligations", "issuer-D1", **named)
    assert [o["obligation"]["status"] for o in payload["outcomes"]] == ["EXEMPTED", "EXEMPTED"]
    again = await act(at_once, "exemptObligations", "issuer-D1", **named)
    assert (again["position"], [o["done"] for o in again["outcomes"]]) == (None, [True, True])
    assert await refused(at_once, log, "exemptObligations", "issuer-W1", **named) == [
        "OBLIGATION_NOT_FOUND",
        "OBLIGATION_NOT_FOUND",
    ]
    silent = {**named, "reason": ""}
    assert await refused(at_once, log, "exemptObligations", "issuer-D1", **silent) == [
        "EMPTY_TEXT at reason"
    ]
    more = {"obligations": [mine["id"]], "reason": "Thêm hạn.", "dueAt": LATER}
    assert await refused(at_once, log, "extendObligations", "issuer-D1", **more) == [
        "EXEMPTED_ALREADY"
    ]
    acknowledged = {"obligations": [mine["id"]]}
    assert await refused(at_once, log, "acknowledge", "officer-B11", **acknowledged) == [
        "EXEMPTED_ALREADY"
    ]


async def test_what_is_fulfilled_or_submitted_is_not_exempted(at_once: Office, log: Log) -> None:
    mine = await owed(at_once, "B11", "dated")
    done = await obligation_after(
        at_once, "submitReport", "officer-B11", obligation=mine["id"], text="Đã làm."
    )
    named = {"obligations": [mine["id"]], "reason": "Miễn."}
    assert await refused(at_once, log, "exemptObligations", "issuer-D1", **named) == [
        "AWAITS_DECISION"
    ]
    accept = {"report": done["reports"][0]["id"], "decision": "ACCEPTED"}
    await acted(at_once, "decideReport", "issuer-D1", **accept)
    assert await refused(at_once, log, "exemptObligations", "issuer-D1", **named) == [
        "ALREADY_FULFILLED"
    ]
    payload = await acted(at_once, "exemptGroup", "issuer-D1", **under(at_once, "W1"))
    assert payload["count"] == 5
    assert (await owed(at_once, "B11", "dated"))["status"] == "FULFILLED"


async def test_groups_that_are_refused(at_once: Office, log: Log) -> None:
    nowhere = ids.encode(Kind.UNIT, ids.decode(Kind.DIRECTIVE, at_once.directives["434-CV/BTG"]))
    wrongly: list[tuple[dict[str, Any], str]] = [
        ({"reason": ""}, "EMPTY_TEXT at reason"),
        ({"under": nowhere}, "UNIT_NOT_FOUND at under"),
        ({"tasks": ["none"]}, "UNKNOWN_TASK at tasks.0"),
        ({"tasks": ["dated", "dated"]}, "TASK_GIVEN_TWICE at tasks.1"),
        ({"tasks": ["dated"] * 201}, "TOO_MANY at tasks"),
    ]
    for changed, code in wrongly:
        for mutation, more in (("extendGroup", {"dueAt": LATER}), ("exemptGroup", {})):
            wrong = under(at_once, "W1", **{**more, **changed})
            assert await refused(at_once, log, mutation, "issuer-D1", **wrong) == [code]
    undue: list[tuple[dict[str, Any], str]] = [
        ({"dueAt": "2026-01-01T00:00:00Z"}, "DUE_IN_THE_PAST at dueAt"),
        ({"dueAt": LATER, "tasks": ["undated"]}, "NOTHING_TO_EXTEND at tasks"),
    ]
    for changed, code in undue:
        wrong = under(at_once, "W1", **changed)
        assert await refused(at_once, log, "extendGroup", "issuer-D1", **wrong) == [code]
    for mutation, more in (("extendGroup", {"dueAt": LATER}), ("exemptGroup", {})):
        sent = under(at_once, "W1", **more)
        assert await refused(at_once, log, mutation, "issuer-W1", **sent) == [
            "DIRECTIVE_NOT_FOUND at directive"
        ]
