"""Groups that coordinate, groups less some of theirs or by labels, and how urgent it is."""

from typing import Any

import pytest

from api.services import Services
from tests.office.mutations import acted, refused
from tests.office.office import Office

pytestmark = pytest.mark.anyio

TASKS = """
query ($id: ID!) { directive(by: {id: $id}) {
  urgency
  distribution { role stated }
  audience { under { code } labels exceptions { unit { code } under { code } } }
  tasks {
    lead { code } coLeads { code } coordinating { code }
    coordinatingGroups { stated under { code } levels { key } }
  }
} }
"""
LABELS = "query ($code: String!) { unit(by: {code: $code}) { labels { label from to } } }"
MOST_URGENT = """
query ($code: String!) { unit(by: {code: $code}) {
  obligations(orderBy: MOST_URGENT, first: 2) { edges { cursor node { urgency task { key } } } }
} }
"""


def task(key: str = "1", **more: Any) -> dict[str, Any]:
    return {"key": key, "text": "Ra quân.", **more}


async def letter(office: Office, number: str, *tasks: dict[str, Any], **more: Any) -> str:
    audience = more.pop("audience", {"units": [office.units["W1"]]})
    given = {"subject": "Về việc ra quân", "audience": audience, "tasks": tasks or [task()]}
    return await office.issue("issuer-D1", "D1", number, **given, **more)


async def shown(office: Office, directive: str) -> dict[str, Any]:
    found = (await office.asked(TASKS, "issuer-D1", id=directive))["directive"]
    assert isinstance(found, dict)
    return found


async def roles(office: Office, number: str, *codes: str) -> dict[str, str]:
    """In which roles units owe task 1 of a directive."""
    found = {}
    for code in codes:
        by = f"officer-{code}" if code.startswith("B") else f"issuer-{code}"
        node = (await office.inbox(code, by)).get(f"{number} 1")
        if node is not None:
            found[code] = node["role"]
    return found


async def test_a_group_coordinates_with_two_leads(office: Office) -> None:
    group = {"under": office.units["T1"], "levels": ["ward", "branch"], "stated": "các xã, chi bộ"}
    led = task(lead=office.units["W1"], coLeads=[office.units["B21"]], coordinatingGroups=[group])
    issued = await letter(office, "1-CV/BTG", led)
    assert await roles(office, "1-CV/BTG", "W1", "W2", "B11", "B21") == {
        "W1": "LEAD",
        "W2": "COORDINATING",
        "B11": "COORDINATING",
        "B21": "LEAD",
    }
    [asked] = (await shown(office, issued))["tasks"]
    assert asked == {
        "lead": {"code": "W1"},
        "coLeads": [{"code": "B21"}],
        "coordinating": [],
        "coordinatingGroups": [
            {
                "stated": "các xã, chi bộ",
                "under": {"code": "T1"},
                "levels": [{"key": "ward"}, {"key": "branch"}],
            }
        ],
    }


async def test_a_group_by_a_label_less_one_unit(office: Office) -> None:
    units = [office.units[code] for code in ("B11", "B12", "B21")]
    label = {"units": units, "label": "chi bộ vùng sâu"}
    await acted(office, "labelUnits", "an", **label, to="2026-12-31")
    found = (await office.asked(LABELS, "nobody", code="B11"))["unit"]
    assert found["labels"] == [
        {"label": "chi bộ vùng sâu", "from": "2026-01-05", "to": "2026-12-31"}
    ]
    group = {
        "under": office.units["T1"],
        "labels": ["chi bộ vùng sâu"],
        "exceptUnits": [office.units["B12"]],
        "exceptGroups": [{"under": office.units["W2"]}],
    }
    issued = await letter(office, "2-CV/BTG", audience={"groups": [group]})
    assert await roles(office, "2-CV/BTG", "B11", "B12", "B21") == {"B11": "RESPONSIBLE"}
    assert (await shown(office, issued))["audience"] == [
        {
            "under": {"code": "T1"},
            "labels": ["chi bộ vùng sâu"],
            "exceptions": [
                {"unit": {"code": "B12"}, "under": None},
                {"unit": None, "under": {"code": "W2"}},
            ],
        }
    ]
    await acted(office, "unlabelUnits", "an", units=units, label="chi bộ vùng sâu")
    found = (await office.asked(LABELS, "nobody", code="B11"))["unit"]
    assert found["labels"] == []
    assert await roles(office, "2-CV/BTG", "B11") == {"B11": "RESPONSIBLE"}


async def test_only_who_keeps_units_labels_them(office: Office, services: Services) -> None:
    given = {"units": [office.units["B11"]], "label": "chi bộ vùng sâu"}
    assert await refused(office, services.log, "labelUnits", "issuer-D1", **given) == [
        "NOT_PERMITTED at units.0"
    ]


async def test_an_express_letter_comes_first_and_goes_to_whom_it_is_for(office: Office) -> None:
    lines = [
        {"role": role, "stated": stated, "unit": office.units["T2"]}
        for role, stated in (
            ("FOR_INFORMATION", "để biết"),
            ("FOR_COORDINATION", "để phối hợp"),
            ("FOR_MONITORING", "để theo dõi"),
        )
    ]
    await letter(office, "3-CV/BTG", task("ordinary", due={"on": "2026-01-06"}))
    issued = await letter(
        office, "4-CV/BTG", task("express"), urgency="EXPRESS", distribution=lines
    )
    found = await shown(office, issued)
    assert (found["urgency"], [line["role"] for line in found["distribution"]]) == (
        "EXPRESS",
        ["FOR_INFORMATION", "FOR_COORDINATION", "FOR_MONITORING"],
    )
    page = (await office.asked(MOST_URGENT, "issuer-W1", code="W1"))["unit"]["obligations"]
    assert [(e["node"]["urgency"], e["node"]["task"]["key"]) for e in page["edges"]] == [
        ("EXPRESS", "express"),
        ("ORDINARY", "ordinary"),
    ]


async def test_a_policy_for_what_is_urgent_is_shown_as_such(office: Office) -> None:
    rule = {"unit": office.units["W1"], "key": "hoa-toc", "validFrom": "2026-01-05"}
    days = {"acknowledgeWithinWorkingDays": 1}
    await acted(office, "setPolicy", "issuer-W1", **rule, **days, urgencies=["EXPRESS", "URGENT"])
    asked = "query ($code: String!) { unit(by: {code: $code}) { policies { key urgencies } } }"
    found = (await office.asked(asked, "issuer-W1", code="W1"))["unit"]
    assert found["policies"] == [{"key": "hoa-toc", "urgencies": ["URGENT", "EXPRESS"]}]
