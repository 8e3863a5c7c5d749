"""The model's own cases: how obligations stand after what their units did."""

from datetime import date

from cascade.directive.records import DueRecord, WindowRecord
from cascade.enums import DueKind, TaskKind
from tests.oracle.builders import at, audience, end_of, on_day, task, unit_id
from tests.oracle.history import Moment
from tests.oracle.obligations import Timeliness, borne_within, overdue, progress
from tests.oracle.standings import Status
from tests.oracle.telling import Telling

IN_WINDOW = DueRecord(kind=DueKind.WINDOW, window="congress")
ON_OCCURRENCE = DueRecord(kind=DueKind.ON_OCCURRENCE)


def test_acknowledging_marks_a_task_and_fulfils_one_that_asks_for_it() -> None:
    told = Telling()
    issued = told.issue(
        audience("W1"), task("1"), task("2", kind=TaskKind.ACKNOWLEDGE, due=on_day(6))
    )
    told.acknowledge(issued, "W1", "1")
    told.acknowledge(issued, "W1", "2", fulfils=True)
    first, second = told.owed(issued).values()
    assert (first.status, first.timeliness) == (Status.ACKNOWLEDGED, Timeliness.UNDATED)
    assert (second.status, second.timeliness) == (Status.FULFILLED, Timeliness.ON_TIME)


def test_a_day_is_over_at_its_local_end() -> None:
    told = Telling()
    issued = told.issue(audience("W1"), task(due=on_day(6)))
    told.now = at(6, 23)
    assert told.owed(issued)["W1/1"].timeliness is Timeliness.NOT_YET_DUE
    told.now = at(7, 0)
    assert told.owed(issued)["W1/1"].timeliness is Timeliness.OVERDUE


def test_timeliness_is_judged_by_the_accepted_submission_and_its_due_date() -> None:
    told = Telling()
    issued = told.issue(audience("W1"), task(due=on_day(6)))
    told.now = at(7)
    report = told.report(issued, "W1")
    assert told.owed(issued)["W1/1"].timeliness is Timeliness.LATE
    told.extend(issued, "W1", at(20))
    told.accept(issued, "W1", report)
    owed = told.owed(issued)["W1/1"]
    assert (owed.status, owed.timeliness) == (Status.FULFILLED, Timeliness.LATE)
    assert owed.submitted_at == at(7)


def test_a_return_reopens_and_may_set_a_new_time() -> None:
    told = Telling()
    issued = told.issue(audience("W1", "W2"), task(due=on_day(6)))
    for code, due_at in (("W1", None), ("W2", at(9))):
        report = told.report(issued, code)
        told.give_back(issued, code, report, due_at=due_at)
    told.now = at(8)
    first, second = told.owed(issued).values()
    assert (first.status, first.timeliness) == (Status.RETURNED, Timeliness.OVERDUE)
    assert (second.status, second.timeliness) == (Status.RETURNED, Timeliness.NOT_YET_DUE)


def test_an_acceptance_may_name_the_earlier_day_of_arrival() -> None:
    told = Telling()
    issued = told.issue(audience("W1"), task(due=on_day(6)))
    told.now = at(8)
    report = told.report(issued, "W1")
    told.accept(issued, "W1", report, received_on=date(2026, 1, 6))
    assert told.owed(issued)["W1/1"].timeliness is Timeliness.ON_TIME


def test_a_redated_window_moves_only_what_is_not_yet_submitted() -> None:
    told = Telling()
    issued = told.issue(
        audience("W1", "W2"),
        task(due=IN_WINDOW),
        windows=[
            WindowRecord(key="congress", stated="during the congress", from_day=None, to_day=None)
        ],
    )
    assert {o.due_kind for o in told.owed(issued).values()} == {"WINDOW_NOT_DATED"}
    told.date_window(issued, "congress", 8)
    told.report(issued, "W1")
    told.date_window(issued, "congress", 6)
    told.now = at(7)
    first, second = told.owed(issued).values()
    assert (first.timeliness, second.timeliness) == (Timeliness.ON_TIME, Timeliness.OVERDUE)


def test_an_on_occurrence_task_is_fulfilled_by_its_first_accepted_report() -> None:
    told = Telling()
    issued = told.issue(audience("W1"), task(due=ON_OCCURRENCE))
    first = told.report(issued, "W1")
    told.accept(issued, "W1", first)
    second = told.report(issued, "W1")
    told.give_back(issued, "W1", second)
    owed = told.owed(issued)["W1/1"]
    assert (owed.status, owed.timeliness) == (Status.FULFILLED, Timeliness.UNDATED)
    assert owed.report_ids == (second, first)


def test_a_shared_quota_fulfils_all_who_share_it() -> None:
    told = Telling()
    shared = task(lead="W1", coordinating=["W2"], minimum=2, due=on_day(6))
    issued = told.issue(audience(under="P"), shared)
    first = told.report(issued, "W2", quantity=1)
    assert told.owed(issued)["W1/1"].reported_towards_quota == 1
    told.accept(issued, "W2", first)
    assert told.owed(issued)["W2/1"].status is Status.PENDING
    told.extend(issued, "W2", at(9))
    told.now = at(8)
    second = told.report(issued, "W1", quantity=1)
    assert told.owed(issued)["W1/1"].quota_met is False
    told.accept(issued, "W1", second)
    lead, coordinating = told.owed(issued).values()
    assert (lead.status, lead.timeliness) == (Status.FULFILLED, Timeliness.LATE)
    assert (coordinating.status, coordinating.timeliness) == (Status.FULFILLED, Timeliness.ON_TIME)
    assert (lead.quota_met, coordinating.quota_met) == (True, True)


def test_without_a_lead_a_quota_is_each_units_own() -> None:
    told = Telling()
    issued = told.issue(audience("W1", "W2"), task(minimum=1))
    told.accept(issued, "W1", told.report(issued, "W1", quantity=1))
    assert [o.status for o in told.owed(issued).values()] == [Status.FULFILLED, Status.PENDING]


def test_the_nearest_policy_counts_and_an_earlier_reach_is_left_alone() -> None:
    told = Telling()
    before = told.issue(audience("B1"), task())
    told.set_policy("P", acknowledge=1)
    told.set_policy("W1", acknowledge=3, types=["CV"])
    near = told.issue(audience("B1", "B3"), task())
    other_type = told.issue(audience("B1"), task(), document_type="KH")
    assert "B1/@policy-acknowledge" not in told.owed(before)
    acknowledge = "@policy-acknowledge"
    assert told.owed(near)[f"B1/{acknowledge}"].due_at == end_of(8)
    assert told.owed(near)[f"B3/{acknowledge}"].due_at == end_of(6)
    assert told.owed(other_type)[f"B1/{acknowledge}"].due_at == end_of(6)


def test_a_policy_on_passing_on_counts_for_what_goes_out_at_once() -> None:
    told = Telling()
    told.set_policy("P", pass_on=1)
    at_once = told.issue(audience(under="P"), task())
    step_by_step = told.issue(audience(under="P"), task(), level_by_level=True)
    assert {n for n in told.owed(at_once) if "@" in n} == {
        "W1/@policy-pass-on",
        "W2/@policy-pass-on",
    }
    assert {n for n in told.owed(step_by_step) if "@" in n} == {"W1/@pass-on", "W2/@pass-on"}


def test_a_weekend_is_no_working_day() -> None:
    told = Telling()
    told.now = at(9)
    told.set_policy("P", acknowledge=1)
    issued = told.issue(audience("B1"), task())
    due_at = told.owed(issued)["B1/@policy-acknowledge"].due_at
    assert due_at == end_of(12)


def test_counts_roll_up_by_where_the_bearer_stands_at_the_moment() -> None:
    told = Telling()
    issued = told.issue(audience(under="W1"), task(due=on_day(6)))
    before = told.moment()
    told.now = at(7)
    told.move("B1", to="W2")
    told.report(issued, "B2")
    history = told.history
    under_w2 = borne_within(history, told.moment(), unit_id("W2"))
    assert progress(under_w2).by_timeliness[Timeliness.OVERDUE] == 1
    assert [o.unit_id for o in overdue(under_w2)] == [unit_id("B1")]
    assert not borne_within(history, before, unit_id("W2"))
    late_look = Moment(before.position, at(7))
    assert progress(borne_within(history, late_look, unit_id("W1"))).total == 2
