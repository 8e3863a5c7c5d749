"""A directive is amended, superseded, revoked and corrected."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from cascade.directive.audience import Atom
from cascade.directive.commands import (
    AmendDirective,
    AudienceInput,
    ChangeTaskInput,
    CorrectDirective,
    CorrectTaskInput,
    DueInput,
    GroupInput,
    IssueDirective,
    PassOnInput,
    QuotaInput,
    RevokeDirective,
    SupersedeDirective,
    TaskInput,
    WindowInput,
)
from cascade.directive.decisions.amending import decide_amend
from cascade.directive.decisions.ending import decide_correct, decide_revoke, decide_supersede
from cascade.directive.events import (
    DirectiveAmended,
    DirectiveCorrected,
    DirectiveRevoked,
    DirectiveSuperseded,
)
from cascade.directive.records import CorrectionRecord
from cascade.directive.rules.membership import Membership
from cascade.directive.state import Directive
from cascade.enums import DirectiveStatus, ObligationRole
from cascade.events import next_place
from cascade.identifiers import task_id
from tests.decisions.issuing import AROUND, ID, TREE, in_force, issued
from tests.decisions.organisation import unit_id
from tests.decisions.story import NOW, Given, given

OTHER = unit_id("another")
WARDS = AudienceInput(units=(unit_id("W1"), unit_id("W2")))
ISSUE = IssueDirective(
    issuer=unit_id("P1"),
    type="CV",
    subject="Về việc thông tin",
    issued_on=date(2026, 1, 2),
    audience=WARDS,
    tasks=(
        TaskInput(key="1", text="Báo cáo", number="I"),
        TaskInput(key="2", text="Tuyên truyền", due=DueInput(end_of_window="dai-hoi")),
        TaskInput(key="3", text="Cử người", coordinating=(unit_id("W1"),)),
    ),
    windows=(WindowInput(key="dai-hoi", stated="đại hội"),),
)


def standing(**changed: Any) -> Given[Directive]:
    return in_force(ISSUE, **changed)


def amend(**changed: Any) -> Any:
    return lambda directive: decide_amend(
        AROUND, directive, AmendDirective(directive=ID, **changed)
    )


def amended(**changed: Any) -> DirectiveAmended:
    nothing = DirectiveAmended(
        **next_place(ID, 1, NOW),
        added_tasks=(),
        changed_tasks=(),
        withdrawn_task_ids=(),
        added=None,
        topmost=None,
        withdrawn=None,
        amending_id=None,
        note=None,
    )
    return replace(nothing, **changed)


def decided(story: Given[Directive], **changed: Any) -> DirectiveAmended:
    (event,) = amend(**changed)(story.state)
    assert isinstance(event, DirectiveAmended)
    story.and_given(event)
    return event


def test_an_added_task_is_owed_from_the_amendment_on() -> None:
    story = standing()
    decided(
        story, add_tasks=(TaskInput(key="4", text="Kiểm tra"),), amended_by=OTHER, note="bổ sung"
    )
    added = story.state.tasks[task_id(ID, "4")]
    membership = Membership(TREE, story.state)
    charge = membership.charge(added, unit_id("W1"))
    assert charge
    assert (charge.role, charge.position) == (ObligationRole.RESPONSIBLE, 4)
    first = story.state.tasks[task_id(ID, "1")]
    before = membership.charge(first, unit_id("W1"))
    assert before
    assert before.position == 3


def test_what_counts_from_the_issue_counts_from_the_directives_own() -> None:
    due = DueInput(working_days_after_issue=5)
    event = decided(standing(), add_tasks=(TaskInput(key="4", text="Kiểm tra", due=due),))
    assert event.added_tasks[0].due.due_on == date(2026, 1, 9)


def test_a_changed_task_stands_as_changed_from_then_on() -> None:
    story = standing()
    change = ChangeTaskInput(key="1", text="Báo cáo tuần", due=DueInput(on=date(2026, 1, 20)))
    event = decided(story, change_tasks=(change,))
    (task,) = event.changed_tasks
    assert (task.text, task.number, task.due.due_on) == ("Báo cáo tuần", "I", date(2026, 1, 20))
    due_at = datetime(2026, 1, 20, 16, 59, 59, 999_999, tzinfo=UTC)
    assert story.state.dues[task.task_id, None] == due_at
    story.when(amend(change_tasks=(change,))).then_nothing()


def test_a_task_may_be_moved_to_the_end_of_a_window_that_is_dated_by_now() -> None:
    change = ChangeTaskInput(key="1", due=DueInput(end_of_window="dai-hoi"))
    event = decided(standing(), change_tasks=(change,))
    assert event.changed_tasks[0].due.window == "dai-hoi"


def test_a_withdrawn_task_is_not_amended_again() -> None:
    story = standing()
    event = decided(story, withdraw_tasks=("1",))
    assert event == amended(withdrawn_task_ids=(task_id(ID, "1"),))
    assert story.state.tasks_withdrawn == {task_id(ID, "1"): 4}
    story.when(amend(withdraw_tasks=("1",))).then_refused("TASK_WITHDRAWN at withdraw_tasks.0")
    story.when(amend(change_tasks=(ChangeTaskInput(key="1", text="Khác"),))).then_refused(
        "TASK_WITHDRAWN at change_tasks.0.key"
    )
    story.when(amend(add_tasks=(TaskInput(key="1", text="Lại"),))).then_refused(
        "DUPLICATE_KEY at add_tasks.0.key"
    )


def test_an_added_audience_is_of_the_amendments_tree() -> None:
    story = standing()
    branches = AudienceInput(groups=(GroupInput(under=unit_id("W1"), levels=("branch",)),))
    event = decided(story, add_audience=branches)
    assert event.added
    assert event.added.atoms == (Atom(scope_id=unit_id("W1"), level="branch", kind="cell"),)
    assert event.topmost is None
    (coverage,) = Membership(TREE, story.state).member_of(unit_id("B11"))
    assert coverage.position == 4


def test_step_by_step_an_amendment_reaches_whom_nobody_of_the_audience_stands_above() -> None:
    story = standing(level_by_level=PassOnInput())
    more = AudienceInput(
        units=(unit_id("D1"), unit_id("B11")),
        groups=(GroupInput(under=unit_id("W2"), levels=("branch",)),),
    )
    event = decided(story, add_audience=more)
    assert event.topmost
    assert event.topmost.unit_ids == (unit_id("D1"),)
    assert event.topmost.atoms == ()


def test_step_by_step_a_group_without_members_above_it_is_reached_whole() -> None:
    story = standing(level_by_level=PassOnInput(), audience=AudienceInput((unit_id("W1"),)))
    branches = AudienceInput(groups=(GroupInput(under=unit_id("P1"), levels=("branch",)),))
    # Task 3 charges W1 alone: nothing stands above the branches of W2.
    event = decided(story, add_audience=branches)
    assert event.topmost
    assert set(event.topmost.unit_ids) == {unit_id("B21"), unit_id("B22")}
    below = AudienceInput(groups=(GroupInput(under=unit_id("W2"), levels=("branch",)),))
    whole = decided(
        standing(level_by_level=PassOnInput(), audience=AudienceInput((unit_id("W1"),))),
        add_audience=below,
    )
    assert whole.topmost
    assert whole.topmost.atoms == (Atom(scope_id=unit_id("W2"), level="branch", kind="cell"),)


def test_a_withdrawn_unit_owes_nothing_more_unless_it_is_added_again() -> None:
    story = standing()
    decided(story, withdraw_audience=AudienceInput((unit_id("W1"),)))
    membership = Membership(TREE, story.state)
    assert membership.withdrawn_at(unit_id("W1")) == 4
    assert membership.withdrawn_at(unit_id("W2")) is None
    story.when(amend(withdraw_audience=AudienceInput((unit_id("W1"),)))).then_refused(
        "WITHDRAWS_NOBODY at withdraw_audience"
    )
    decided(story, add_audience=AudienceInput((unit_id("W1"),)))
    assert membership.withdrawn_at(unit_id("W1")) is None


QUOTA = QuotaInput(minimum=1, unit_of_measure="tin", stated="một tin")


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({}, ["NOTHING_TO_AMEND at directive"]),
        ({"add_tasks": (TaskInput(key="1", text="Lại"),)}, ["DUPLICATE_KEY at add_tasks.0.key"]),
        (
            {"add_tasks": tuple(TaskInput(key=f"n{n}", text="Việc") for n in range(501))},
            ["TOO_MANY at add_tasks"],
        ),
        (
            {"add_tasks": (TaskInput(key="4", text="Việc", due=DueInput(on=date(2026, 1, 4))),)},
            ["DUE_BEFORE_ISSUE at add_tasks.0.due.on"],
        ),
        (
            {"add_tasks": (TaskInput(key="4", text="Việc", lead=unit_id("W3")),)},
            ["AUDIENCE_BEYOND_AUTHORITY at add_tasks.0.lead"],
        ),
        (
            {"change_tasks": (ChangeTaskInput(key="9", text="Khác"),)},
            ["UNKNOWN_TASK at change_tasks.0.key"],
        ),
        (
            {"change_tasks": (ChangeTaskInput(key="1", report_to=unit_id("nowhere")),)},
            ["UNIT_NOT_FOUND at change_tasks.0.report_to"],
        ),
        (
            {
                "add_tasks": (
                    TaskInput(key="4", text="Việc", lead=unit_id("W1"), report_via=unit_id("W1")),
                )
            },
            ["REPORTS_TO_ITSELF at add_tasks.0.report_via"],
        ),
        (
            {"change_tasks": (ChangeTaskInput(key="1", due=DueInput(end_of_window="khác")),)},
            ["UNKNOWN_WINDOW at change_tasks.0.due.end_of_window"],
        ),
        (
            {"change_tasks": (ChangeTaskInput(key="1", quota=replace(QUOTA, minimum=0)),)},
            ["QUOTA_BELOW_ONE at change_tasks.0.quota.minimum"],
        ),
        (
            {"change_tasks": (ChangeTaskInput(key="3", quota=QUOTA),)},
            ["COORDINATING_WITHOUT_LEAD at change_tasks.0.quota"],
        ),
        (
            {"change_tasks": (ChangeTaskInput(key="1", text="Khác"),), "withdraw_tasks": ("1",)},
            ["TASK_GIVEN_TWICE at withdraw_tasks.0"],
        ),
        ({"withdraw_tasks": ("9",)}, ["UNKNOWN_TASK at withdraw_tasks.0"]),
        ({"withdraw_tasks": ("1", "2", "3")}, ["NO_TASK at withdraw_tasks"]),
        ({"withdraw_tasks": ("1",) * 501}, ["TOO_MANY at withdraw_tasks"]),
        (
            {"add_audience": AudienceInput((unit_id("W3"),))},
            ["AUDIENCE_BEYOND_AUTHORITY at add_audience.units.0"],
        ),
        ({"add_audience": AudienceInput()}, ["AUDIENCE_REACHES_NOBODY at add_audience"]),
        (
            {"withdraw_audience": AudienceInput((unit_id("W3"),))},
            ["WITHDRAWS_NOBODY at withdraw_audience"],
        ),
        (
            {"withdraw_audience": AudienceInput((unit_id("nowhere"),))},
            ["UNIT_NOT_FOUND at withdraw_audience.units.0"],
        ),
    ],
)
def test_an_amendment_that_is_refused(changed: dict[str, Any], reasons: list[str]) -> None:
    standing().when(amend(**changed)).then_refused(*reasons)


def test_a_directive_has_a_thousand_tasks_at_the_most() -> None:
    def more(letter: str, count: int) -> tuple[TaskInput, ...]:
        return tuple(TaskInput(key=f"{letter}{n}", text="Việc") for n in range(count))

    story = standing()
    decided(story, add_tasks=more("a", 500))
    decided(story, add_tasks=more("b", 500 - 3))
    assert len(story.state.tasks) == 1_000
    story.when(amend(add_tasks=more("c", 1))).then_refused("TOO_MANY at add_tasks")


# ---- ending


def supersede(by: Directive, by_id: UUID = OTHER) -> Any:
    return lambda one: decide_supersede(one, by, SupersedeDirective(directive=ID, by=by_id), NOW)


def revoke(reason: str = "hết hiệu lực") -> Any:
    return lambda one: decide_revoke(one, RevokeDirective(ID, reason), NOW)


def test_a_superseded_directive_is_in_force_no_more() -> None:
    other = given(Directive(), issued(ISSUE, directive_id=OTHER)).state
    story = standing()
    superseded = DirectiveSuperseded(**next_place(ID, 1, NOW), by_id=OTHER)
    story.when(supersede(other)).then(superseded).and_then_nothing()
    assert story.state.status() is DirectiveStatus.SUPERSEDED
    assert story.state.status(3) is DirectiveStatus.IN_FORCE
    for refused in (revoke(), supersede(given(Directive(), issued(ISSUE)).state, ID)):
        story.when(refused).then_refused("DIRECTIVE_NOT_IN_FORCE at directive")
    story.when(amend(withdraw_tasks=("1",))).then_refused("DIRECTIVE_NOT_IN_FORCE at directive")


def test_what_takes_a_directives_place_is_another_that_is_in_force_and_not_older() -> None:
    story = standing()
    story.when(supersede(story.state, ID)).then_refused("SUPERSEDES_ITSELF at by")
    older = given(Directive(), issued(ISSUE, directive_id=OTHER, issued_on=date(2026, 1, 1))).state
    story.when(supersede(older)).then_refused("SUPERSEDED_BY_EARLIER at by")
    ended = given(
        Directive(),
        issued(ISSUE, directive_id=OTHER),
        DirectiveRevoked(**next_place(OTHER, 1, NOW), reason="sai"),
    ).state
    story.when(supersede(ended)).then_refused("DIRECTIVE_NOT_IN_FORCE at by")


def test_a_directive_is_revoked_once() -> None:
    story = standing()
    story.when(revoke()).then(DirectiveRevoked(**next_place(ID, 1, NOW), reason="hết hiệu lực"))
    story.and_given(DirectiveRevoked(**next_place(ID, 1, NOW), reason="hết hiệu lực"))
    assert story.state.status() is DirectiveStatus.REVOKED
    story.when(revoke()).then_refused("DIRECTIVE_NOT_IN_FORCE at directive")


# ---- correcting


def correct(**changed: Any) -> Any:
    return lambda one: decide_correct(one, CorrectDirective(directive=ID, **changed), NOW)


def test_a_clerical_error_is_put_right_and_what_stood_there_is_kept() -> None:
    story = standing()
    right = {"subject": "Về thông tin", "tasks": (CorrectTaskInput(key="1", number="1.1"),)}
    made = (
        CorrectionRecord(
            field="subject", task_id=None, written="Về việc thông tin", corrected="Về thông tin"
        ),
        CorrectionRecord(field="number", task_id=task_id(ID, "1"), written="I", corrected="1.1"),
    )
    corrected = DirectiveCorrected(**next_place(ID, 1, NOW), corrections=made, note=None)
    story.when(correct(**right)).then(corrected).and_then_nothing()
    assert story.state.subject == "Về thông tin"
    assert story.state.tasks[task_id(ID, "1")].number == "1.1"


def test_the_wording_of_a_due_date_is_put_right_without_moving_it() -> None:
    story = standing()
    before = dict(story.state.dues)
    (event,) = correct(tasks=(CorrectTaskInput(key="1", due_stated="kịp thời"),))(story.state)
    story.and_given(event)
    assert story.state.tasks[task_id(ID, "1")].due.stated == "kịp thời"
    assert story.state.dues == before


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({}, ["NOTHING_TO_CORRECT at directive"]),
        ({"tasks": (CorrectTaskInput(key="9", text="Khác"),)}, ["UNKNOWN_TASK at tasks.0.key"]),
        ({"tasks": (CorrectTaskInput(key="1"),) * 501}, ["TOO_MANY at tasks"]),
    ],
)
def test_a_correction_that_is_refused(changed: dict[str, Any], reasons: list[str]) -> None:
    standing().when(correct(**changed)).then_refused(*reasons)
