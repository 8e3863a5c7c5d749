"""Citations that are matched after the issue."""

from api.services import Services
from tests.office.mutations import directive_after, document, issue, refused
from tests.office.office import Office


async def test_a_citation_is_matched_by_itself_and_by_hand(
    office: Office, services: Services
) -> None:
    waiting = {
        "text": "433-CV/BTG",
        "relation": "IMPLEMENTS",
        "issuedOn": "2026-01-05",
        "issuerName": "Ban Tuyên giáo",
    }
    worded = {"text": "Công văn của Ban", "relation": "GUIDED_BY"}
    lower = await issue(office, "W1", "B11", citations=[waiting, worded])
    assert [cited["target"] for cited in lower["citations"]] == [None, None]
    upper = await issue(office, number="433-CV/BTG")
    by_hand = {"citation": lower["citations"][1]["id"], "target": upper["id"]}
    proposed = (await directive_after(office, "resolveCitation", "issuer-W1", **by_hand))[
        "citations"
    ]
    assert [cited["target"] for cited in proposed] == [None, {"id": upper["id"]}]
    assert [cited["status"] for cited in proposed] == ["PROPOSED", "MATCHED"]
    assert proposed[0]["proposed"] == {"id": upper["id"]}
    confirmed = {"citation": lower["citations"][0]["id"], "confirm": True}
    matched = await directive_after(office, "decideCitation", "issuer-W1", **confirmed)
    assert [cited["target"] for cited in matched["citations"]] == [{"id": upper["id"]}] * 2
    assert [cited["resolvedByHand"] for cited in matched["citations"]] == [False, True]
    assert matched["implements"] == [{"id": upper["id"]}]
    undone = await directive_after(
        office, "resolveCitation", "issuer-W1", citation=lower["citations"][0]["id"]
    )
    assert (undone["citations"][0]["target"], undone["implements"]) == (None, [])
    assert await refused(office, services.log, "decideCitation", "issuer-W1", **confirmed) == [
        "NOTHING_PROPOSED at citation"
    ]
    assert await refused(office, services.log, "resolveCitation", "issuer-W2", **by_hand) == [
        "CITATION_NOT_FOUND at citation"
    ]


async def test_a_source_without_a_number_is_shown_as_such(
    office: Office, services: Services
) -> None:
    source = {"kind": "chương trình công tác", "year": 2026}
    worded = {"text": "Theo chương trình công tác năm", "relation": "CONTINUES", "source": source}
    issued = await issue(office, "D1", citations=[worded], placeOfIssue="Bình Minh")
    (cited,) = issued["citations"]
    assert (cited["status"], cited["source"], cited["target"]) == ("UNNUMBERED", source, None)
    assert issued["placeOfIssue"] == "Bình Minh"
    by_hand = {"citation": cited["id"], "target": issued["id"]}
    assert await refused(office, services.log, "resolveCitation", "issuer-D1", **by_hand) == [
        "SOURCE_HAS_NO_NUMBER at citation"
    ]
    wrong = {**worded, "target": issued["id"], "source": {"kind": "lệ", "year": 20}}
    sent = document(office.units, citations=[wrong])
    assert await refused(office, services.log, "issueDirective", "issuer-D1", **sent) == [
        "SOURCE_HAS_NO_NUMBER at citations.0.target",
        "YEAR_OUT_OF_RANGE at citations.0.source.year",
    ]
