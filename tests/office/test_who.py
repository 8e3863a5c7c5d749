"""Who asks, and the organisation chart."""

import pytest

from cascade import __version__
from tests.office.office import Office

pytestmark = pytest.mark.anyio


async def test_who_asks_and_what_serves(office: Office) -> None:
    data = await office.ask("Who", "issuer-W1")
    assert data["viewer"]["subject"] == "issuer-W1"
    (grant,) = data["viewer"]["grants"]
    assert (grant["role"], grant["clearance"], grant["validTo"]) == ("ISSUER", "SECRET", None)
    assert grant["unit"]["code"] == "W1"
    assert data["service"]["version"] == __version__
    assert data["service"]["limits"]["page"] == 100
    assert data["service"]["lagEvents"] == 0
    assert data["service"]["projectedTo"] == data["log"]["head"]["position"]
    assert [level["key"] for level in data["levels"]] == ["centre", "province", "ward", "branch"]
    assert len(data["log"]["head"]["rootHash"]) == 64


async def test_the_chart_is_open_to_everyone(office: Office) -> None:
    data = await office.ask("Units", "stranger", filter={"under": office.units["T1"]}, first=2)
    units = data["units"]
    assert units["totalCount"] == 6
    assert [edge["node"]["code"] for edge in units["edges"]] == ["B11", "B12"]
    assert units["pageInfo"]["hasNextPage"]
    branch = units["edges"][0]["node"]
    assert [above["code"] for above in branch["ancestors"]] == ["C", "T1", "W1"]
    assert branch["parent"]["code"] == "W1"
    assert branch["level"] == {"key": "branch", "rank": 4}
    assert [name["name"] for name in branch["names"]] == ["Chi bộ 1 phường Một"]
    assert branch["superiors"] == branch["predecessors"] == branch["successors"] == []
    after = units["pageInfo"]["endCursor"]
    rest = await office.ask(
        "Units", "stranger", filter={"under": office.units["T1"]}, first=10, after=after
    )
    codes = [edge["node"]["code"] for edge in rest["units"]["edges"]]
    assert codes == ["B21", "D1", "W1", "W2"]
    assert rest["units"]["moment"] == units["moment"]
    department = rest["units"]["edges"][1]["node"]
    assert department["addressesUnder"]["code"] == "T1"


async def test_private_fields_are_null_outside_the_slice(told: Office) -> None:
    query = """query ($code: String!) { unit(by: {code: $code}) {
        name policies { key } progress { total } directivesIssued { totalCount }
        obligations { totalCount } children { edges { node { code } } } } }"""
    seen = (await told.asked(query, "reader-T1", code="W1"))["unit"]
    assert seen["progress"]["total"] > 0
    assert seen["directivesIssued"]["totalCount"] == 1
    hidden = (await told.asked(query, "reader-T2", code="W1"))["unit"]
    assert hidden["name"] == "Đảng ủy phường Một"
    assert [edge["node"]["code"] for edge in hidden["children"]["edges"]] == ["B11", "B12"]
    private = ("policies", "progress", "directivesIssued", "obligations")
    assert {hidden[name] for name in private} == {None}


async def test_names_and_parents_are_of_the_moment_asked_of(office: Office) -> None:
    before = (await office.ask("Who"))["log"]["head"]["position"]
    renamed = await office.done(
        "RenameUnit",
        "an",
        unit=office.units["B11"],
        name="Chi bộ Bình Minh",
        validNotBefore="2026-01-01",
        validNotAfter="2026-01-04",
    )
    (unit,) = renamed["units"]
    assert unit["name"] == "Chi bộ Bình Minh"
    assert [name["name"] for name in unit["names"]] == ["Chi bộ 1 phường Một", "Chi bộ Bình Minh"]
    moved = await office.done("MoveUnit", "an", unit=office.units["B11"], parent=office.units["W2"])
    assert moved["units"][0]["parent"]["code"] == "W2"
    query = """query ($id: ID!, $asOf: AsOf) {
        unit(by: {id: $id}, asOf: $asOf) { name parent { code } } }"""
    now = await office.asked(query, id=office.units["B11"])
    assert now["unit"] == {"name": "Chi bộ Bình Minh", "parent": {"code": "W2"}}
    then = await office.asked(query, id=office.units["B11"], asOf={"position": before})
    assert then["unit"] == {"name": "Chi bộ 1 phường Một", "parent": {"code": "W1"}}
    beyond = {"position": moved["position"] + 1_000}
    answer = await office.answer(query, {"id": office.units["B11"], "asOf": beyond}, "an", "")
    codes = [error["extensions"]["code"] for error in answer.body["errors"]]
    assert codes == ["POSITION_NOT_REACHED"]


async def test_today_s_grants_rule_whatever_moment_is_asked_of(told: Office) -> None:
    query = """query ($asOf: AsOf) {
        unit(by: {code: "W1"}, asOf: $asOf) { progress { total } }
        directives(asOf: $asOf) { totalCount } }"""
    then = {"position": (await told.ask("Who"))["log"]["head"]["position"]}
    seen = await told.asked(query, "reader-T1", asOf=then)
    assert seen["unit"]["progress"]["total"] > 0
    await told.done("RevokeRole", "an", subject="reader-T1", unit=told.units["T1"], role="READER")
    hidden = await told.asked(query, "reader-T1", asOf=then)
    assert hidden == {"unit": {"progress": None}, "directives": {"totalCount": 0}}
    await told.grant("late", "T1", "READER", clearance="OPEN")
    assert await told.asked(query, "late", asOf=then) == seen


async def test_a_mutation_s_position_can_be_waited_for(office: Office) -> None:
    renamed = await office.done("RenameUnit", "an", unit=office.units["W2"], name="Đảng ủy mới")
    query = """query ($asOf: AsOf) { unit(by: {code: "W2"}, asOf: $asOf) { name } }"""
    data = await office.asked(query, asOf={"atLeast": renamed["position"]})
    assert data["unit"]["name"] == "Đảng ủy mới"
