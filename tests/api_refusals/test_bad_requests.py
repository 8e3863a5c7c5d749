"""What is no request: a GraphQL error or an HTTP status, and nothing recorded."""

import json
from io import BytesIO
from typing import Any

from tests.api_refusals.conftest import Front
from tests.api_refusals.test_bad_input import issuing, task

UNIT = {"code": "W1"}


async def test_a_body_of_two_megabytes(front: Front) -> None:
    before = await front.log.head()
    sent = issuing(front, subject="x" * (2 * 1024 * 1024), idempotencyKey="1")
    body = {"query": front.office.operations["Issue"], "variables": {"input": sent}}
    file = BytesIO(json.dumps(body).encode())
    status, answer = await front.post("issuer-W1", file, **{"content-type": "application/json"})
    assert status == 413
    assert answer["errors"][0]["extensions"]["code"] == "BODY_TOO_LARGE"
    assert await front.log.head() == before


async def test_positions_are_whole_numbers(front: Front) -> None:
    for position in (1.7, 1.0, "1", True, -1, 2**53):
        as_of = {"position": position}
        status, code = await front.error("Inbox", "issuer-W1", unit=UNIT, asOf=as_of)
        assert (status, code) == (400, "BAD_USER_INPUT"), position
    query = '{ unit(by: {code: "W1"}, asOf: {position: 1.7}) { id } }'
    status, answer = await front.post("issuer-W1", {"query": query})
    assert (status, "data" in answer) == (400, False)


async def test_instants_have_an_offset_and_days_are_days(front: Front) -> None:
    for instant in ("2026-01-20T08:00:00", "2026-01-20", "20/01/2026", 1768869600):
        as_of = {"recordedAt": instant}
        status, _ = await front.error("Inbox", "issuer-W1", unit=UNIT, asOf=as_of)
        assert status == 400, instant
        sent = issuing(front, idempotencyKey="1", **task(due={"at": instant}))
        assert await front.error("Issue", "issuer-W1", input=sent) == (400, "BAD_USER_INPUT")
    for day in ("2026-01-20T08:00:00Z", "2026-02-30", "2026-1-5"):
        sent = issuing(front, idempotencyKey="1", **task(due={"on": day}))
        assert await front.error("Issue", "issuer-W1", input=sent) == (400, "BAD_USER_INPUT")


async def test_an_input_of_another_shape(front: Front) -> None:
    due, fine = {"on": "2026-01-20", "continuous": True}, {"key": "1", "text": "Báo cáo."}
    wrongs: list[dict[str, Any]] = [
        {"issuer": None},
        {"classification": "MOST_SECRET"},
        {"audience": None},
        {"tasks": [{**fine, "due": due}]},
        {"tasks": [{**fine, "due": {}}]},
        {"tasks": [{**fine, "quota": {"minimum": 1.5}}]},
        {"unknown": 1},
    ]
    for changed in wrongs:
        sent = issuing(front, idempotencyKey="1", **changed)
        assert await front.error("Issue", "issuer-W1", input=sent) == (400, "BAD_USER_INPUT"), (
            changed
        )


async def test_what_lies_ahead_and_what_nobody_may(front: Front) -> None:
    head = (await front.log.head()).position
    status, code = await front.error(
        "Inbox", "issuer-W1", unit=UNIT, asOf={"position": head + 1_000}
    )
    assert (status, code) == (294, "POSITION_NOT_REACHED")
    status, answer = await front.post(
        "issuer-W1", {"query": "{ viewer { subject } }"}, authorization="Bearer x"
    )
    assert (status, answer["errors"][0]["extensions"]["code"]) == (401, "UNAUTHENTICATED")


async def test_the_ends_of_time(front: Front) -> None:
    """In another zone they may be no date at all."""
    for instant in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"):
        as_of = {"recordedAt": instant}
        error = await front.error("Inbox", "issuer-W1", unit=UNIT, asOf=as_of)
        assert error == (294, "DATE_OUT_OF_RANGE"), instant
    sent = issuing(front, **task(due={"at": "9999-12-31T23:59:59Z"}))
    preview = "query P($input: IssueDirectiveInput!) { directivePreview(input: $input) "
    preview += "{ userErrors { field code } } }"
    body = {"query": preview, "variables": {"input": {**sent, "idempotencyKey": "1"}}}
    _, answer = await front.post("issuer-W1", body)
    (told,) = answer["data"]["directivePreview"]["userErrors"]
    assert told == {"field": ["tasks", "0", "due", "at"], "code": "DATE_OUT_OF_RANGE"}
