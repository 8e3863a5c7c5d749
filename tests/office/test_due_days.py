"""Due days as an office gives them and sees them: those that are off, and counts of none."""

from typing import Any

import pytest

from tests.office.mutations import acted
from tests.office.office import Office

pytestmark = pytest.mark.anyio

TASKS = """
    query ($by: DirectiveBy!) {
      directive(by: $by) { tasks { key due { kind rule onNonWorkingDay } } }
    }
"""

RULES = """
    query ($by: DirectiveBy!) {
      directive(by: $by) { tasks { due { kind rule window afterTask } } }
    }
"""


async def ask(office: Office, *tasks: dict[str, Any]) -> str:
    """A directive of W1 to B11, with these tasks; its id."""
    return await office.issue(
        "issuer-W1",
        "W1",
        "434-CV/ĐU",
        subject="Về việc báo cáo",
        audience={"units": [office.units["B11"]]},
        tasks=[{"text": "Báo cáo.", **task} for task in tasks],
    )


async def dues(office: Office) -> dict[str, str]:
    """When the tasks of B11 are due."""
    data = await office.asked(
        "query ($unit: UnitBy!) { unit(by: $unit) { obligations(first: 20) { edges { node {"
        " dueAt task { key } } } } } }",
        "officer-B11",
        unit=office.by_code("B11"),
    )
    nodes = [edge["node"] for edge in data["unit"]["obligations"]["edges"]]
    return {node["task"]["key"]: node["dueAt"][:10] for node in nodes}


async def test_a_saturday_goes_to_monday_or_to_friday(office: Office) -> None:
    saturday = {"on": "2026-01-10"}
    id_ = await ask(
        office,
        {"key": "a", "due": saturday},
        {"key": "b", "due": saturday, "onNonWorkingDay": "NEXT"},
        {"key": "c", "due": {"daysAfterReceipt": 5}, "onNonWorkingDay": "PREVIOUS"},
        {"key": "d", "due": {"workingDaysAfterReceipt": 0}},
    )
    assert await dues(office) == {
        "a": "2026-01-10",
        "b": "2026-01-12",
        "c": "2026-01-09",
        "d": "2026-01-05",
    }
    data = await office.asked(TASKS, "officer-B11", by={"id": id_})
    ruled = {task["key"]: task["due"] for task in data["directive"]["tasks"]}
    assert ruled["b"] == {
        "kind": "ON_DAY",
        "rule": "2026-01-10, or the next working day",
        "onNonWorkingDay": "NEXT",
    }
    assert ruled["c"]["rule"] == "5 days after receipt, or the previous working day"
    assert ruled["a"]["onNonWorkingDay"] is None
    changed = {"key": "a", "due": saturday, "onNonWorkingDay": "PREVIOUS"}
    await acted(office, "amendDirective", "issuer-W1", directive=id_, changeTasks=[changed])
    assert (await dues(office))["a"] == "2026-01-09"


async def test_a_plan_before_the_congress_and_a_report_after_the_plan(office: Office) -> None:
    offset = {"window": "dai-hoi", "edge": "START", "daysBefore": 3}
    rest = {"task": "plan", "workingDays": 5}
    id_ = await office.issue(
        "issuer-W1",
        "W1",
        "434-CV/ĐU",
        subject="Về việc đại hội",
        audience={"units": [office.units["B11"]]},
        windows=[{"key": "dai-hoi", "stated": "trong thời gian đại hội"}],
        tasks=[
            {"key": "plan", "text": "Lập kế hoạch.", "due": {"besideWindow": offset}},
            {"key": "report", "text": "Báo cáo.", "due": {"afterAcceptance": rest}},
        ],
    )
    data = await office.asked(RULES, "officer-B11", by={"id": id_})
    assert [task["due"] for task in data["directive"]["tasks"]] == [
        {
            "kind": "WINDOW_NOT_DATED",
            "rule": "3 days before the start of window dai-hoi",
            "window": "dai-hoi",
            "afterTask": None,
        },
        {
            "kind": "AFTER_TASK",
            "rule": "5 working days after task plan is accepted",
            "window": None,
            "afterTask": "plan",
        },
    ]
    days = {"directive": id_, "key": "dai-hoi", "from": "2026-01-15", "to": "2026-01-16"}
    await acted(office, "dateWindow", "issuer-W1", **days)
    inbox = await office.inbox("B11", "officer-B11")
    plan, report = inbox["434-CV/ĐU plan"], inbox["434-CV/ĐU report"]
    assert (plan["dueAt"], report["dueAt"]) == ("2026-01-12T16:59:59.999999Z", None)
    handed_in = await office.done(
        "SubmitReport", "officer-B11", obligation=plan["id"], text="Kế hoạch."
    )
    (submitted,) = handed_in["outcomes"][0]["obligation"]["reports"]
    decision = {"report": submitted["id"], "decision": "ACCEPTED"}
    await acted(office, "decideReport", "issuer-W1", **decision)
    inbox = await office.inbox("B11", "officer-B11")
    assert inbox["434-CV/ĐU report"]["dueAt"] == "2026-01-12T16:59:59.999999Z"
