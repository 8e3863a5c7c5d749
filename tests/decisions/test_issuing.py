"""What may be issued."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from cascade.directive.audience import Atom
from cascade.directive.commands import (
    AudienceInput,
    CitationInput,
    DistributionInput,
    DueInput,
    GroupInput,
    PassOnInput,
    WindowInput,
)
from cascade.directive.decisions.issuing import draft_issue
from cascade.directive.records import DueRecord
from cascade.enums import CitationRelation, DistributionRole, DueKind, TaskKind
from cascade.identifiers import task_id
from cascade.refusals import Problems, Refused
from tests.decisions.issuing import AROUND, ID, ISSUE, QUOTA, TASK, TODAY, issued, refused, task
from tests.decisions.organisation import unit_id
from tests.decisions.story import NOW, told


def test_an_issue_freezes_whom_it_covers() -> None:
    event = issued()
    assert (event.originator_id, event.originator_version, event.timestamp) == (ID, 1, NOW)
    assert event.issuer_name_then == "Department D1"
    assert event.audience.atoms == (Atom(scope_id=unit_id("P1"), level="branch", kind="cell"),)
    assert (event.audience.unit_ids, event.level_by_level) == ((unit_id("W1"),), None)
    assert [task.task_id for task in event.tasks] == [task_id(ID, "1")]


def test_level_by_level_it_reaches_the_topmost_of_all_whom_it_charges() -> None:
    charged = AudienceInput((unit_id("W2"),))
    event = issued(level_by_level=PassOnInput(3), tasks=task(audience=charged))
    assert event.level_by_level is not None
    assert event.level_by_level.working_days_to_pass_on == 3
    assert set(event.level_by_level.topmost.unit_ids) == {unit_id("W1"), unit_id("W2")}


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (None, DueRecord(kind=DueKind.ABSENT, stated="kịp thời")),
        (
            DueInput(on=date(2026, 1, 20)),
            DueRecord(
                kind=DueKind.ON_DAY,
                stated="kịp thời",
                due_on=date(2026, 1, 20),
                due_at=datetime(2026, 1, 20, 16, 59, 59, 999_999, tzinfo=UTC),
            ),
        ),
        (
            DueInput(at=datetime(2026, 1, 20, 18, tzinfo=UTC)),
            DueRecord(
                kind=DueKind.AT_INSTANT,
                stated="kịp thời",
                due_on=date(2026, 1, 21),
                due_at=datetime(2026, 1, 20, 18, tzinfo=UTC),
            ),
        ),
        (
            DueInput(working_days_after_issue=5),
            DueRecord(
                kind=DueKind.RELATIVE,
                stated="kịp thời",
                rule="5 working days after issue",
                due_on=date(2026, 1, 12),
                due_at=datetime(2026, 1, 12, 16, 59, 59, 999_999, tzinfo=UTC),
                working_days_after_issue=5,
            ),
        ),
        (
            DueInput(end_of_window="dai-hoi"),
            DueRecord(
                kind=DueKind.WINDOW,
                stated="kịp thời",
                window="dai-hoi",
                rule="end of window dai-hoi",
            ),
        ),
        (DueInput(continuous=True), DueRecord(kind=DueKind.CONTINUOUS, stated="kịp thời")),
        (DueInput(on_occurrence=True), DueRecord(kind=DueKind.ON_OCCURRENCE, stated="kịp thời")),
    ],
)
def test_a_due_rule_is_fixed_with_the_date_that_it_comes_to(
    due: DueInput | None, expected: DueRecord
) -> None:
    event = issued(tasks=task(due=due, due_stated="kịp thời"))
    assert event.tasks[0].due == expected


def test_a_window_dated_at_the_issue_dates_what_falls_due_at_its_end() -> None:
    window = WindowInput(
        key="dai-hoi", stated="từ 19 đến 25", from_day=date(2026, 1, 19), to_day=date(2026, 1, 25)
    )
    event = issued(windows=(window,), tasks=task(due=DueInput(end_of_window="dai-hoi")))
    assert event.tasks[0].due.due_on == date(2026, 1, 25)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"on": date(2026, 1, 4)}, "DUE_BEFORE_ISSUE at tasks.0.due.on"),
        (
            {"at": datetime(2026, 1, 4, 16, 59, tzinfo=UTC)},
            "DUE_BEFORE_ISSUE at tasks.0.due.at",
        ),
        (
            {"working_days_after_issue": -1},
            "DUE_NOT_UNDERSTOOD at tasks.0.due.working_days_after_issue",
        ),
        (
            {"working_days_after_issue": 3_651},
            "DUE_NOT_UNDERSTOOD at tasks.0.due.working_days_after_issue",
        ),
        ({"end_of_window": "tết"}, "UNKNOWN_WINDOW at tasks.0.due.end_of_window"),
        ({}, "DUE_NOT_UNDERSTOOD at tasks.0.due"),
        ({"continuous": False}, "DUE_NOT_UNDERSTOOD at tasks.0.due"),
        ({"continuous": True, "on_occurrence": True}, "DUE_NOT_UNDERSTOOD at tasks.0.due"),
    ],
)
def test_a_due_rule_that_is_refused(wrong: dict[str, Any], reason: str) -> None:
    assert refused(tasks=task(due=DueInput(**wrong))) == [reason]


def test_working_days_beyond_the_calendar_are_refused() -> None:
    due = DueInput(working_days_after_issue=3)
    found = refused(issued_on=date(2001, 1, 5), tasks=task(due=due))
    assert found == ["DUE_NOT_UNDERSTOOD at tasks.0.due.working_days_after_issue"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"kind": TaskKind.PASS_ON}, "PASS_ON_IS_DERIVED at tasks.0.kind"),
        ({"lead": unit_id("W3")}, "AUDIENCE_BEYOND_AUTHORITY at tasks.0.lead"),
        ({"lead": unit_id("nowhere")}, "UNIT_NOT_FOUND at tasks.0.lead"),
        (
            {"lead": unit_id("W1"), "coordinating": (unit_id("W2"), unit_id("W3"))},
            "AUDIENCE_BEYOND_AUTHORITY at tasks.0.coordinating.1",
        ),
        (
            {"lead": unit_id("W1"), "coordinating": (unit_id("W1"),)},
            "LEAD_COORDINATES_ITSELF at tasks.0.lead",
        ),
        (
            {"quota": QUOTA, "coordinating": (unit_id("W1"),)},
            "COORDINATING_WITHOUT_LEAD at tasks.0.lead",
        ),
        (
            {"lead": unit_id("W1"), "coordinating": (unit_id("W2"),) * 5_001},
            "TOO_MANY at tasks.0.coordinating",
        ),
        ({"report_to": unit_id("nowhere")}, "UNIT_NOT_FOUND at tasks.0.report_to"),
        ({"report_via": unit_id("nowhere")}, "UNIT_NOT_FOUND at tasks.0.report_via"),
        ({"quota": replace(QUOTA, minimum=0)}, "QUOTA_BELOW_ONE at tasks.0.quota.minimum"),
        ({"quota": replace(QUOTA, minimum=-1)}, "QUOTA_BELOW_ONE at tasks.0.quota.minimum"),
        (
            {"quota": replace(QUOTA, minimum=3, stated_upper=2)},
            "QUOTA_BELOW_ONE at tasks.0.quota.stated_upper",
        ),
        (
            {"audience": AudienceInput((unit_id("W3"),))},
            "AUDIENCE_BEYOND_AUTHORITY at tasks.0.audience.units.0",
        ),
        ({"audience": AudienceInput()}, "AUDIENCE_REACHES_NOBODY at tasks.0.audience"),
    ],
)
def test_a_task_that_is_refused(wrong: dict[str, Any], reason: str) -> None:
    assert refused(tasks=task(**wrong)) == [reason]


W1_ALONE = AudienceInput((unit_id("W1"),))


@pytest.mark.parametrize("field", ["report_to", "report_via"])
def test_nobody_reports_to_itself_or_through_itself(field: str) -> None:
    itself: dict[str, Any] = {field: unit_id("W1")}
    reason = [f"REPORTS_TO_ITSELF at tasks.0.{field}"]
    assert refused(tasks=task(audience=W1_ALONE, **itself)) == reason
    both = AudienceInput((unit_id("W1"), unit_id("W2")))
    assert refused(tasks=task(audience=both, **itself)) == reason
    assert refused(tasks=task(lead=unit_id("W1"), **itself)) == reason
    assert refused(audience=W1_ALONE, tasks=task(**itself)) == reason


@pytest.mark.parametrize("field", ["report_to", "report_via"])
def test_others_report_through_one_that_is_asked_too(field: str) -> None:
    through: dict[str, Any] = {field: unit_id("W1")}
    led = task(lead=unit_id("W1"), coordinating=(unit_id("W2"),), **through)
    group = AudienceInput(groups=(GroupInput(under=unit_id("P1"), levels=("ward",)),))
    for tasks in (led, task(audience=group, **through)):
        (worded,) = issued(tasks=tasks).tasks
        assert unit_id("W1") in (worded.report_to_id, worded.report_via_id)


CITED = CitationInput(text="9-CV/ĐU", relation=CitationRelation.REFERS_TO)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"issued_on": date(2026, 1, 6)}, "ISSUED_IN_THE_FUTURE at issued_on"),
        ({"tasks": ()}, "NO_TASK at tasks"),
        ({"tasks": (TASK, TASK)}, "DUPLICATE_KEY at tasks.1.key"),
        (
            {"tasks": tuple(replace(TASK, key=str(n)) for n in range(501))},
            "TOO_MANY at tasks",
        ),
        ({"windows": (ISSUE.windows[0],) * 2}, "DUPLICATE_KEY at windows.1.key"),
        (
            {"windows": (WindowInput(key="a", stated="b", from_day=TODAY),)},
            "WINDOW_BACKWARDS at windows.0.to_day",
        ),
        (
            {
                "windows": (
                    WindowInput(key="a", stated="b", from_day=TODAY, to_day=date(2026, 1, 4)),
                )
            },
            "WINDOW_BACKWARDS at windows.0.to_day",
        ),
        (
            {
                "windows": (
                    WindowInput(
                        key="a", stated="b", from_day=date(2025, 1, 1), to_day=date(2026, 1, 4)
                    ),
                )
            },
            "WINDOW_BEFORE_ISSUE at windows.0.to_day",
        ),
        (
            {"distribution": (DistributionInput(DistributionRole.ARCHIVE, "Lưu", ID),)},
            "UNIT_NOT_FOUND at distribution.0.unit",
        ),
        ({"citations": (replace(CITED, task_key="9"),)}, "UNKNOWN_TASK at citations.0.task_key"),
        ({"citations": (CITED,) * 201}, "TOO_MANY at citations"),
        (
            {"level_by_level": PassOnInput(0)},
            "DUE_NOT_UNDERSTOOD at level_by_level.working_days_to_pass_on",
        ),
        ({"audience": AudienceInput()}, "AUDIENCE_REACHES_NOBODY at audience"),
    ],
)
def test_a_document_that_is_refused(wrong: dict[str, Any], reason: str) -> None:
    assert refused(**wrong) == [reason]


def test_an_unknown_issuer_is_refused_at_once() -> None:
    with pytest.raises(Refused) as caught:
        refused(issuer=unit_id("nowhere"))
    assert [told(reason) for reason in caught.value.reasons] == ["UNIT_NOT_FOUND at issuer"]


def test_several_units_issue_one_directive_together() -> None:
    event = issued(
        joint_issuers=(unit_id("P2"),),
        audience=AudienceInput((unit_id("W1"), unit_id("W3"))),
        signing_post="Chánh Văn phòng",
        standing=True,
        need_to_know=True,
    )
    assert event.joint_issuer_ids == (unit_id("P2"),)
    assert event.audience.unit_ids == (unit_id("W1"), unit_id("W3"))
    assert (event.signing_post, event.standing, event.need_to_know) == (
        "Chánh Văn phòng",
        True,
        True,
    )


@pytest.mark.parametrize(
    ("joint", "reasons"),
    [
        ((unit_id("D1"),), ["JOINT_ISSUER_REPEATED at joint_issuers.0"]),
        ((unit_id("P2"), unit_id("P2")), ["JOINT_ISSUER_REPEATED at joint_issuers.1"]),
        ((unit_id("nowhere"),), ["UNIT_NOT_FOUND at joint_issuers.0"]),
    ],
)
def test_joint_issuers_that_are_refused(joint: tuple[UUID, ...], reasons: list[str]) -> None:
    assert refused(joint_issuers=joint) == reasons


def test_too_many_joint_issuers_are_refused() -> None:
    assert "TOO_MANY at joint_issuers" in refused(joint_issuers=(unit_id("P2"),) * 21)


def test_an_unnumbered_instrument_bears_no_number() -> None:
    assert refused(unnumbered=True, number="1-KL/TU") == ["NUMBER_NOT_WANTED at number"]


def test_the_issue_of_a_draft_follows_in_its_stream() -> None:
    assert draft_issue(AROUND, ISSUE, ID, Problems(), 4).originator_version == 4
