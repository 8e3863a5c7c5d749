"""What is read at another moment than the present has an id that says so: decision 60."""

from datetime import timedelta
from typing import Any

import pytest

from api.graphql.runtime.ids import Kind, decode, encode
from api.graphql.runtime.past import PastMoment
from tests.office.office import Office

pytestmark = pytest.mark.anyio

PART = """{ id liveId unit { id liveId } directive { id liveId } task { id liveId } }"""
OWED = f"""query ($asOf: AsOf, $first: Int, $after: String) {{
  unit(by: {{code: "T1"}}, asOf: $asOf) {{ id liveId
    subtreeObligations(first: $first, after: $after) {{
      moment {{ position clock }} pageInfo {{ hasNextPage endCursor }} edges {{ node {PART} }} }} }}
}}"""
NAMED = "... on Unit { name } ... on Obligation { status }"
NODE = f"""query ($id: ID!, $asOf: AsOf) {{
  node(id: $id, asOf: $asOf) {{ id liveId {NAMED} }}
}}"""


async def owed(office: Office, **asked: Any) -> list[dict[str, Any]]:
    """A unit, and what is owed under it."""
    unit = (await office.asked(OWED, "reader-T1", **asked))["unit"]
    page = unit.pop("subtreeObligations")
    rows = [edge["node"] for edge in page["edges"]]
    return [unit, *rows, *(row[part] for row in rows for part in ("unit", "directive", "task"))]


async def head(office: Office) -> int:
    data = await office.asked("{ log { head { position } } }")
    position: int = data["log"]["head"]["position"]
    return position


def ids(found: list[dict[str, Any]]) -> set[str]:
    return {each["id"] for each in found}


def live_ids(found: list[dict[str, Any]]) -> set[str]:
    return {each["liveId"] for each in found}


async def test_the_past_is_no_object_of_the_present(told: Office) -> None:
    """Not even where nothing has happened since: a cache must not take one for the other."""
    now, then = await owed(told), await owed(told, asOf={"position": await head(told)})
    assert not ids(now) & ids(then)
    assert ids(now) == live_ids(now) == live_ids(then)


async def test_a_moment_has_one_id_however_it_is_asked_for(told: Office) -> None:
    position = {"position": await head(told)}
    asked = await told.asked(OWED, "reader-T1", asOf=position)
    moment = asked["unit"]["subtreeObligations"]["moment"]
    same = await owed(told, asOf={"moment": moment})
    assert ids(same) == ids(await owed(told, asOf=position))
    assert ids(same) == ids(await owed(told, asOf={"recordedAt": moment["clock"]}))
    assert not ids(same) & ids(await owed(told, asOf={"position": position["position"] - 1}))


async def test_no_older_than_a_position_is_the_present(told: Office) -> None:
    assert ids(await owed(told, asOf={"atLeast": await head(told)})) == ids(await owed(told))


@pytest.mark.parametrize("past", [True, False])
async def test_later_pages_are_as_the_first_one(told: Office, past: bool) -> None:
    """A list that was begun at the present goes on as the present, though others act meanwhile."""
    asked: dict[str, Any] = {"asOf": {"position": await head(told)}} if past else {}
    whole = ids(await owed(told, **asked))
    found, after, unit = set[str](), None, told.units["B11"]
    for turn in range(100):
        page = await told.asked(OWED, "reader-T1", first=1, after=after, **asked)
        rows = page["unit"]["subtreeObligations"]
        found |= {edge["node"]["id"] for edge in rows["edges"]}
        after = rows["pageInfo"]["endCursor"]
        if not rows["pageInfo"]["hasNextPage"]:
            break
        if turn == 0:
            await told.done("RenameUnit", "an", unit=unit, name="Chi bộ tên mới")
    assert found
    assert found <= whole


async def test_such_an_id_finds_the_object_of_its_moment(told: Office) -> None:
    unit, position = told.units["B11"], await head(told)
    asked = {"id": unit, "asOf": {"position": position}}
    then = (await told.asked(NODE, "an", **asked))["node"]
    await told.done("RenameUnit", "an", unit=unit, name="Chi bộ tên mới")
    now = (await told.asked(NODE, "an", id=unit))["node"]
    assert now == {"id": unit, "liveId": unit, "name": "Chi bộ tên mới"}
    assert then["name"] != now["name"]
    assert (await told.asked(NODE, "an", id=then["id"]))["node"] == then
    by_id = "query ($id: ID!) { unit(by: {id: $id}) { id name } nodes(ids: [$id]) { id } }"
    assert await told.asked(by_id, "an", id=then["id"]) == {
        "unit": {"id": then["id"], "name": then["name"]},
        "nodes": [{"id": then["id"]}],
    }
    # What asOf says goes before what the id says.
    live = {"id": then["id"], "asOf": {"atLeast": position}}
    assert (await told.asked(NODE, "an", **live))["node"] == now
    earlier = {"id": then["id"], "asOf": {"position": position - 1}}
    assert (await told.asked(NODE, "an", **earlier))["node"]["id"] != then["id"]


async def test_an_obligation_and_a_directive_are_found_at_the_moment_of_their_ids(
    told: Office,
) -> None:
    position = {"position": await head(told)}
    task = (await told.inbox("B11", "officer-B11", asOf=position))["411-CV/ĐU 1"]["id"]
    live = (await told.inbox("B11", "officer-B11"))["411-CV/ĐU 1"]["id"]
    await told.done("Acknowledge", "officer-B11", obligations=[live])
    found = await told.ask("ObligationPage", "officer-B11", id=task)
    assert (found["obligation"]["id"], found["obligation"]["status"]) == (task, "PENDING")
    directive = told.directives["411-CV/ĐU"]
    asked = "query ($id: ID!, $at: AsOf) { directive(by: {id: $id}, asOf: $at) { id liveId } }"
    then = (await told.asked(asked, "reader-T1", id=directive, at=position))["directive"]
    assert then["liveId"] == directive
    assert (await told.asked(asked, "reader-T1", id=then["id"]))["directive"] == then


async def test_a_moment_to_come_is_not_reached(told: Office) -> None:
    """Of another deployment, perhaps: no answer is made up."""
    moment = {"position": 10_000, "clock": "2026-02-01T00:00:00Z"}
    assert await told.codes("Overdue", unit={"code": "T1"}, asOf={"moment": moment}) == [
        "POSITION_NOT_REACHED"
    ]
    key = decode(Kind.UNIT, told.units["B11"])
    beyond = encode(Kind.UNIT, key, PastMoment(10_000, told.clock.now()))
    answer = await told.answer(NODE, {"id": beyond}, "an", "")
    assert answer.body["errors"][0]["extensions"]["code"] == "POSITION_NOT_REACHED"


async def test_questions_take_an_id_of_any_moment(told: Office) -> None:
    """It names the same thing: of which moment the answer is, the question says."""
    position = {"position": await head(told)}
    then = (await told.asked(NODE, "an", id=told.units["W1"], asOf=position))["node"]["id"]
    asked = "query ($under: ID!) { units(filter: {under: $under}) { edges { node { id } } } }"
    assert await told.asked(asked, "an", under=then) == await told.asked(
        asked, "an", under=told.units["W1"]
    )


async def test_what_was_is_not_acted_on(told: Office) -> None:
    position = {"position": await head(told)}
    then = (await told.inbox("B11", "officer-B11", asOf=position))["411-CV/ĐU 1"]
    payload = await told.do("Acknowledge", "officer-B11", obligations=[then["id"]])
    (error,) = payload["userErrors"]
    assert (error["code"], error["field"]) == ("ID_OF_ANOTHER_MOMENT", ["obligations", "0"])
    assert payload["position"] is None
    asked = (await told.asked(NODE, "officer-B11", id=then["id"]))["node"]
    done = await told.done("Acknowledge", "officer-B11", obligations=[asked["liveId"]])
    assert done["outcomes"][0]["obligation"]["status"] == "ACKNOWLEDGED"


async def test_the_feed_tells_of_the_present(told: Office) -> None:
    told.clock.step(timedelta(minutes=1))
    changes = await told.ask("Changes", "reader-T1", **{"from": {"position": 0}})
    rows = changes["obligationChanges"]["changes"]
    shown = [row for row in rows if row["obligation"]]
    assert shown
    assert all(row["obligation"]["id"] == row["obligationId"] for row in shown)
    assert ids(await owed(told, first=100)) & {row["obligationId"] for row in rows}
