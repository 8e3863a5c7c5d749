"""Where a directive got to, and who sees what of it."""

import pytest

from tests.office.office import Office

pytestmark = pytest.mark.anyio


def number(office: Office, text: str, issuer: str) -> dict[str, object]:
    return {"number": {"number": text, "issuer": office.units[issuer]}}


async def test_the_page_of_a_directive(told: Office) -> None:
    data = await told.ask("CascadeOf", "issuer-D1", directive=number(told, "433-CV/BTG", "D1"))
    seen = data["directive"]
    assert seen["number"] == {
        "text": "433-CV/BTG",
        "sequence": 433,
        "type": "CV",
        "symbol": "BTG",
        "year": None,
    }
    assert (seen["status"], seen["issuedHere"], seen["issuedOn"]) == (
        "IN_FORCE",
        True,
        "2026-01-05",
    )
    assert (seen["issuer"]["name"], seen["onBehalfOf"]) == ("Ban Tuyên giáo", "Trưởng ban")
    (group,) = seen["audience"]
    assert group["under"] == {"name": "Tỉnh ủy Bình Minh"}
    assert [level["key"] for level in group["levels"]] == ["ward", "branch"]
    assert sorted(group["kinds"]) == ["cell", "committee"]
    assert seen["distribution"] == [{"role": "ARCHIVE", "unit": None, "stated": "Lưu VT"}]
    assert seen["windows"] == [{"key": "dot-1", "stated": "trong đợt 1", "from": None, "to": None}]
    first, second = seen["tasks"]
    assert first["due"] == {"kind": "ON_DAY", "stated": "trước ngày 20/01/2026"}
    assert second["due"]["kind"] == "WINDOW_NOT_DATED"
    assert (second["quota"]["minimum"], second["lead"]["name"]) == (5, "Đảng ủy phường Một")
    (citation,) = seen["citations"]
    assert (citation["text"], citation["target"], citation["discrepancies"]) == (
        "12-HD/TW",
        None,
        [],
    )
    (below,) = seen["implementedBy"]["edges"]
    assert below["node"]["number"]["text"] == "411-CV/ĐU"


async def test_its_hops_and_levels(told: Office) -> None:
    data = await told.ask("CascadeOf", "issuer-D1", directive=number(told, "433-CV/BTG", "D1"))
    cascade = data["directive"]["cascade"]
    assert (cascade["reached"], cascade["expected"]) == (5, 5)
    levels = {each["level"]["key"]: each for each in cascade["byLevel"]}
    assert (levels["ward"]["reached"], levels["branch"]["reached"]) == (2, 3)
    hops = {edge["node"]["unit"]["name"]: edge["node"] for edge in cascade["hops"]["edges"]}
    assert cascade["hops"]["totalCount"] == len(hops) == 5
    by_411 = hops["Chi bộ 1 phường Một"]
    assert (by_411["kind"], by_411["from"]["name"]) == ("IMPLEMENTED", "Đảng ủy phường Một")
    assert by_411["directive"]["number"]["text"] == "411-CV/ĐU"
    relayed = hops["Chi bộ 1 phường Hai"]
    assert (relayed["kind"], relayed["directive"]) == ("RELAYED", None)
    assert hops["Đảng ủy phường Hai"]["kind"] == "ADDRESSED"
    assert hops["Đảng ủy phường Hai"]["passedOnAt"] is not None
    assert cascade["stalled"]["totalCount"] == 0


async def test_what_lies_below_sees_what_it_implements_and_a_branch_a_card(told: Office) -> None:
    data = await told.ask("CascadeOf", "issuer-W1", directive=number(told, "411-CV/ĐU", "W1"))
    seen = data["directive"]
    (citation,) = seen["citations"]
    assert citation["target"]["number"]["text"] == "433-CV/BTG"
    assert [each["part"] for each in citation["discrepancies"]] == ["DATE"]
    assert [each["number"]["text"] for each in seen["implements"]] == ["433-CV/BTG"]
    card = await told.ask("CascadeOf", "officer-B11", directive=number(told, "433-CV/BTG", "D1"))
    assert card["directive"]["subject"] == "Về việc tổ chức học tập"
    for name in ("tasks", "audience", "citations", "cascade", "progress", "issuedHere"):
        assert card["directive"][name] is None
    assert card["directive"]["onBehalfOf"] is None


async def test_outside_the_slice_there_is_nothing(told: Office) -> None:
    by_number = number(told, "433-CV/BTG", "D1")
    for subject in ("reader-T2", "stranger", "an"):
        data = await told.ask("CascadeOf", subject, directive=by_number)
        assert data["directive"] is None
        page = await told.ask("Directives", subject)
        assert page["directives"]["totalCount"] == 0
    ids = list(told.directives.values())
    assert (await told.ask("Anything", "reader-T2", ids=ids))["nodes"] == [None, None]


async def test_lists_of_directives(told: Office) -> None:
    page = (await told.ask("Directives", "reader-T1"))["directives"]
    texts = [edge["node"]["number"]["text"] for edge in page["edges"]]
    assert texts == ["411-CV/ĐU", "433-CV/BTG"]
    narrowed = await told.ask("Directives", "reader-T1", filter={"issuer": told.units["D1"]})
    assert narrowed["directives"]["totalCount"] == 1
    query = """query ($code: String!) { unit(by: {code: $code}) {
        directivesReceived { totalCount edges { node { number { text } } } } } }"""
    received = (await told.asked(query, "reader-T1", code="B21"))["unit"]["directivesReceived"]
    assert [edge["node"]["number"]["text"] for edge in received["edges"]] == ["433-CV/BTG"]


async def test_who_has_not(told: Office) -> None:
    data = await told.ask("WhoHasNot", "issuer-D1", directive=number(told, "433-CV/BTG", "D1"))
    open_ones = data["directive"]["obligations"]
    owed = {(e["node"]["bearer"]["code"], e["node"]["task"]["key"]) for e in open_ones["edges"]}
    assert open_ones["totalCount"] == len(owed)
    assert ("B21", "t1") in owed
    assert ("B11", "t1") not in owed
    assert ("W1", "@pass-on") not in owed


async def test_any_node_by_its_id(told: Office) -> None:
    query = """query ($id: ID!) { directive(by: {id: $id}) {
        tasks { id } citations { id } obligations(first: 1) { edges { node { id } } } } }"""
    seen = (await told.asked(query, "issuer-D1", id=told.directives["433-CV/BTG"]))["directive"]
    task = seen["tasks"][0]["id"]
    citation = seen["citations"][0]["id"]
    obligation = seen["obligations"]["edges"][0]["node"]["id"]
    ids = [told.units["B11"], told.directives["433-CV/BTG"], obligation, task, citation]
    nodes = (await told.ask("Anything", "issuer-D1", ids=ids))["nodes"]
    assert [node["id"] for node in nodes] == ids
    assert nodes[0]["name"] == "Chi bộ 1 phường Một"
    assert nodes[3]["text"] == "Tổ chức học tập."
    hidden = (await told.ask("Anything", "reader-T2", ids=ids))["nodes"]
    assert [node and node["id"] for node in hidden] == [ids[0], None, None, None, None]
    assert await told.codes("Anything", ids=["x"]) == ["BAD_ID"]
