"""Reports that cite no directive, and what they turn out to be on."""

from datetime import timedelta
from typing import Any

import pytest

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.services import Services
from cascade.log import Log
from tests.office.mutations import act, acted, obligation_after, refused
from tests.office.office import Office

pytestmark = pytest.mark.anyio


@pytest.fixture
def log(services: Services) -> Log:
    return services.log


def report(office: Office, **more: Any) -> dict[str, Any]:
    """B11 tells W1 of its meeting."""
    return {
        "by": office.units["B11"],
        "to": office.units["W1"],
        "subject": "Biên bản sinh hoạt chi bộ",
        "text": "Chi bộ đã học tập.",
        "occurredOn": "2026-01-04",
        **more,
    }


async def owed(office: Office) -> str:
    return str((await office.inbox("B11", "officer-B11"))["411-CV/ĐU 1"]["id"])


async def test_a_report_is_linked_and_judged_by_when_it_came(told: Office, log: Log) -> None:
    recorded = (await acted(told, "recordReport", "officer-B11", **report(told)))["report"]
    assert (recorded["by"]["code"], recorded["to"]["code"]) == ("B11", "W1")
    assert (recorded["text"], recorded["linkedAt"]) == ("Chi bộ đã học tập.", None)
    told.clock.step(timedelta(days=30))
    link = {"report": recorded["id"], "obligation": await owed(told)}
    done = await obligation_after(told, "linkReport", "issuer-W1", **link)
    assert (done["status"], done["timeliness"]) == ("SUBMITTED", "ON_TIME")
    assert done["submittedAt"] == done["reports"][0]["arrivedAt"] == "2026-01-05T02:00:00Z"
    assert done["reports"][0]["text"] == "Chi bộ đã học tập."
    again = await act(told, "linkReport", "issuer-W1", **link)
    assert (again["position"], again["userErrors"]) == (None, [])
    accept = {"report": done["reports"][0]["id"], "decision": "ACCEPTED"}
    accepted = await obligation_after(told, "decideReport", "issuer-W1", **accept)
    assert (accepted["status"], accepted["timeliness"]) == ("FULFILLED", "ON_TIME")


async def test_reports_of_a_unit_are_listed(told: Office) -> None:
    await acted(told, "recordReport", "officer-B11", **report(told))
    query = (
        "query ($unit: UnitBy!) { unit(by: $unit) { recordedReports(first: 5) {"
        " edges { node { subject linkedAt } } } } }"
    )
    for code, by in (("B11", "officer-B11"), ("W1", "issuer-W1")):
        data = await told.asked(query, by, unit=told.by_code(code))
        (edge,) = data["unit"]["recordedReports"]["edges"]
        assert edge["node"] == {"subject": "Biên bản sinh hoạt chi bộ", "linkedAt": None}


async def test_reports_that_are_refused(told: Office, log: Log) -> None:
    for changed, code in (
        ({"subject": ""}, "EMPTY_TEXT at subject"),
        ({"subject": "x" * 1_001}, "TEXT_TOO_LONG at subject"),
        ({"text": " "}, "EMPTY_TEXT at text"),
        ({"quantity": -1}, "INVALID_QUANTITY at quantity"),
        ({"occurredOn": "2026-01-06"}, "REPORTED_IN_THE_FUTURE at occurredOn"),
        ({"to": told.units["B11"]}, "REPORTS_TO_ITSELF at to"),
        ({"to": ids.encode(Kind.UNIT, ids.decode(Kind.DIRECTIVE, told.directives["411-CV/ĐU"]))},
         "UNIT_NOT_FOUND at to"),
        ({"by": told.units["B12"]}, "NOT_PERMITTED at by"),
    ):  # fmt: skip
        wrong = report(told, **changed)
        assert await refused(told, log, "recordReport", "officer-B11", **wrong) == [code]


async def test_links_that_are_refused(told: Office, log: Log) -> None:
    recorded = (await acted(told, "recordReport", "officer-B11", **report(told)))["report"]["id"]
    mine = await owed(told)
    other = str((await told.inbox("B12", "officer-B12"))["411-CV/ĐU 1"]["id"])
    for by, link, code in (
        ("officer-B12", {"report": recorded, "obligation": other}, "RECORDED_REPORT_NOT_FOUND"),
        ("issuer-W1", {"report": recorded, "obligation": other}, "REPORT_OF_ANOTHER"),
    ):
        assert await refused(told, log, "linkReport", by, **link) == [f"{code} at report"]
    unknown = ids.encode(Kind.RECORDED_REPORT, ids.decode(Kind.UNIT, told.units["B11"]))
    link = {"report": unknown, "obligation": mine}
    assert await refused(told, log, "linkReport", "officer-B11", **link) == [
        "RECORDED_REPORT_NOT_FOUND at report"
    ]
    passing = (await told.inbox("W1", "issuer-W1"))["433-CV/BTG @pass-on"]["id"]
    link = {"report": recorded, "obligation": passing}
    assert await refused(told, log, "linkReport", "issuer-W1", **link) == [
        "REPORT_OF_ANOTHER at report"
    ]
    await acted(told, "linkReport", "officer-B11", report=recorded, obligation=mine)
    again = {"report": recorded, "obligation": other}
    assert await refused(told, log, "linkReport", "issuer-W1", **again) == [
        "LINKED_ALREADY at report"
    ]
