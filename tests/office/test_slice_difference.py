"""What became of a unit's slice between two moments: what a review asks."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from tests.office.mutations import acted
from tests.office.office import Office

pytestmark = pytest.mark.anyio

DIFF = """
query ($unit: ID!, $from: AsOf!, $to: AsOf, $first: Int, $after: String) {
  sliceDiff(unit: $unit, from: $from, to: $to) {
    from { position } to { position clock }
    before { total overdue } after { total overdue }
    changed(first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      edges { cursor node {
        kind changed statusBefore timelinessBefore dueAtBefore
        before { status unit { name } }
        obligation { id status unit { code name } bearer { code } }
      } }
    }
  }
}
"""
UNITS = """
query ($unit: ID!, $from: AsOf!, $first: Int, $after: String) {
  sliceDiff(unit: $unit, from: $from) { units(first: $first, after: $after) {
    totalCount pageInfo { endCursor }
    edges { node { kind changed before { name } unit { code name live } } }
  } }
}
"""
REVOKE = "mutation ($input: RevokeRoleInput!) { revokeRole(input: $input) { position } }"
READER = "reader-T1"


async def diff(
    office: Office, code: str, position: int, by: str = READER, **more: Any
) -> dict[str, Any]:
    sent = {"unit": office.units[code], "from": {"position": position}, **more}
    found: dict[str, Any] = (await office.asked(DIFF, by, **sent))["sliceDiff"]
    assert len(found["changed"]["edges"]) <= found["changed"]["totalCount"]
    return found


async def nodes(
    office: Office, code: str, position: int, by: str = READER, **more: Any
) -> list[dict[str, Any]]:
    found = (await diff(office, code, position, by, **more))["changed"]
    assert found["totalCount"] == len(found["edges"])
    return [edge["node"] for edge in found["edges"]]


async def head(office: Office) -> int:
    position: int = (await office.asked("{ log { head { position } } }"))["log"]["head"]["position"]
    return position


async def issue(office: Office, *codes: str, number: str = "7-CV/BTG", **more: Any) -> int:
    """A report that is due on 9 January; the position of the issue."""
    task = {"key": "1", "text": "Báo cáo", "kind": "REPORT", "due": {"on": "2026-01-09"}}
    audience = {"units": [office.units[code] for code in codes]}
    sent = {"subject": "Về việc báo cáo", "audience": audience, "tasks": [task], **more}
    await office.issue("issuer-D1", "D1", number, **sent)
    return await head(office)


async def test_what_was_issued_since_came_and_what_was_done_changed(office: Office) -> None:
    before = await head(office)
    issued = await issue(office, "B11", "B12")
    came = await nodes(office, "T1", before)
    assert [(each["kind"], each["obligation"]["unit"]["code"]) for each in came] == [
        ("CAME", "B11"), ("CAME", "B12")
    ]  # fmt: skip
    assert {each["before"] for each in came} == {None}
    key = came[0]["obligation"]["id"]
    await acted(office, "acknowledge", "officer-B11", obligations=[key])
    (changed,) = await nodes(office, "T1", issued)
    assert (changed["kind"], changed["obligation"]["id"]) == ("CHANGED", key)
    assert changed["changed"] == ["STATUS", "ACKNOWLEDGED_AT"]
    assert (changed["statusBefore"], changed["obligation"]["status"]) == ("PENDING", "ACKNOWLEDGED")
    assert changed["dueAtBefore"] == "2026-01-09T16:59:59.999999Z"


async def test_what_time_alone_changes_is_told_too(office: Office) -> None:
    issued = await issue(office, "B11")
    office.clock.step(timedelta(days=10))
    found = await diff(office, "B11", issued)
    ((change,),) = [[edge["node"] for edge in found["changed"]["edges"]]]
    assert (change["kind"], change["changed"]) == ("CHANGED", ["TIMELINESS"])
    assert change["timelinessBefore"] == "NOT_YET_DUE"
    assert (found["before"], found["after"]) == (
        {"total": 1, "overdue": 0}, {"total": 1, "overdue": 1}
    )  # fmt: skip


async def test_nothing_differs_between_a_moment_and_itself(told: Office) -> None:
    position = await head(told)
    assert await nodes(told, "T1", position, to={"position": position}) == []
    await acted(told, "renameUnit", unit=told.units["B11"], name="Chi bộ Mười Một")
    assert await nodes(told, "T1", position, to={"position": position + 1}) == []


async def test_over_a_merger_it_went_from_one_and_came_to_the_other(office: Office) -> None:
    issued = await issue(office, "B12")
    sent = {"units": [office.units["B12"]], "into": {"standing": office.units["B11"]}}
    await acted(office, "mergeUnits", validFrom="2026-01-05", **sent)
    (went,) = await nodes(office, "B12", issued)
    assert (went["kind"], went["changed"]) == ("WENT", ["BEARER"])
    assert went["obligation"]["bearer"] == {"code": "B11"}
    (came,) = await nodes(office, "B11", issued)
    assert (came["kind"], came["obligation"]["id"]) == ("CAME", went["obligation"]["id"])
    (changed,) = await nodes(office, "W1", issued)
    assert (changed["kind"], changed["changed"]) == ("CHANGED", ["BEARER"])


async def test_over_a_move_each_moment_is_of_its_own_tree(office: Office) -> None:
    issued = await issue(office, "B11")
    await acted(office, "renameUnit", unit=office.units["B11"], name="Chi bộ Mười Một")
    sent = {"unit": office.units["B11"], "parent": office.units["W2"]}
    await acted(office, "moveUnit", validFrom="2026-01-05", **sent)
    (went,) = await nodes(office, "W1", issued)
    assert (went["kind"], went["changed"]) == ("WENT", [])
    assert went["before"]["unit"]["name"] == "Chi bộ 1 phường Một"
    assert went["obligation"]["unit"]["name"] == "Chi bộ Mười Một"
    assert [each["kind"] for each in await nodes(office, "W2", issued)] == ["CAME"]
    assert await nodes(office, "T1", issued) == []


async def test_what_became_of_the_units_themselves(office: Office) -> None:
    before = await head(office)
    units = office.units
    await acted(office, "renameUnit", unit=units["B11"], name="Chi bộ Mười Một", symbol="CB")
    day = {"validFrom": "2026-01-05"}
    await acted(office, "moveUnit", unit=units["B21"], parent=units["W1"], **day)
    merged = {"units": [units["B12"]], "into": {"standing": units["B11"]}}
    await acted(office, "mergeUnits", **merged, **day)
    sent = {"from": {"position": before}, "first": 2}
    found, pages = [], []
    for code in ("W1", "W2", "T1", "T2"):
        page = (await office.asked(UNITS, "reader-T2", unit=units[code], **sent))["sliceDiff"]
        pages.append(page["units"])
        found.append([edge["node"] for edge in page["units"]["edges"]])
    assert [(each["unit"]["code"], each["kind"], each["changed"]) for each in found[0]] == [
        ("B11", "CHANGED", ["NAME", "SYMBOL"]), ("B12", "WENT", [])
    ]  # fmt: skip
    assert found[0][0]["before"] == {"name": "Chi bộ 1 phường Một"}
    assert (found[0][1]["unit"]["live"], pages[0]["totalCount"]) == (False, 3)
    rest = {**sent, "after": pages[0]["pageInfo"]["endCursor"]}
    ((came,),) = [
        [edge["node"] for edge in page["sliceDiff"]["units"]["edges"]]
        for page in [await office.asked(UNITS, "reader-T2", unit=units["W1"], **rest)]
    ]
    assert (came["unit"]["code"], came["kind"], came["before"]) == ("B21", "CAME", None)
    ((went,),) = [found[1]]
    assert (went["unit"]["code"], went["kind"], went["changed"]) == ("B21", "WENT", ["PARENT"])
    assert [each["kind"] for each in found[2]] == ["CHANGED", "WENT"]
    assert found[3] == []


async def test_what_went_out_of_sight_is_shown_as_it_was(office: Office) -> None:
    await office.grant("of-W1", "W1", "READER")
    before = await head(office)
    issued = await issue(office, "B11")
    key = (await nodes(office, "B11", before))[0]["obligation"]["id"]
    sent = {"unit": office.units["B11"], "parent": office.units["W2"]}
    await acted(office, "moveUnit", validFrom="2026-01-05", **sent)
    await acted(office, "acknowledge", "officer-B11", obligations=[key])
    (went,) = await nodes(office, "W1", issued, "of-W1")
    assert (went["kind"], went["changed"], went["statusBefore"]) == ("WENT", [], "PENDING")
    assert went["obligation"]["status"] == "PENDING"
    (seen,) = await nodes(office, "W1", issued, READER)
    assert (seen["kind"], seen["obligation"]["status"]) == ("WENT", "ACKNOWLEDGED")


async def test_todays_grants_judge_both_moments(office: Office) -> None:
    before = await head(office)
    await issue(office, "B11")
    await office.grant("newcomer", "T1", "READER")
    assert [each["kind"] for each in await nodes(office, "T1", before, "newcomer")] == ["CAME"]
    assert await nodes(office, "T1", before, "reader-T2") == []
    sent = {"subject": "newcomer", "unit": office.units["T1"], "role": "READER"}
    await office.asked(REVOKE, "an", input={"idempotencyKey": "revoke", **sent})
    assert await nodes(office, "T1", before, "newcomer") == []


async def test_what_is_hidden_makes_no_difference(office: Office) -> None:
    await office.grant("low", "T1", "READER", clearance="OPEN")
    before = await head(office)
    await issue(office, "B11", classification="SECRET")
    found = await diff(office, "T1", before, "low")
    assert found["changed"]["totalCount"] == 0
    assert found["before"] == found["after"] == {"total": 0, "overdue": 0}
    assert len(await nodes(office, "T1", before)) == 1


async def test_pages_hold_each_once_and_are_of_the_first_ones_moment(told: Office) -> None:
    every = await nodes(told, "T1", 0)
    assert len(every) > 3
    found, after = [], None
    while True:
        page = (await diff(told, "T1", 0, first=2, after=after))["changed"]
        found += [edge["node"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        told.clock.step(timedelta(days=100))
    assert found == every


async def test_counts_are_those_of_the_unit_at_each_moment(told: Office) -> None:
    position = await head(told)
    counts = (
        'query ($at: AsOf) { unit(by: {code: "W1"}, asOf: $at) { progress { total overdue } } }'
    )
    for earlier in range(1, position, 5):
        told.clock.step(timedelta(days=1))
        found = await diff(told, "W1", earlier)
        for side, at in (("before", {"position": earlier}), ("after", None)):
            shown = (await told.asked(counts, READER, at=at))["unit"]
            expected = shown["progress"] if shown else {"total": 0, "overdue": 0}
            assert found[side] == expected


async def test_the_promised_review_is_answered(told: Office) -> None:
    sent = {"unit": {"code": "T1"}, "unitId": told.units["T1"], "due": {}}
    data = await told.ask("Review", READER, since={"position": 1}, **sent)
    assert data["sliceDiff"]["before"]["total"] == 0
    assert data["sliceDiff"]["changed"]["totalCount"] > 0


async def test_wrong_moments_units_and_cursors_are_refused(told: Office) -> None:
    unit, position = told.units["T1"], await head(told)
    listed = await told.ask("Inbox", "officer-B11", unit={"code": "B11"})
    foreign = listed["unit"]["obligations"]["edges"][0]["cursor"]
    refused: list[tuple[str, dict[str, Any]]] = [
        ("BAD_RANGE", {"unit": unit, "from": {"position": position}, "to": {"position": 3}}),
        ("BAD_RANGE", {"unit": unit, "from": {"recordedAt": "2199-01-01T00:00:00Z"}}),
        ("DATE_OUT_OF_RANGE", {"unit": unit, "from": {"recordedAt": "0001-01-01T00:00:00Z"}}),
        ("POSITION_NOT_REACHED", {"unit": unit, "from": {"position": 1_000_000}}),
        ("NOT_FOUND", {"unit": ids.encode(Kind.UNIT, UUID(int=1)), "from": {"position": 1}}),
        ("BAD_ID", {"unit": "x", "from": {"position": 1}}),
        ("BAD_CURSOR", {"unit": unit, "from": {"position": 1}, "after": foreign}),
        ("BAD_PAGE", {"unit": unit, "from": {"position": 1}, "first": -1}),
    ]
    for code, sent in refused:
        answer = await told.answer(DIFF, sent, READER, "")
        assert [e["extensions"]["code"] for e in answer.body["errors"]] == [code], sent
