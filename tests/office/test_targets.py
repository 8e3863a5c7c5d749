"""Targets, indicators and closing days as offices say and see them."""

from typing import Any

import pytest

from api.services import Services
from cascade.log import Log
from tests.office.mutations import acted, directive_after, document, issue, refused
from tests.office.office import Office

pytestmark = pytest.mark.anyio

SHOWN = """
    query ($id: ID!, $asOf: AsOf) { obligation(id: $id, asOf: $asOf) {
        target quotaMet reportedTowardsQuotaExact dataCloseOn
        task { quota { minimum amount direction unitOfMeasure byLevel { level { key } amount } } }
        reportForm {
            indicator { key name unitOfMeasure number required target { amount direction } }
            accepted submitted targetMet
        }
        reports { values { indicator value } }
    } }
"""
TABLE = """
    query ($id: ID!, $after: String) { directive(by: {id: $id}) { tasks {
        dataClose { daysBeforeDue on }
        unitTargets(first: 1, after: $after) {
            totalCount pageInfo { hasNextPage endCursor } edges { node { unit { code } amount } } }
    } } }
"""
TOTALS = """
    query ($unit: UnitBy!, $task: ID!, $levels: [String!], $asOf: AsOf) {
        unit(by: $unit, asOf: $asOf) {
            indicatorTotals(task: $task, levels: $levels) {
                indicator { key } accepted submitted reported }
            indicatorTotalsByChild(task: $task, first: 100) { totalCount edges { node {
                unit { code } totals { indicator { key } accepted submitted reported } } } }
        }
    }
"""
INDICATORS: list[dict[str, Any]] = [
    {"key": "ho", "name": "Số hộ nghèo", "unitOfMeasure": "hộ", "number": "WHOLE"},
    {
        "key": "tien",
        "name": "Kinh phí",
        "unitOfMeasure": "triệu đồng",
        "required": False,
        "target": {"amount": "2.5"},
    },
]


@pytest.fixture
def log(services: Services) -> Log:
    return services.log


def houses(office: Office, **more: Any) -> dict[str, Any]:
    units = office.units
    return {
        "key": "1",
        "text": "Xây nhà.",
        "due": {"on": "2026-01-15"},
        "dataClose": {"daysBeforeDue": 1},
        "indicators": INDICATORS,
        "quota": {
            "amount": "10.5",
            "direction": "EXACTLY",
            "unitOfMeasure": "căn",
            "stated": "theo phụ lục",
            "byUnit": [
                {"unit": units["W1"], "amount": "120"},
                {"unit": units["W2"], "amount": "80.25"},
            ],
        },
        **more,
    }


async def owed(office: Office, code: str, subject: str) -> dict[str, Any]:
    query = """
        query ($unit: UnitBy!) { unit(by: $unit) { obligations(first: 50) { edges { node {
            id directive { id subject } task { id } } } } } }
    """
    data = await office.asked(query, f"issuer-{code}", unit={"code": code})
    nodes = [edge["node"] for edge in data["unit"]["obligations"]["edges"]]
    return next(node for node in nodes if node["directive"]["subject"] == subject)


async def test_each_unit_sees_its_own_target_and_its_form(told: Office) -> None:
    await issue(told, "D1", subject="Nhà ở", tasks=[houses(told)])
    shown = {
        code: (
            await told.asked(SHOWN, f"issuer-{code}", id=(await owed(told, code, "Nhà ở"))["id"])
        )["obligation"]
        for code in ("W1", "W2")
    }
    assert {code: each["target"] for code, each in shown.items()} == {"W1": "120", "W2": "80.25"}
    one = shown["W1"]
    assert one["task"]["quota"] == {
        "minimum": 11,
        "amount": "10.5",
        "direction": "EXACTLY",
        "unitOfMeasure": "căn",
        "byLevel": [],
    }
    assert (one["quotaMet"], one["dataCloseOn"]) == (False, "2026-01-14")
    assert [field["indicator"]["key"] for field in one["reportForm"]] == ["ho", "tien"]
    assert one["reportForm"][1]["indicator"]["target"] == {
        "amount": "2.5",
        "direction": "AT_LEAST",
    }


async def test_a_table_is_read_page_by_page_and_changed_row_by_row(told: Office) -> None:
    made = await issue(told, "D1", subject="Nhà ở", tasks=[houses(told)])
    rows, after = [], None
    while True:
        (task,) = (await told.asked(TABLE, "issuer-D1", id=made["id"], after=after))["directive"][
            "tasks"
        ]
        page = task["unitTargets"]
        assert page["totalCount"] == 2
        rows += [(e["node"]["unit"]["code"], e["node"]["amount"]) for e in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert rows == [("W1", "120"), ("W2", "80.25")]
    assert task["dataClose"] == {"daysBeforeDue": 1, "on": None}
    changes = [{"unit": told.units["W1"]}, {"unit": told.units["W2"], "amount": "81"}]
    await directive_after(
        told,
        "amendDirective",
        "issuer-D1",
        directive=made["id"],
        changeTasks=[{"key": "1", "targets": changes}],
    )
    for code, target in (("W1", "10.5"), ("W2", "81")):
        mine = await owed(told, code, "Nhà ở")
        seen = await told.asked(SHOWN, f"issuer-{code}", id=mine["id"])
        assert seen["obligation"]["target"] == target


async def test_figures_are_summed_and_listed_by_child(told: Office) -> None:
    await issue(told, "D1", subject="Nhà ở", tasks=[houses(told)])
    for code, values in (
        ("W1", [("ho", "12"), ("tien", "0.1")]),
        ("W2", [("ho", "3")]),
    ):
        mine = await owed(told, code, "Nhà ở")
        said = [{"indicator": key, "value": value} for key, value in values]
        sent = {"obligation": mine["id"], "text": "Đã làm.", "values": said}
        done = await acted(told, "submitReport", f"issuer-{code}", **sent)
        if code == "W1":
            (report,) = done["outcomes"][0]["obligation"]["reports"]
            accept = {"report": report["id"], "decision": "ACCEPTED"}
            accepted = await acted(told, "decideReport", "issuer-D1", **accept)
    mine = await owed(told, "W1", "Nhà ở")
    form = (await told.asked(SHOWN, "issuer-W1", id=mine["id"]))["obligation"]
    assert form["reports"][0]["values"] == [
        {"indicator": "ho", "value": "12"},
        {"indicator": "tien", "value": "0.1"},
    ]
    assert [(f["accepted"], f["submitted"], f["targetMet"]) for f in form["reportForm"]] == [
        ("12", None, None),
        ("0.1", None, False),
    ]
    task = mine["task"]["id"]
    whole = (await told.asked(TOTALS, "reader-T1", unit={"code": "T1"}, task=task))["unit"]
    assert [(t["accepted"], t["submitted"], t["reported"]) for t in whole["indicatorTotals"]] == [
        ("12", "3", 2),
        ("0.1", "0", 1),
    ]
    children = whole["indicatorTotalsByChild"]
    assert children["totalCount"] == len(children["edges"])
    firsts = {e["node"]["unit"]["code"]: e["node"]["totals"][0] for e in children["edges"]}
    assert {
        code: (t["accepted"], t["submitted"]) for code, t in firsts.items() if t["reported"]
    } == {
        "W1": ("12", "0"),
        "W2": ("0", "3"),
    }
    # As of a moment, and of one unit's slice alone.
    before = {"position": accepted["position"] - 1}
    then = await told.asked(TOTALS, "reader-T1", unit={"code": "T1"}, task=task, asOf=before)
    assert then["unit"]["indicatorTotals"][0]["accepted"] == "0"
    own = (await told.asked(TOTALS, "issuer-W1", unit={"code": "W1"}, task=task))["unit"]
    assert own["indicatorTotals"][0]["reported"] == 1
    other = (await told.asked(TOTALS, "issuer-W1", unit={"code": "W2"}, task=task))["unit"]
    assert other["indicatorTotals"] is None


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        (
            {
                "quota": {
                    "unitOfMeasure": "căn",
                    "stated": "-",
                    "byUnit": [{"unit": "B11", "amount": 1}],
                }
            },
            ["TARGET_OUTSIDE_AUDIENCE at tasks.0.quota.byUnit.0.unit"],
        ),
        (
            {"indicators": [INDICATORS[0], INDICATORS[0]]},
            ["DUPLICATE_KEY at tasks.0.indicators.1.key"],
        ),
        (
            {"indicators": [{**INDICATORS[0], "target": {"amount": "1.5"}}]},
            ["TARGET_NOT_WHOLE at tasks.0.indicators.0.target.amount"],
        ),
        ({"dataClose": {"on": "2026-01-16"}}, ["CLOSES_AFTER_DUE at tasks.0.dataClose.on"]),
        (
            {"due": {"continuous": True}},
            ["NOTHING_TO_CLOSE_BEFORE at tasks.0.dataClose.daysBeforeDue"],
        ),
    ],
)
async def test_what_is_refused_of_a_form(
    told: Office, log: Log, changed: dict[str, Any], reasons: list[str]
) -> None:
    for row in changed.get("quota", {}).get("byUnit", ()):
        row["unit"] = told.units.get(row["unit"], row["unit"])
    given = document(told.units, "D1", tasks=[houses(told, **changed)])
    assert await refused(told, log, "issueDirective", "issuer-D1", **given) == reasons


async def test_what_is_refused_of_a_report(told: Office, log: Log) -> None:
    await issue(told, "D1", subject="Nhà ở", tasks=[houses(told)])
    mine = await owed(told, "W1", "Nhà ở")
    for values, reasons in (
        ([], ["INDICATOR_LEFT_OUT at values"]),
        ([("ho", "1"), ("ho", "2")], ["INDICATOR_GIVEN_TWICE at values.1.indicator"]),
        ([("ho", "1"), ("nha", "2")], ["UNKNOWN_INDICATOR at values.1.indicator"]),
        ([("ho", "1.5")], ["VALUE_NOT_WHOLE at values.0.value"]),
        ([("ho", "-1")], ["INVALID_QUANTITY at values.0.value"]),
    ):
        said = [{"indicator": key, "value": value} for key, value in values]
        sent = {"obligation": mine["id"], "text": "Đã làm.", "values": said}
        assert await refused(told, log, "submitReport", "issuer-W1", **sent) == reasons
