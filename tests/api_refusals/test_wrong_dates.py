"""Days in the wrong order, in the wrong half of time, and recurrences without bounds."""

from typing import Any, Final

import pytest

from cascade.directive.rules.recurrence import OCCURRENCES
from tests.api_refusals.examples import example_of
from tests.api_refusals.province import Input, Province

PAST: Final = "2026-01-02"
PAST_INSTANT: Final = "2026-01-02T09:00:00Z"
FUTURE: Final = "2027-01-04"

IN_THE_WRONG_ORDER: Final[list[tuple[str, Input, str]]] = [
    ("renameUnit", {"validNotAfter": "2025-11-30"}, "DATE_RANGE_BACKWARDS at validNotAfter"),
    ("renameUnit", {"validFrom": PAST}, "DATE_AND_RANGE at validFrom"),
    ("grantRole", {"validTo": "2026-01-04T00:00:00Z"}, "GRANT_ENDS_BEFORE_IT_BEGINS at validTo"),
    ("establishUnits", {"validFrom": FUTURE}, "FOUNDED_IN_THE_FUTURE at validFrom"),
    ("issueDirective", {"issuedOn": FUTURE}, "ISSUED_IN_THE_FUTURE at issuedOn"),
    ("issueDirective", {"expiresOn": PAST}, "EXPIRY_BEFORE_VALIDITY at expiresOn"),
    (
        "issueDirective",
        {"effectiveOn": FUTURE, "expiresOn": "2027-01-03"},
        "EXPIRY_BEFORE_VALIDITY at expiresOn",
    ),
    (
        "issueDirective",
        {"issuedOn": PAST, "expiresOn": "2026-01-03"},
        "EXPIRED_ALREADY at expiresOn",
    ),
    ("amendDirective", {"expiresOn": PAST}, "EXPIRY_BEFORE_VALIDITY at expiresOn"),
    ("recordDirective", {"issuedOn": FUTURE}, "ISSUED_IN_THE_FUTURE at issuedOn"),
    ("dateWindow", {"to": "2026-01-31"}, "WINDOW_BACKWARDS at to"),
    ("dateWindow", {"from": "2026-01-01", "to": PAST}, "WINDOW_BEFORE_ISSUE at to"),
    ("relayDirective", {"dues": [{"taskKey": "1", "on": PAST}]}, "DUE_IN_THE_PAST at dues.0"),
    (
        "relayDirective",
        {"dues": [{"taskKey": "1", "on": "2026-03-21"}]},
        "RELAY_POSTPONES at dues.0",
    ),
    ("decideReport", {"dueAt": PAST_INSTANT}, "DUE_IN_THE_PAST at dueAt"),
    (
        "decideReport",
        {"decision": "ACCEPTED", "dueAt": None, "receivedOn": FUTURE},
        "RECEIVED_AFTER_SUBMISSION at receivedOn",
    ),
    (
        "decideReport",
        {"decision": "ACCEPTED", "dueAt": None, "receivedOn": PAST},
        "RECEIVED_AFTER_SUBMISSION at receivedOn",
    ),
    ("decideReport", {"receivedOn": "2026-01-05", "dueAt": None}, "DATE_ONLY_WITH_RETURN"),
    ("extendObligations", {"dueAt": PAST_INSTANT}, "DUE_IN_THE_PAST"),
    ("extendObligations", {"dueAt": "2026-03-01T09:00:00Z"}, "EXTENSION_NOT_LATER"),
    ("extendGroup", {"dueAt": PAST_INSTANT}, "DUE_IN_THE_PAST at dueAt"),
    ("askExtension", {"dueAt": PAST_INSTANT}, "DUE_IN_THE_PAST at dueAt"),
    ("askExtension", {"dueAt": "2026-03-01T09:00:00Z"}, "EXTENSION_NOT_LATER at dueAt"),
    ("decideExtension", {"dueAt": "2026-03-01T09:00:00Z"}, "EXTENSION_NOT_LATER at dueAt"),
    ("inspect", {"inspectedOn": FUTURE}, "INSPECTED_IN_THE_FUTURE at inspectedOn"),
    ("inspect", {"inspectedOn": PAST}, "INSPECTED_IN_THE_FUTURE at inspectedOn"),
    ("recordReport", {"occurredOn": FUTURE}, "REPORTED_IN_THE_FUTURE at occurredOn"),
    ("announceHoliday", {"daysOff": [PAST]}, "HOLIDAY_IN_THE_PAST at daysOff.0"),
    ("announceHoliday", {"workingDays": [PAST]}, "HOLIDAY_IN_THE_PAST at workingDays.0"),
    ("announceHoliday", {"daysOff": ["2060-01-05"]}, "BEYOND_CALENDAR at daysOff.0"),
    (
        "announceHoliday",
        {"daysOff": [FUTURE], "workingDays": [FUTURE]},
        "OFF_AND_WORKED at workingDays.0",
    ),
    ("announceHoliday", {"daysOff": [], "workingDays": []}, "NO_DAY_GIVEN at daysOff"),
    ("correctCalendar", {"daysOff": [FUTURE]}, "NOT_IN_THE_PAST at daysOff.0"),
    ("correctCalendar", {"workingDays": [FUTURE]}, "NOT_IN_THE_PAST at workingDays.0"),
    ("correctCalendar", {"daysOff": ["1999-01-05"]}, "BEYOND_CALENDAR at daysOff.0"),
    (
        "correctCalendar",
        {"daysOff": [PAST], "workingDays": [PAST]},
        "OFF_AND_WORKED at workingDays.0",
    ),
    ("correctCalendar", {"daysOff": [], "workingDays": []}, "NO_DAY_GIVEN at daysOff"),
    ("moveDueDates", {"dues": [{"taskKey": "1", "on": PAST}]}, "DUE_BEFORE_ISSUE at dues.0"),
    (
        "moveDueDates",
        {"dues": [{"taskKey": "1", "on": FUTURE, "at": PAST_INSTANT}]},
        "DUE_NOT_UNDERSTOOD at dues.0",
    ),
    (
        "moveDueDates",
        {"dues": [{"taskKey": "1", "on": FUTURE, "occurrence": PAST}]},
        "UNKNOWN_OCCURRENCE at dues.0.occurrence",
    ),
    ("moveDueDates", {"byCalendar": True}, "MOVE_ONE_WAY at dues"),
]

RRULES: Final = {
    f"FREQ=DAILY;COUNT={OCCURRENCES + 1}": "RRULE_TOO_MANY_OCCURRENCES",
    "FREQ=DAILY;UNTIL=20271231": "RRULE_TOO_MANY_OCCURRENCES",
    "FREQ=WEEKLY;COUNT=4;UNTIL=20260201": "RRULE_NOT_UNDERSTOOD",
    "FREQ=HOURLY;COUNT=4": "RRULE_SUB_DAILY",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=4": "RRULE_WITHOUT_OCCURRENCE",
    "FREQ=WEEKLY;COUNT=0": "RRULE_NOT_UNDERSTOOD",
    "FREQ=WEEKLY;COUNT=-1": "RRULE_NOT_UNDERSTOOD",
    "FREQ=WEEKLY;COUNT=4;INTERVAL=0": "RRULE_NOT_UNDERSTOOD",
    "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=32": "RRULE_NOT_UNDERSTOOD",
    "FREQ=WEEKLY;COUNT=4\nFREQ=DAILY": "FORBIDDEN_CHARACTER",
    "mỗi thứ sáu": "RRULE_NOT_UNDERSTOOD",
}


@pytest.mark.parametrize(("mutation", "changed", "reason"), IN_THE_WRONG_ORDER)
async def test_days_in_the_wrong_order(
    province: Province, mutation: str, changed: Input, reason: str
) -> None:
    sent = await example_of(mutation)(province)
    wrong = {k: v for k, v in {**sent.input, **changed}.items() if v is not None}
    told = await province.refused(mutation, sent.by, wrong)
    assert any(each.startswith(reason) for each in told), told


@pytest.mark.parametrize(("rrule", "code"), RRULES.items())
async def test_recurrences_without_bounds(province: Province, rrule: str, code: str) -> None:
    recurring = {"rrule": rrule, "startsOn": "2026-01-05", "time": "16:00"}
    tasks = [{"key": "1", "text": "Báo cáo tuần.", "due": {"recurring": recurring}}]
    for mutation, sent, field in (
        ("issueDirective", province.issuing(tasks=tasks), "tasks"),
        ("amendDirective", {"directive": await province.directive(), "addTasks": []}, "addTasks"),
    ):
        if field == "addTasks":
            sent = {**sent, field: [{**tasks[0], "key": "2"}]}
        refused = await province.refused(mutation, "issuer-W1", sent)
        assert refused == [f"{code} at {field}.0.due.recurring.rrule"], refused


async def test_dates_that_a_task_cannot_have(province: Province) -> None:
    week = {"rrule": "FREQ=WEEKLY;COUNT=4", "startsOn": "2026-01-05"}
    dues: list[tuple[Any, str]] = [
        ({"on": PAST}, "DUE_BEFORE_ISSUE at tasks.0.due.on"),
        ({"at": PAST_INSTANT}, "DUE_BEFORE_ISSUE at tasks.0.due.at"),
        ({"daysAfterIssue": 3651}, "DUE_NOT_UNDERSTOOD at tasks.0.due.daysAfterIssue"),
        ({"endOfWindow": "dot-9"}, "UNKNOWN_WINDOW at tasks.0.due.endOfWindow"),
        ({"continuous": False}, "DUE_NOT_UNDERSTOOD at tasks.0.due"),
        ({"recurring": {**week, "time": "24:00"}}, "TIME_NOT_UNDERSTOOD"),
        ({"recurring": {**week, "startsOn": "2020-01-06"}}, "DUE_BEFORE_ISSUE"),
    ]
    for due, reason in dues:
        tasks = [{"key": "1", "text": "Báo cáo.", "due": due}]
        told = await province.refused("issueDirective", "issuer-W1", province.issuing(tasks=tasks))
        assert any(each.startswith(reason) for each in told), (due, told)


@pytest.mark.parametrize(
    "due",
    [
        {"on": "2026-02-01"},
        {"monthsAfterEffect": 1},
        {"recurring": {"rrule": "FREQ=DAILY;COUNT=2", "startsOn": "2026-02-01"}},
    ],
)
async def test_nothing_is_first_due_after_the_expiry(province: Province, due: Any) -> None:
    tasks = [{"key": "1", "text": "Báo cáo.", "due": due}]
    sent = province.issuing(tasks=tasks, expiresOn="2026-01-31")
    told = await province.refused("issueDirective", "issuer-W1", sent)
    assert told == ["DUE_AFTER_EXPIRY at tasks.0.due"]


async def test_nothing_is_due_before_it_takes_effect(province: Province) -> None:
    tasks = [{"key": "1", "text": "Báo cáo.", "due": {"on": "2026-02-01"}}]
    sent = province.issuing(tasks=tasks, effectiveOn="2026-02-02")
    told = await province.refused("issueDirective", "issuer-W1", sent)
    assert told == ["DUE_BEFORE_ISSUE at tasks.0.due.on"]


@pytest.mark.parametrize("due", [None, {"continuous": True}, {"onOccurrence": True}])
async def test_no_day_that_could_be_off(province: Province, due: Any) -> None:
    tasks = [{"key": "1", "text": "Báo cáo.", "due": due, "onNonWorkingDay": "NEXT"}]
    told = await province.refused("issueDirective", "issuer-W1", province.issuing(tasks=tasks))
    assert told == ["NO_DAY_TO_MOVE at tasks.0.onNonWorkingDay"]


async def test_a_moving_day_is_said_with_its_due_rule(province: Province) -> None:
    changes = [{"key": "1", "text": "Báo cáo.", "onNonWorkingDay": "NEXT"}]
    sent = {"directive": await province.directive(), "changeTasks": changes}
    told = await province.refused("amendDirective", "issuer-W1", sent)
    assert told == ["NO_DAY_TO_MOVE at changeTasks.0.onNonWorkingDay"]
