"""What an auditor reads, and what others do not."""

import pytest

from tests.office.office import Office

pytestmark = pytest.mark.anyio


async def test_an_inspector_reads_the_trail_with_its_actors(told: Office) -> None:
    filter_ = {"directive": told.directives["433-CV/BTG"]}
    trail = (await told.ask("AuditTrail", "inspector-T1", filter=filter_))["auditTrail"]
    entries = [edge["node"] for edge in trail["edges"]]
    positions = [entry["position"] for entry in entries]
    assert positions == sorted(positions)
    assert entries[0]["actor"] == "issuer-D1"
    assert entries[0]["directive"]["number"]["text"] == "433-CV/BTG"
    assert len(entries[0]["leafHash"]) == 64
    assert not entries[0]["partial"]
    newest = await told.ask("AuditTrail", "inspector-T1", filter={**filter_, "newestFirst": True})
    again = [edge["node"]["position"] for edge in newest["auditTrail"]["edges"]]
    assert again == positions[::-1]
    by_request = {"correlationId": entries[0]["correlationId"]}
    same = await told.ask("AuditTrail", "inspector-T1", filter=by_request)
    assert entries[0]["position"] in [e["node"]["position"] for e in same["auditTrail"]["edges"]]


@pytest.mark.parametrize("subject", ["reader-T1", "issuer-D1", "an", "stranger"])
async def test_nobody_else_does(told: Office, subject: str) -> None:
    assert (await told.ask("AuditTrail", subject))["auditTrail"]["edges"] == []


async def test_why_an_obligation_stands_as_it_does(told: Office) -> None:
    owed = (await told.inbox("B11", "officer-B11"))["411-CV/ĐU 1"]["id"]
    await told.done("Acknowledge", "officer-B11", obligations=[owed])
    own = (await told.ask("Explain", "officer-B11", obligation=owed))["obligation"]["because"]
    assert len(own) >= 2
    assert {entry["actor"] for entry in own} == {None}
    assert [entry["position"] for entry in own] == sorted(entry["position"] for entry in own)
    seen = (await told.ask("Explain", "inspector-T1", obligation=owed))["obligation"]["because"]
    assert seen[-1]["actor"] == "officer-B11"


WITHHELD = """query($filter: AuditFilter) { auditTrail(filter: $filter, first: 1) {
    withheld within { role clearance unit { code } } edges { node { position } } } }"""


async def test_the_trail_says_what_it_withholds(told: Office) -> None:
    nobody = (await told.asked(WITHHELD, "issuer-D1"))["auditTrail"]
    assert nobody == {"withheld": "EVERYTHING", "within": [], "edges": []}
    trail = (await told.asked(WITHHELD, "inspector-T1"))["auditTrail"]
    assert trail["withheld"] == "BEYOND_GRANTS"
    assert [(each["role"], each["unit"]["code"]) for each in trail["within"]] == [
        ("INSPECTOR", "T1")
    ]
    assert len(trail["edges"]) == 1


@pytest.mark.parametrize("subject", ["inspector-T1", "stranger"])
async def test_a_type_that_is_not_there_is_refused(told: Office, subject: str) -> None:
    for types in (["ReportSubmited"], ["DirectiveIssued", "reportSubmitted"], [""]):
        assert await told.codes("AuditTrail", subject, filter={"types": types}) == [
            "UNKNOWN_EVENT_TYPE"
        ]
    known = {"types": ["DirectiveIssued", "UnitsEstablished"]}
    trail = (await told.ask("AuditTrail", subject, filter=known))["auditTrail"]
    assert bool(trail["edges"]) is (subject != "stranger")


async def test_what_the_trail_names_is_found_again_by_its_id(told: Office) -> None:
    filter_ = {"directive": told.directives["411-CV/ĐU"], "types": ["DirectiveIssued"]}
    trail = (await told.ask("AuditTrail", "inspector-T1", filter=filter_))["auditTrail"]
    (edge,) = trail["edges"]
    data = edge["node"]["data"]
    named = [data["issuerId"], *(task["taskId"] for task in data["tasks"])]
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"
    nodes = (await told.asked(query, "inspector-T1", ids=named))["nodes"]
    assert [node["id"] for node in nodes] == named
    assert [node["__typename"] for node in nodes] == ["Unit", *["Task"] * len(data["tasks"])]


async def test_proofs_are_promised(told: Office) -> None:
    assert await told.codes("Proof", position=1) == ["NOT_AVAILABLE_YET"]
    assert "NOT_AVAILABLE_YET" in await told.codes("Consistency", **{"from": 1})


async def test_what_a_secret_citation_was_matched_to_is_left_out_below_its_clearance(
    told: Office,
) -> None:
    secret = await told.done(
        "Record",
        "issuer-W1",
        recordedBy=told.units["W1"],
        issuer=told.units["W1"],
        type="KH",
        number="02-KH/BCT",
        subject="Kế hoạch mật",
        issuedOn="2026-01-02",
        classification="SECRET",
    )
    citation = {
        "text": "02-KH/BCĐ",
        "relation": "GUIDED_BY",
        "issuedOn": "2026-01-02",
        "target": secret["directive"]["id"],
    }
    open_one = await told.issue(
        "issuer-W1",
        "W1",
        "412-CV/ĐU",
        subject="Về việc chung",
        audience={"groups": [{"under": told.units["W1"], "levels": ["branch"]}]},
        tasks=[{"key": "1", "text": "Làm."}],
        citations=[citation],
    )
    await told.grant("open-inspector", "T1", "INSPECTOR", clearance="OPEN")
    found = {}
    for subject in ("inspector-T1", "open-inspector"):
        data = await told.ask("AuditTrail", subject, filter={"directive": open_one})
        found[subject] = data["auditTrail"]["edges"][0]["node"]
    assert not found["inspector-T1"]["partial"]
    whole = found["inspector-T1"]["data"]["citations"][0]
    assert [part["part"] for part in whole["discrepancies"]] == ["SYMBOL"]
    assert found["open-inspector"]["partial"]
    left = found["open-inspector"]["data"]["citations"][0]
    assert (left["targetId"], left["discrepancies"]) == (None, [])
    assert left["number"]["text"] == "02-KH/BCĐ"
