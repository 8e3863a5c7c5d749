"""What one unit notes in another's name: known, shown as noted, and binding nothing."""

from typing import Any

import pytest

from api.services import Services
from tests.office.mutations import acted, issue, refused
from tests.office.office import Office

pytestmark = pytest.mark.anyio

SHOWN = """query ($unit: ID!, $number: String!) {
    unit(by: {id: $unit}) { directivesIssued { totalCount edges { node { subject } } } }
    directives { edges { node { subject notedBy { code } issuersOwn { subject } } } }
    directive(by: {number: {number: $number, issuer: $unit}}) { subject notedBy { code } } }"""


def note(office: Office, by: str, **more: Any) -> dict[str, Any]:
    """What a unit records of D1."""
    return {
        "recordedBy": office.units[by],
        "issuer": office.units["D1"],
        "type": "CV",
        "number": "433-CV/BTG",
        "subject": f"Do {by} ghi",
        "issuedOn": "2026-01-05",
        **more,
    }


async def test_what_others_note_is_shown_so_and_binds_nothing(
    office: Office, services: Services
) -> None:
    await acted(office, "recordDirective", "issuer-W1", **note(office, "W1"))
    assert await refused(
        office, services.log, "recordDirective", "issuer-W1", **note(office, "W1")
    ) == ["DOCUMENT_ALREADY_KNOWN at number"]
    # Another, who does not see that note, is told nothing of it.
    await acted(office, "recordDirective", "issuer-W2", **note(office, "W2"))
    await office.grant("all", "C", "READER")
    asked = {"unit": office.units["D1"], "number": "433-CV/BTG"}
    own = await issue(office, number="433-CV/BTG", subject="Của Ban")
    assert own["number"]["text"] == "433-CV/BTG"
    shown = await office.asked(SHOWN, "all", **asked)
    issued = shown["unit"]["directivesIssued"]
    assert [edge["node"]["subject"] for edge in issued["edges"]] == ["Của Ban"]
    assert issued["totalCount"] == 1
    assert shown["directive"] == {"subject": "Của Ban", "notedBy": None}
    assert [edge["node"] for edge in shown["directives"]["edges"]] == [
        {"subject": "Của Ban", "notedBy": None, "issuersOwn": None},
        {
            "subject": "Do W2 ghi",
            "notedBy": {"code": "W2"},
            "issuersOwn": {"subject": "Của Ban"},
        },
        {
            "subject": "Do W1 ghi",
            "notedBy": {"code": "W1"},
            "issuersOwn": {"subject": "Của Ban"},
        },
    ]


async def test_what_the_issuer_itself_records_is_its_own(
    office: Office, services: Services
) -> None:
    await acted(office, "recordDirective", "issuer-W1", **note(office, "W1"))
    mine = note(office, "D1")
    await acted(office, "recordDirective", "issuer-D1", **mine)
    assert await refused(office, services.log, "recordDirective", "issuer-D1", **mine) == [
        "DOCUMENT_ALREADY_KNOWN at number"
    ]
    again = {"number": "433-CV/BTG", "issuer": office.units["D1"]}
    document = {"type": "CV", "subject": "Về việc", "issuedOn": "2026-01-05",
                "audience": {"units": [office.units["W1"]]},
                "tasks": [{"key": "t1", "text": "Làm"}]}  # fmt: skip
    assert await refused(
        office, services.log, "issueDirective", "issuer-D1", **again, **document
    ) == ["NUMBER_TAKEN_ALREADY at number"]
