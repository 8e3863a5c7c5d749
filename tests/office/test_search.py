"""Units and directives are found by words, typed as people type."""

from typing import Any

import pytest

from tests.office.mutations import acted, directive_after, document
from tests.office.office import Office

pytestmark = pytest.mark.anyio

UNITS = """
query ($filter: UnitFilter, $first: Int, $after: String, $asOf: AsOf) {
  units(filter: $filter, first: $first, after: $after, asOf: $asOf) {
    totalCount pageInfo { endCursor hasNextPage } edges { cursor node { code name live } }
  }
}
"""
DIRECTIVES = """
query ($filter: DirectiveFilter, $first: Int, $after: String, $asOf: AsOf) {
  directives(filter: $filter, first: $first, after: $after, asOf: $asOf) {
    totalCount pageInfo { endCursor hasNextPage } edges { cursor node { subject } }
  }
}
"""


async def units(office: Office, typed: str, by: str = "reader-T1", **more: Any) -> list[str]:
    """The codes of those that are found, in their order."""
    wanted = {"search": typed, **more.pop("filter", {})}
    found = (await office.asked(UNITS, by, filter=wanted, **more))["units"]
    codes = [edge["node"]["code"] for edge in found["edges"]]
    assert found["totalCount"] == len(codes)
    return codes


async def directives(office: Office, typed: str, by: str, **more: Any) -> list[str]:
    """The subjects of those that are found, in their order."""
    wanted = {"search": typed, **more.pop("filter", {})}
    found = (await office.asked(DIRECTIVES, by, filter=wanted, **more))["directives"]
    subjects = [edge["node"]["subject"] for edge in found["edges"]]
    assert found["totalCount"] == len(subjects)
    return subjects


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("dang uy phuong hai", ["W2"]),
        ("ĐẢNG ỦY PHƯỜNG HAI", ["W2"]),
        ("Đảng uỷ", ["W1", "W2"]),
        ("mot phuong", ["W1", "B11", "B12"]),
        ("chi b 2", ["B12"]),
        ("tinh uy hoang", ["T2"]),
        ("uy dang", ["W1", "W2"]),
        ("btg", ["D1"]),
        ("b1", ["B11", "B12"]),
        ("tuyen giao b", ["D1"]),
        ("ang uy", []),
        ("chi bo 3", []),
    ],
)
async def test_units_are_found_without_marks_by_words_and_their_beginnings(
    office: Office, typed: str, codes: list[str]
) -> None:
    assert await units(office, typed) == codes


async def test_what_answers_best_comes_first_and_of_these_the_highest(office: Office) -> None:
    names = {
        "R1": "Hòa An", "R2": "Hoà An Đông", "R3": "Hoà Anh", "R4": "Xã Hòa An cũ",
        "R5": "Xã Hoà Anh", "R6": "An Bình Hòa",
    }  # fmt: skip
    ward = {"kind": "committee", "level": "ward"}
    await office.establish(
        *(
            {"code": code, "name": name, "parent": office.units["W1"], **ward, "level": "branch"}
            for code, name in reversed(names.items())
        ),
        {"code": "R0", "name": "Hòa An", "parent": office.units["T2"], **ward},
    )
    assert await units(office, "hoa an") == ["R0", *names]


async def test_a_unit_is_found_by_the_name_of_the_moment(office: Office) -> None:
    sent = {"unit": office.units["W1"], "name": "Đảng ủy phường Sông"}
    before = (await acted(office, "renameUnit", **sent))["position"] - 1
    assert await units(office, "phuong song") == ["W1"]
    assert await units(office, "dang uy phuong mot") == []
    assert await units(office, "dang uy phuong mot", asOf={"position": before}) == ["W1"]
    assert await units(office, "phuong song", asOf={"position": before}) == []


async def test_the_name_is_that_of_the_day(office: Office) -> None:
    sent = {"unit": office.units["W1"], "name": "Phường Sông", "validFrom": "2026-01-05"}
    position = (await acted(office, "renameUnit", **sent))["position"]
    assert await units(office, "phuong song") == ["W1"]
    then = {"moment": {"position": position, "clock": "2026-01-03T00:00:00Z"}}
    assert await units(office, "phuong song", asOf=then) == []
    assert await units(office, "dang uy phuong mot", asOf=then) == ["W1"]


async def test_by_an_alias_it_is_found_within_the_slice_alone(office: Office) -> None:
    await acted(office, "addAlias", unit=office.units["W1"], name="Phường Cũ Kỹ")
    assert await units(office, "phuong cu") == ["W1"]
    assert await units(office, "phuong cu", "reader-T2") == []
    assert await units(office, "w1", "reader-T2") == ["W1"]


async def test_a_search_goes_with_the_other_filters(office: Office) -> None:
    under = {"under": office.units["W1"]}
    assert await units(office, "chi bo 1", filter=under) == ["B11"]
    assert await units(office, "phuong", filter={"level": "ward"}) == ["W1", "W2"]
    assert await units(office, "phuong", filter={"level": "ward", "kind": "cell"}) == []
    await acted(office, "dissolveUnit", unit=office.units["B12"], validFrom="2026-01-05")
    assert await units(office, "chi bo 2") == []
    assert await units(office, "chi bo 2", filter={"live": False}) == ["B12"]


async def test_pages_of_what_is_found_hold_each_once(office: Office) -> None:
    every = await units(office, "phuong")
    assert len(every) == 5
    found, after = [], None
    while True:
        sent = {"filter": {"search": "phuong"}, "first": 2, "after": after}
        page = (await office.asked(UNITS, "reader-T1", **sent))["units"]
        assert page["totalCount"] == 5
        found += [edge["node"]["code"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == every


async def test_a_cursor_of_a_search_is_of_no_other_list(office: Office) -> None:
    page = (await office.asked(UNITS, "reader-T1", filter={"search": "phuong"}))["units"]
    sent = {"after": page["edges"][0]["cursor"]}
    answer = await office.answer(UNITS, sent, "reader-T1", "")
    assert [e["extensions"]["code"] for e in answer.body["errors"]] == ["BAD_CURSOR"]


async def test_directives_are_found_by_their_numbers_and_subjects(told: Office) -> None:
    by = "reader-T1"
    every = await directives(told, "ve viec", by)
    assert len(every) == 2
    assert await directives(told, "433", by) == ["Về việc tổ chức học tập"]
    assert await directives(told, "433-CV/BTG", by) == ["Về việc tổ chức học tập"]
    assert await directives(told, "433 hoc tap", by) == ["Về việc tổ chức học tập"]
    assert await directives(told, "tap hoc to", by) == ["Về việc tổ chức học tập"]
    assert await directives(told, "434", by) == []
    assert await directives(told, "ve viec", by, filter={"issuedTo": "2025-12-31"}) == []
    assert await directives(told, "ve viec", "reader-T2") == []


async def test_of_directives_the_best_answer_comes_first_and_then_the_newest(
    office: Office,
) -> None:
    subjects = ["Kế hoạch năm", "Thực hiện kế hoạch năm", "Kế hoạch năm", "Năm kế hoạch"]
    for sequence, subject in enumerate(subjects, 7):
        await office.issue(
            "issuer-D1", "D1", f"{sequence}-CV/BTG", subject=subject,
            audience={"units": [office.units["B11"]]},
            tasks=[{"key": "1", "text": "Báo cáo", "kind": "REPORT"}],
        )  # fmt: skip
    found = await directives(office, "ke hoach nam", "issuer-D1")
    assert found == ["Kế hoạch năm", "Kế hoạch năm", "Thực hiện kế hoạch năm", "Năm kế hoạch"]
    sent = {"filter": {"search": "ke hoach nam"}, "first": 1}
    page = (await office.asked(DIRECTIVES, "issuer-D1", **sent))["directives"]
    rest = {**sent, "first": 9, "after": page["pageInfo"]["endCursor"]}
    following = (await office.asked(DIRECTIVES, "issuer-D1", **rest))["directives"]
    assert [edge["node"]["subject"] for edge in following["edges"]] == found[1:]


async def test_a_corrected_subject_is_found_as_it_was_and_as_it_is(told: Office) -> None:
    await acted(
        told, "correctDirective", "issuer-D1", directive=told.directives["433-CV/BTG"],
        subject="Về việc tổ chức hội nghị",
    )  # fmt: skip
    before = (await told.asked("{ log { head { position } } }"))["log"]["head"]["position"] - 1
    assert await directives(told, "433 hoi nghi", "reader-T1") == ["Về việc tổ chức hội nghị"]
    assert await directives(told, "433 hoc tap", "reader-T1") == []
    then = {"asOf": {"position": before}}
    assert await directives(told, "433 hoc tap", "reader-T1", **then) == ["Về việc tổ chức học tập"]
    assert await directives(told, "433 hoi nghi", "reader-T1", **then) == []


async def test_what_is_hidden_is_neither_found_nor_counted(office: Office) -> None:
    await office.grant("low", "T1", "READER", clearance="OPEN")
    await office.issue(
        "issuer-D1", "D1", "7-CV/BTG", subject="Kế hoạch mật", classification="SECRET",
        audience={"units": [office.units["B11"]]},
        tasks=[{"key": "1", "text": "Báo cáo", "kind": "REPORT"}],
    )  # fmt: skip
    assert await directives(office, "ke hoach", "issuer-D1") == ["Kế hoạch mật"]
    for typed in ("ke hoach", "7", "7-CV/BTG"):
        assert await directives(office, typed, "low") == []


async def test_drafts_are_found_by_their_subjects(office: Office) -> None:
    for subject in ("Dự thảo kế hoạch", "Kế hoạch dự thảo"):
        text = document(office.units, subject=subject)
        await directive_after(office, "draftDirective", "issuer-D1", **text)
    drafts = {"filter": {"status": "DRAFT"}}
    assert await directives(office, "ke hoach", "issuer-D1", **drafts) == [
        "Kế hoạch dự thảo", "Dự thảo kế hoạch"
    ]  # fmt: skip
    assert await directives(office, "hop", "issuer-D1", **drafts) == []
    assert await directives(office, "ke hoach", "reader-T2", **drafts) == []


@pytest.mark.parametrize("typed", ["", "  ", "*", "%_%", "…?!", "x" * 10_000, "́"])
@pytest.mark.parametrize("query", [UNITS, DIRECTIVES])
async def test_a_search_without_words_or_without_end_is_refused(
    office: Office, query: str, typed: str
) -> None:
    answer = await office.answer(query, {"filter": {"search": typed}}, "reader-T1", "")
    (error,) = answer.body["errors"]
    assert (error["extensions"]["code"], len(error["path"])) == ("BAD_SEARCH", 1)


async def test_without_a_search_everything_is_listed(office: Office) -> None:
    listed = await office.asked(UNITS, "reader-T1", filter={"search": None})
    assert listed["units"]["totalCount"] == 9
