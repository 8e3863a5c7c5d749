"""What a meeting agrees: an unnumbered conclusion, whose tasks may charge the unit itself."""

from typing import Any

from api.services import Services
from tests.office.mutations import acted, document, refused
from tests.office.office import Office

SHOWN = """query ($id: ID!) {
  directive(by: { id: $id }) {
    number { text } unnumbered
    meeting { heldOn chair { code } participants { code } }
  }
}"""
MEETINGS = """query ($filter: DirectiveFilter) {
  directives(filter: $filter, first: 10) { totalCount edges { node { id subject } } }
}"""
AGREED = """query ($unit: String!, $filter: ObligationFilter) {
  unit(by: { code: $unit }) {
    obligations(filter: $filter, first: 50) {
      totalCount edges { node { id task { key } status timeliness } }
    }
    progress { total }
  }
}"""


def conclusion(office: Office, **more: Any) -> dict[str, Any]:
    """Of a meeting of W1 with its branches: two tasks of its own, one of a branch."""
    units = office.units
    own = {"audience": {"units": [units["W1"]]}, "needsAcceptance": False}
    meeting = {
        "heldOn": "2026-01-05",
        "chair": units["W1"],
        "participants": [units["B11"], units["B12"]],
    }
    return {
        **document(units, "W1", "W1", "B11"),
        "type": "KL",
        "subject": "Kết luận họp giao ban tháng",
        "unnumbered": True,
        "meeting": meeting,
        "tasks": [
            {"key": "1", "text": "Rà soát danh sách.", "due": {"on": "2026-01-12"}, **own},
            {"key": "2", "text": "Sửa nhà văn hóa.", "due": {"on": "2026-03-31"}, **own},
            {"key": "3", "text": "Nộp báo cáo.", "audience": {"units": [units["B11"]]}},
        ],
        **more,
    }


async def concluded(office: Office, **more: Any) -> str:
    payload = await acted(office, "issueDirective", "issuer-W1", **conclusion(office, **more))
    directive: str = payload["directive"]["id"]
    return directive


async def agreed(office: Office, **filter: Any) -> dict[str, tuple[str, str]]:
    """What W1 bears of it, by task."""
    found = await office.asked(AGREED, "issuer-W1", unit="W1", filter=filter)
    page = found["unit"]["obligations"]
    return {
        edge["node"]["task"]["key"]: (edge["node"]["status"], edge["node"]["timeliness"])
        for edge in page["edges"]
    }


async def test_a_conclusion_names_its_meeting_and_charges_the_unit_itself(office: Office) -> None:
    directive = await concluded(office)
    shown = (await office.asked(SHOWN, "officer-B12", id=directive))["directive"]
    # B12 was there, and is asked for nothing.
    assert shown == {
        "number": None,
        "unnumbered": True,
        "meeting": {
            "heldOn": "2026-01-05",
            "chair": {"code": "W1"},
            "participants": [{"code": "B11"}, {"code": "B12"}],
        },
    }
    assert (await office.asked(SHOWN, "officer-B21", id=directive))["directive"] is None
    assert await agreed(office) == {
        "1": ("PENDING", "NOT_YET_DUE"),
        "2": ("PENDING", "NOT_YET_DUE"),
    }


async def test_what_a_year_of_meetings_agreed_is_gathered(office: Office) -> None:
    await concluded(office)
    await acted(
        office, "issueDirective", "issuer-W1",
        **{**document(office.units, "W1", "W1"), "unnumbered": True},
    )  # fmt: skip
    office.clock.step_to(office.clock.now().replace(day=20))
    found = await office.asked(AGREED, "issuer-W1", unit="W1", filter={"agreedIn": 2026})
    (first, _) = [edge["node"] for edge in found["unit"]["obligations"]["edges"]]
    await acted(office, "submitReport", "issuer-W1", obligation=first["id"], text="Đã rà soát.")
    year = {"agreedIn": 2026, "agreedBy": office.units["W1"]}
    assert await agreed(office, **year) == {
        "1": ("FULFILLED", "LATE"),
        "2": ("PENDING", "NOT_YET_DUE"),
    }
    assert await agreed(office, agreedIn=2025) == {}
    assert await agreed(office, agreedIn=2026, agreedBy=office.units["T1"]) == {}
    assert set(await agreed(office)) == {"1", "2", "t1"}
    listed = {"metIn": 2026, "issuer": office.units["W1"]}
    page = (await office.asked(MEETINGS, "issuer-W1", filter=listed))["directives"]
    assert [edge["node"]["subject"] for edge in page["edges"]] == ["Kết luận họp giao ban tháng"]
    assert page["totalCount"] == 1


async def test_a_meeting_is_refused_for_what_is_wrong_with_it(
    office: Office, services: Services
) -> None:
    units = office.units
    wrong = {
        "heldOn": "2026-01-06",
        "chair": units["W1"],
        "participants": [units["B11"], units["W1"], units["B11"]],
    }
    sent = conclusion(office, meeting=wrong)
    assert await refused(office, services.log, "issueDirective", "issuer-W1", **sent) == [
        "MEETING_AFTER_CONCLUSION at meeting.heldOn",
        "PARTICIPANT_REPEATED at meeting.participants.1",
        "PARTICIPANT_REPEATED at meeting.participants.2",
    ]


async def test_what_a_unit_asks_of_itself_goes_out_at_once(
    office: Office, services: Services
) -> None:
    sent = conclusion(office, levelByLevel={})
    assert await refused(office, services.log, "issueDirective", "issuer-W1", **sent) == [
        "CHARGES_ITSELF_LEVEL_BY_LEVEL at levelByLevel"
    ]
    stepwise = {**document(office.units, "W1", "B11"), "levelByLevel": {}}
    issued = await acted(office, "issueDirective", "issuer-W1", **stepwise)
    added = [{"key": "2", "text": "Tự kiểm tra.", "lead": office.units["W1"]}]
    assert await refused(
        office, services.log, "amendDirective", "issuer-W1",
        directive=issued["directive"]["id"], addTasks=added,
    ) == ["CHARGES_ITSELF_LEVEL_BY_LEVEL at directive"]  # fmt: skip
