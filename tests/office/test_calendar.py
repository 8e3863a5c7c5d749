"""Holidays and swapped days, the due dates that they would move, and those that are moved."""

from typing import Any

import pytest

from api.services import Services
from cascade.log import Log
from tests.office.mutations import act, acted, obligation_after, refused
from tests.office.office import Office

pytestmark = pytest.mark.anyio

HOLIDAY = {"daysOff": ["2026-01-20"], "stated": "Nghỉ bù theo thông báo 12"}
"""A Tuesday: the 19th and the 21st are working days."""


@pytest.fixture
def log(services: Services) -> Log:
    return services.log


@pytest.fixture
async def dated(office: Office) -> Office:
    """434 of W1, with a task of every rule that a holiday may touch; "an" reads everything."""
    await office.grant("an", "C", "READER")
    await office.issue(
        "issuer-W1",
        "W1",
        "434-CV/ĐU",
        subject="Về việc báo cáo",
        audience={"units": [office.units["B11"]]},
        tasks=[
            {"key": "day", "text": "Báo cáo.", "due": {"on": "2026-01-20"}},
            {"key": "instant", "text": "Báo cáo.", "due": {"at": "2026-01-20T03:00:00Z"}},
            {"key": "count", "text": "Báo cáo.", "due": {"workingDaysAfterIssue": 12}},
            {"key": "receipt", "text": "Báo cáo.", "due": {"workingDaysAfterReceipt": 12}},
            {"key": "plain", "text": "Báo cáo.", "due": {"daysAfterIssue": 15}},
            {
                "key": "weekly",
                "text": "Báo cáo.",
                "due": {
                    "recurring": {
                        "rrule": "FREQ=WEEKLY;BYDAY=TU;COUNT=3",
                        "startsOn": "2026-01-05",
                        "time": "16:00",
                    }
                },
            },
        ],
    )
    return office


async def dues(office: Office) -> dict[str, str]:
    """When B11's tasks are due, by key, with the original day of an occurrence."""
    data = await office.asked(
        "query ($unit: UnitBy!) { unit(by: $unit) { obligations(first: 20) { edges { node {"
        " dueAt period { label } task { key } } } } } }",
        "officer-B11",
        unit=office.by_code("B11"),
    )
    nodes = [edge["node"] for edge in data["unit"]["obligations"]["edges"]]
    return {
        node["task"]["key"] + (f" {node['period']['label']}" if node["period"] else ""): node[
            "dueAt"
        ]
        for node in nodes
    }


def moving(office: Office, **more: Any) -> dict[str, Any]:
    directive = office.directives["434-CV/ĐU"]
    return {"directive": directive, "reason": "Nghỉ lễ.", **more}


async def test_a_holiday_shows_what_it_would_move_and_moves_nothing(dated: Office) -> None:
    before = await dues(dated)
    payload = await acted(dated, "announceHoliday", "an", **HOLIDAY)
    moves = {
        (move["task"]["key"], move["occurrence"]): (move["dueAt"], move["wouldBeDueAt"])
        for move in payload["moves"]
    }
    assert payload["moveCount"] == 4
    assert moves == {
        ("day", None): ("2026-01-20T16:59:59.999999Z", "2026-01-21T16:59:59.999999Z"),
        ("instant", None): ("2026-01-20T03:00:00Z", "2026-01-21T03:00:00Z"),
        ("count", None): ("2026-01-21T16:59:59.999999Z", "2026-01-22T16:59:59.999999Z"),
        ("weekly", "2026-01-20"): ("2026-01-20T09:00:00Z", "2026-01-21T09:00:00Z"),
    }
    assert await dues(dated) == before
    again = await act(dated, "announceHoliday", "an", **HOLIDAY)
    assert (again["position"], again["userErrors"]) == (None, [])


async def test_due_dates_move_by_the_calendar(dated: Office) -> None:
    before = await dues(dated)
    assert before["receipt"] == before["count"] == "2026-01-21T16:59:59.999999Z"
    await acted(dated, "announceHoliday", "an", **HOLIDAY)
    await acted(dated, "moveDueDates", "issuer-W1", **moving(dated, byCalendar=True))
    after = await dues(dated)
    assert {key for key in after if after[key] != before[key]} == {
        "day",
        "instant",
        "count",
        "receipt",
        "weekly 2026-W04",
    }
    assert after["day"] == "2026-01-21T16:59:59.999999Z"
    assert after["receipt"] == after["count"] == "2026-01-22T16:59:59.999999Z"
    assert after["weekly 2026-W04"] == "2026-01-21T09:00:00Z"
    again = await act(dated, "moveDueDates", "issuer-W1", **moving(dated, byCalendar=True))
    assert (again["position"], again["userErrors"]) == (None, [])


async def test_a_swapped_day_is_worked_on(dated: Office) -> None:
    swap = {"daysOff": ["2026-01-19"], "workingDays": ["2026-01-24"], "stated": "Hoán đổi"}
    await acted(dated, "announceHoliday", "an", **swap)
    await dated.issue(
        "issuer-W1",
        "W1",
        "435-CV/ĐU",
        subject="Về việc báo cáo",
        audience={"units": [dated.units["B11"]]},
        tasks=[{"key": "count", "text": "Báo cáo.", "due": {"workingDaysAfterIssue": 14}}],
    )
    owed = (await dated.inbox("B11", "officer-B11"))["435-CV/ĐU count"]
    assert owed["dueAt"] == "2026-01-24T16:59:59.999999Z"


async def test_due_dates_move_to_days_of_ones_own(dated: Office, log: Log) -> None:
    owed = (await dated.inbox("B11", "officer-B11"))["434-CV/ĐU day"]["id"]
    given = [
        {"taskKey": "day", "on": "2026-02-02"},
        {"taskKey": "weekly", "occurrence": "2026-01-13", "at": "2026-01-14T03:00:00Z"},
    ]
    await acted(dated, "moveDueDates", "issuer-W1", **moving(dated, dues=given))
    after = await dues(dated)
    assert after["day"] == "2026-02-02T16:59:59.999999Z"
    assert after["weekly 2026-W03"] == "2026-01-14T03:00:00Z"
    done = await obligation_after(
        dated, "submitReport", "officer-B11", obligation=owed, text="Xong."
    )
    assert done["dueAt"] == "2026-02-02T16:59:59.999999Z"
    # What is submitted stays judged by the date of then.
    further = [{"taskKey": "day", "on": "2026-03-02"}]
    await acted(dated, "moveDueDates", "issuer-W1", **moving(dated, dues=further))
    assert (await dues(dated))["day"] == "2026-02-02T16:59:59.999999Z"


async def test_announcements_that_are_refused(dated: Office, log: Log) -> None:
    for changed, codes in (
        ({"daysOff": []}, ["NO_DAY_GIVEN at daysOff"]),
        ({"daysOff": ["2026-01-05"]}, ["HOLIDAY_IN_THE_PAST at daysOff.0"]),
        ({"daysOff": ["2100-01-05"]}, ["BEYOND_CALENDAR at daysOff.0"]),
        ({"workingDays": ["2026-01-20"]}, ["OFF_AND_WORKED at workingDays.0"]),
        ({"stated": " "}, ["EMPTY_TEXT at stated"]),
        ({"daysOff": ["2026-02-03"] * 367}, ["TOO_MANY_DAYS at daysOff"]),
    ):
        wrong = {**HOLIDAY, **changed}
        assert await refused(dated, log, "announceHoliday", "an", **wrong) == codes
    assert await refused(dated, log, "announceHoliday", "issuer-W1", **HOLIDAY) == ["NOT_PERMITTED"]


async def test_moves_that_are_refused(dated: Office, log: Log) -> None:
    day = {"taskKey": "day", "on": "2026-02-02"}
    for changed, code in (
        ({}, "MOVE_ONE_WAY at dues"),
        ({"dues": [day], "byCalendar": True}, "MOVE_ONE_WAY at dues"),
        ({"dues": [day], "reason": ""}, "EMPTY_TEXT at reason"),
        ({"dues": [{"taskKey": "none", "on": "2026-02-02"}]}, "UNKNOWN_TASK at dues.0.taskKey"),
        ({"dues": [{"taskKey": "day"}]}, "DUE_NOT_UNDERSTOOD at dues.0"),
        ({"dues": [{"taskKey": "day", "on": "2026-01-04"}]}, "DUE_BEFORE_ISSUE at dues.0"),
        ({"dues": [day, day]}, "TASK_GIVEN_TWICE at dues.1.taskKey"),
        (
            {"dues": [{"taskKey": "receipt", "on": "2026-02-02"}]},
            "NOTHING_TO_MOVE at dues.0.taskKey",
        ),
        (
            {"dues": [{"taskKey": "weekly", "on": "2026-02-02"}]},
            "UNKNOWN_OCCURRENCE at dues.0.occurrence",
        ),
        (
            {"dues": [{"taskKey": "day", "occurrence": "2026-01-20", "on": "2026-02-02"}]},
            "UNKNOWN_OCCURRENCE at dues.0.occurrence",
        ),
    ):
        wrong = moving(dated, **changed)
        assert await refused(dated, log, "moveDueDates", "issuer-W1", **wrong) == [code]
    sent = moving(dated, dues=[day])
    assert await refused(dated, log, "moveDueDates", "issuer-W2", **sent) == [
        "DIRECTIVE_NOT_FOUND at directive"
    ]


async def test_a_policy_asks_for_a_final_report(office: Office, log: Log) -> None:
    rule = {"unit": office.units["W1"], "key": "ket-thuc", "validFrom": "2026-01-01"}
    wrong = {**rule, "finalReportWithinWorkingDays": 0}
    assert await refused(office, log, "setPolicy", "issuer-W1", **wrong) == [
        "POLICY_DAYS_OUT_OF_RANGE at finalReportWithinWorkingDays"
    ]
    await acted(office, "setPolicy", "issuer-W1", **rule, finalReportWithinWorkingDays=5)
    await office.issue(
        "issuer-D1",
        "D1",
        "434-CV/BTG",
        subject="Về việc báo cáo",
        audience={"units": [office.units["B11"]]},
        tasks=[{"key": "1", "text": "Báo cáo."}],
    )
    added = (await office.inbox("B11", "officer-B11"))["434-CV/BTG @policy-final-report"]
    assert (added["dueAt"], added["status"]) == ("2026-01-12T16:59:59.999999Z", "PENDING")
    sent = {"obligation": added["id"], "text": "Báo cáo kết thúc."}
    done = await obligation_after(office, "submitReport", "officer-B11", **sent)
    assert (done["status"], done["timeliness"]) == ("FULFILLED", "ON_TIME")
