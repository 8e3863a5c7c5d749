"""Posts, plans, requests for more time, remarks and reminders: what is arranged about a task."""

from datetime import timedelta
from uuid import UUID

import pytest

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.services import Services
from cascade.execution.commands import RequestRef
from cascade.log import Log
from tests.office.mutations import act, acted, obligation_after, obligation_seen, refused
from tests.office.office import Office

pytestmark = pytest.mark.anyio

DUE = "2026-01-12T16:59:59.999999Z"
LATER = "2026-01-20T16:59:59.999999Z"
LATEST = "2026-01-25T10:00:00Z"


@pytest.fixture
def log(services: Services) -> Log:
    return services.log


@pytest.fixture
async def owed(told: Office) -> str:
    """B11's obligation by W1's 411, due on the 12th of January."""
    inbox = await told.inbox("B11", "officer-B11")
    return str(inbox["411-CV/ĐU 1"]["id"])


async def test_a_post_answers_for_it(told: Office, owed: str, log: Log) -> None:
    sent = {"obligation": owed, "post": "Phó bí thư chi bộ"}
    done = await obligation_after(told, "assignObligation", "officer-B11", **sent)
    assert done["assignedTo"] == "Phó bí thư chi bộ"
    again = await act(told, "assignObligation", "officer-B11", **sent)
    assert (again["position"], again["userErrors"]) == (None, [])
    freed = await obligation_after(told, "assignObligation", "officer-B11", obligation=owed)
    assert freed["assignedTo"] is None
    for post, code in ((" ", "EMPTY_TEXT at post"), ("x" * 1_001, "TEXT_TOO_LONG at post")):
        sent = {"obligation": owed, "post": post}
        assert await refused(told, log, "assignObligation", "officer-B11", **sent) == [code]
    sent = {"obligation": owed, "post": "Bí thư"}
    for subject in ("officer-B12", "issuer-W1", "reader-T1"):
        assert await refused(told, log, "assignObligation", subject, **sent) == [
            "OBLIGATION_NOT_FOUND at obligation"
        ]


async def test_a_plan_in_order_of_its_days(told: Office, owed: str, log: Log) -> None:
    entries = [
        {"day": "2026-01-09", "text": "Sinh hoạt chi bộ."},
        {"day": "2026-01-07", "text": "Chuẩn bị tài liệu."},
    ]
    sent = {"obligation": owed, "entries": entries}
    done = await obligation_after(told, "planObligation", "officer-B11", **sent)
    assert [entry["day"] for entry in done["plan"]] == ["2026-01-07", "2026-01-09"]
    again = await act(told, "planObligation", "officer-B11", **sent)
    assert (again["position"], again["userErrors"]) == (None, [])
    for wrong, code in (
        ([], "EMPTY_PLAN at entries"),
        (entries[:1] * 401, "TOO_MANY_PLAN_ENTRIES at entries"),
        ([{"day": "2026-01-09", "text": ""}], "EMPTY_TEXT at entries.0.text"),
        ([{"day": "1800-01-09", "text": "Xưa."}], "DATE_OUT_OF_RANGE at entries.0.day"),
    ):
        sent = {"obligation": owed, "entries": wrong}
        assert await refused(told, log, "planObligation", "officer-B11", **sent) == [code]


async def test_more_time_is_asked_for_and_given(told: Office, owed: str, log: Log) -> None:
    sent = {"obligation": owed, "dueAt": LATER, "reason": "Nhiều đảng viên đi vắng."}
    asked = await obligation_after(told, "askExtension", "officer-B11", **sent)
    (request,) = asked["extensionRequests"]
    assert (request["state"], request["dueAt"], asked["dueAt"]) == ("OPEN", LATER, DUE)
    again = await act(told, "askExtension", "officer-B11", **sent)
    assert (again["position"], again["userErrors"]) == (None, [])
    other = {**sent, "dueAt": LATEST}
    assert await refused(told, log, "askExtension", "officer-B11", **other) == [
        "EXTENSION_ASKED_ALREADY at obligation"
    ]
    grant = {"request": request["id"], "grant": True, "remark": "Đồng ý."}
    assert await refused(told, log, "decideExtension", "officer-B11", **grant) == [
        "REQUEST_NOT_FOUND at request"
    ]
    done = await obligation_after(told, "decideExtension", "issuer-W1", **grant)
    (request,) = done["extensionRequests"]
    assert (request["state"], done["dueAt"]) == ("GRANTED", LATER)
    again = await act(told, "decideExtension", "issuer-W1", **grant)
    assert (again["position"], again["userErrors"]) == (None, [])
    for otherwise in ({**grant, "dueAt": LATEST}, {**grant, "grant": False}):
        assert await refused(told, log, "decideExtension", "issuer-W1", **otherwise) == [
            "REQUEST_DECIDED_ALREADY at request"
        ]


async def test_more_time_is_given_by_another_date_or_not_at_all(
    told: Office, owed: str, log: Log
) -> None:
    sent = {"obligation": owed, "dueAt": LATER, "reason": "Xin lùi."}
    asked = await obligation_after(told, "askExtension", "officer-B11", **sent)
    no = {"request": asked["extensionRequests"][0]["id"], "grant": False}
    assert await refused(told, log, "decideExtension", "issuer-W1", **no, dueAt=LATEST) == [
        "DATE_ONLY_WITH_GRANT at dueAt"
    ]
    done = await obligation_after(told, "decideExtension", "issuer-W1", **no, remark="Không.")
    assert (done["extensionRequests"][0]["state"], done["dueAt"]) == ("REFUSED", DUE)
    asked = await obligation_after(told, "askExtension", "officer-B11", **sent)
    yes = {"request": asked["extensionRequests"][0]["id"], "grant": True}
    assert await refused(
        told, log, "decideExtension", "issuer-W1", **yes, dueAt="2026-01-10T00:00:00Z"
    ) == ["EXTENSION_NOT_LATER at dueAt"]
    done = await obligation_after(told, "decideExtension", "issuer-W1", **yes, dueAt=LATEST)
    assert done["dueAt"] == LATEST


async def test_more_time_that_may_not_be_asked_for(told: Office, owed: str, log: Log) -> None:
    sent = {"obligation": owed, "dueAt": LATER, "reason": "Xin lùi."}
    for changed, code in (
        ({"reason": ""}, "EMPTY_TEXT at reason"),
        ({"dueAt": "2026-01-01T00:00:00Z"}, "DUE_IN_THE_PAST at dueAt"),
        ({"dueAt": "2026-01-10T00:00:00Z"}, "EXTENSION_NOT_LATER at dueAt"),
    ):
        wrong = {**sent, **changed}
        assert await refused(told, log, "askExtension", "officer-B11", **wrong) == [code]
    assert await refused(told, log, "askExtension", "officer-B12", **sent) == [
        "OBLIGATION_NOT_FOUND at obligation"
    ]
    w1 = ids.decode(Kind.UNIT, told.units["W1"])
    nobodys = ids.encode(Kind.EXTENSION_REQUEST, RequestRef(directive=w1, unit=w1, request=w1))
    unknown = {"request": nobodys, "grant": True}
    assert await refused(told, log, "decideExtension", "issuer-W1", **unknown) == [
        "REQUEST_NOT_FOUND at request"
    ]
    await acted(told, "submitReport", "officer-B11", obligation=owed, text="Đã làm.")
    assert await refused(told, log, "askExtension", "officer-B11", **sent) == [
        "AWAITS_DECISION at obligation"
    ]


async def test_an_inspection_remarks_and_changes_nothing(told: Office, owed: str, log: Log) -> None:
    sent = {"obligation": owed, "by": told.units["W1"], "inspectedOn": "2026-01-05"}
    done = await obligation_after(told, "inspect", "issuer-W1", **sent, remark="Cần đẩy nhanh.")
    assert done["inspections"] == [
        {"inspectedOn": "2026-01-05", "remark": "Cần đẩy nhanh.", "by": {"code": "W1"}}
    ]
    assert done["status"] == "PENDING"
    for changed, code in (
        ({"inspectedOn": "2026-01-06"}, "INSPECTED_IN_THE_FUTURE at inspectedOn"),
        ({"inspectedOn": "2026-01-04"}, "INSPECTED_IN_THE_FUTURE at inspectedOn"),
        ({"remark": " "}, "EMPTY_TEXT at remark"),
        ({"by": told.units["W2"]}, "OBLIGATION_NOT_FOUND at obligation"),
    ):
        wrong = {**sent, "remark": "Cần đẩy nhanh.", **changed}
        assert await refused(told, log, "inspect", "issuer-W1", **wrong) == [code]


async def test_a_unit_is_reminded_of_one(told: Office, owed: str, log: Log) -> None:
    sent = {"obligations": [owed], "by": told.units["W1"], "note": "Sắp đến hạn."}
    payload = await acted(told, "remind", "issuer-W1", **sent)
    assert payload["count"] == 1
    (outcome,) = payload["outcomes"]
    assert outcome["obligation"]["reminders"] == [{"note": "Sắp đến hạn.", "by": {"code": "W1"}}]
    wrong = {**sent, "by": told.units["W2"]}
    assert await refused(told, log, "remind", "issuer-W2", **wrong) == ["OBLIGATION_NOT_FOUND"]
    assert await refused(told, log, "remind", "issuer-W1", by=sent["by"]) == [
        "REMIND_ONE_WAY at obligations"
    ]
    both = {**sent, "overdueUnder": told.units["W1"]}
    assert await refused(told, log, "remind", "issuer-W1", **both) == [
        "REMIND_ONE_WAY at obligations"
    ]
    none = {**sent, "obligations": []}
    assert await refused(told, log, "remind", "issuer-W1", **none) == [
        "TOO_MANY_OBLIGATIONS at obligations"
    ]
    await acted(told, "submitReport", "officer-B11", obligation=owed, text="Đã làm.")
    assert await refused(told, log, "remind", "issuer-W1", **sent) == ["AWAITS_DECISION"]


async def test_all_that_is_overdue_is_called_to_mind_at_once(told: Office, log: Log) -> None:
    sent = {"overdueUnder": told.units["W1"], "by": told.units["W1"], "note": "Quá hạn."}
    assert await refused(told, log, "remind", "issuer-W1", **sent) == [
        "NOTHING_OVERDUE at overdueUnder"
    ]
    told.clock.step(timedelta(days=10))
    payload = await acted(told, "remind", "issuer-W1", **sent, idempotencyKey="overdue")
    assert (payload["count"], payload["outcomes"]) == (2, [])
    # The same command again, when there is more, is still the same.
    told.clock.step(timedelta(days=10))
    again = await acted(told, "remind", "issuer-W1", **sent, idempotencyKey="overdue")
    assert (again["count"], again["position"]) == (2, payload["position"])
    reminders = await told.asked(
        "query ($unit: UnitBy!) { unit(by: $unit) { reminders { count note by { code } } } }",
        "issuer-W1",
        unit=told.by_code("W1"),
    )
    assert reminders["unit"]["reminders"] == [
        {"count": 2, "note": "Quá hạn.", "by": {"code": "W1"}}
    ]
    upward = {**sent, "overdueUnder": told.units["T1"]}
    assert await refused(told, log, "remind", "issuer-W1", **upward) == ["NOT_PERMITTED at by"]
    nowhere = {**sent, "directive": ids.encode(Kind.DIRECTIVE, UUID(int=9))}
    assert await refused(told, log, "remind", "issuer-W1", **nowhere) == [
        "DIRECTIVE_NOT_FOUND at directive"
    ]


async def test_what_was_arranged_is_seen_with_the_obligation(told: Office, owed: str) -> None:
    await acted(told, "assignObligation", "officer-B11", obligation=owed, post="Bí thư")
    assert (await obligation_seen(told, owed, "issuer-W1"))["assignedTo"] == "Bí thư"
