"""The model's own cases: what changes in a directive, and what then is owed."""

from dataclasses import replace
from datetime import date

from cascade.directive.records import DistributionRecord, DueRecord, OccurrenceRecord
from cascade.enums import DistributionRole, DueKind, ObligationRole, TaskKind
from tests.oracle.builders import at, audience, end_of, on_day, task, unit_id
from tests.oracle.changes import TellingChanges
from tests.oracle.obligations import Timeliness, progress
from tests.oracle.standings import Status


def _weekly(*days: int) -> DueRecord:
    """Due on these days of January, each asked for from the day after the one before."""
    starts = [1, *(day + 1 for day in days)]
    occurrences = (
        OccurrenceRecord(
            day=date(2026, 1, day),
            starts_on=date(2026, 1, first),
            label=f"{day}",
            due_on=date(2026, 1, day),
            due_at=at(day, 16),
        )
        for first, day in zip(starts, days, strict=False)
    )
    return DueRecord(kind=DueKind.RECURRING, occurrences=tuple(occurrences))


def _statuses(told: TellingChanges, directive_id: object) -> dict[str, str]:
    return {name: owed.status.value for name, owed in told.owed(directive_id).items()}  # type: ignore[arg-type]


def test_an_added_task_is_owed_from_the_amendment_on() -> None:
    told = TellingChanges()
    issued = told.issue(audience("W1"), task())
    told.now = at(6)
    told.amend(issued, task("2"), task("3", to=audience("B3")))
    opened = {name: owed.opens_at for name, owed in told.owed(issued).items()}
    assert opened == {"W1/1": at(5), "W1/2": at(6), "B3/3": at(6)}


def test_an_added_audience_is_reached_by_the_amendment() -> None:
    told = TellingChanges()
    once = told.issue(audience("W1"), task())
    gradual = told.issue(audience("W1"), task(), level_by_level=True)
    told.now = at(6)
    for directive_id in (once, gradual):
        told.amend(directive_id, added=audience("W2", "B3"))
    assert told.owed(once)["B3/1"].opens_at == at(6)
    assert set(told.owed(gradual)) == {"W1/1", "W2/1", "W2/@pass-on"}
    told.relay(gradual, "W2", audience("B3"))
    assert "B3/1" in told.owed(gradual)


def test_what_was_done_stays_done_when_a_task_is_withdrawn() -> None:
    told = TellingChanges()
    issued = told.issue(audience("W1", "W2"), task())
    told.report(issued, "W1", accepted=True)
    told.amend(issued, withdrawn_tasks=["1"])
    assert _statuses(told, issued) == {"W1/1": "FULFILLED", "W2/1": "WITHDRAWN"}
    counts = progress(told.owed(issued).values())
    assert (counts.total, counts.by_status[Status.WITHDRAWN]) == (1, 1)


def test_a_withdrawn_unit_owes_again_when_it_is_added_again() -> None:
    told = TellingChanges()
    issued = told.issue(audience("W1", "W2"), task(due=on_day(6)))
    told.acknowledge(issued, "W2")
    told.amend(issued, withdrawn=audience("W2"))
    assert told.owed(issued)["W2/1"].timeliness is Timeliness.UNDATED
    assert _statuses(told, issued)["W2/1"] == "WITHDRAWN"
    told.amend(issued, added=audience("W2"))
    assert _statuses(told, issued)["W2/1"] == "ACKNOWLEDGED"


def test_a_changed_due_date_moves_what_is_not_yet_submitted() -> None:
    told = TellingChanges()
    issued = told.issue(audience("W1", "W2"), task(due=on_day(6)))
    told.report(issued, "W1")
    told.amend(issued, changed=[task(due=on_day(9))])
    dues = {name: owed.due_at for name, owed in told.owed(issued).items()}
    assert dues == {"W1/1": end_of(6), "W2/1": end_of(9)}


def test_a_changed_wording_leaves_a_moved_due_date() -> None:
    told = TellingChanges()
    issued = told.issue(audience("W1"), task(due=on_day(6)))
    told.move_dues(issued, end_of(8))
    told.amend(issued, changed=[replace(task(due=on_day(6)), text="other words")])
    assert told.owed(issued)["W1/1"].due_at == end_of(8)


def test_a_revoked_directive_withdraws_what_is_not_fulfilled() -> None:
    told = TellingChanges()
    issued = told.issue(audience("W1", "W2"), task())
    told.report(issued, "W1", accepted=True)
    told.report(issued, "W2")
    told.revoke(issued)
    assert _statuses(told, issued) == {"W1/1": "FULFILLED", "W2/1": "WITHDRAWN"}


def test_an_invited_unit_coordinates_from_its_answer_on() -> None:
    told = TellingChanges("C:P,Q P:W1,W2")
    told.grant("guest", "Q")
    issued = told.issue(audience("C"), task(lead="W1", minimum=3))
    invitation = told.invite(issued, "Q")
    assert told.slice("guest").sees_whole(issued)
    assert set(told.owed(issued)) == {"W1/1"}
    told.now = at(6)
    told.take_part(issued, invitation)
    assert told.owed(issued)["Q/1"].opens_at == at(6)
    assert told.roles(issued) == {"W1/1": ObligationRole.LEAD, "Q/1": ObligationRole.COORDINATING}
    told.accept(issued, "Q", told.report(issued, "Q", quantity=2))
    told.accept(issued, "W1", told.report(issued, "W1", quantity=1))
    assert set(_statuses(told, issued).values()) == {"FULFILLED"}


def test_a_recurring_task_is_owed_for_each_occurrence_that_is_not_over_when_it_comes() -> None:
    told = TellingChanges()
    told.now = at(10)
    issued = told.issue(audience("W1"), task(due=_weekly(9, 16, 23)))
    owed = told.owed(issued)
    assert {name: one.opens_at for name, one in owed.items()} == {
        "W1/1/16": at(10),
        "W1/1/23": at(17, 0),
    }
    told.report(issued, "W1", occurrence=date(2026, 1, 23), accepted=True)
    told.now = at(17)
    owed = told.owed(issued)
    assert owed["W1/1/16"].timeliness is Timeliness.OVERDUE
    assert owed["W1/1/23"].timeliness is Timeliness.ON_TIME


def test_a_moved_occurrence_keeps_its_name() -> None:
    told = TellingChanges()
    issued = told.issue(audience("W1"), task(due=_weekly(9, 16)))
    told.move_dues(issued, at(12), day=date(2026, 1, 9))
    assert told.owed(issued)["W1/1/09"].due_at == at(12)
    assert told.owed(issued)["W1/1/16"].due_at == at(16, 16)


def test_an_announced_holiday_moves_nothing_until_dues_are_moved() -> None:
    told = TellingChanges()
    from_receipt = DueRecord(kind=DueKind.RELATIVE, working_days=2)
    issued = told.issue(audience("W1"), task(due=from_receipt))
    assert told.owed(issued)["W1/1"].due_at == end_of(7)
    told.announce([7], [10])
    assert told.owed(issued)["W1/1"].due_at == end_of(7)
    told.move_dues(issued)
    assert told.owed(issued)["W1/1"].due_at == end_of(8)


def test_a_policy_asks_for_a_final_report() -> None:
    told = TellingChanges()
    told.set_policy("P", final_report=3)
    issued = told.issue(audience("W1"), task())
    final = told.owed(issued)["W1/@policy-final-report"]
    assert (final.kind, final.due_at, final.judge_id) == (TaskKind.REPORT, end_of(8), unit_id("P"))


def test_who_is_on_the_distribution_list_reads_and_owes_nothing() -> None:
    told = TellingChanges()
    told.grant("copy", "W2")
    line = DistributionRecord(
        role=DistributionRole.COPY_FOR_REPORT, unit_id=unit_id("W2"), stated="for report"
    )
    issued = told.issue(audience("W1"), task(), distribution=(line,))
    assert told.slice("copy").sees_whole(issued)
    assert set(told.owed(issued)) == {"W1/1"}


def test_need_to_know_is_for_the_named_units_alone() -> None:
    told = TellingChanges()
    for code in ("C", "P", "W1", "W2"):
        told.grant(code, code)
    issued = told.issue(audience("W1", "W2"), task(), need_to_know=True)
    seen = {code: len(told.slice(code).obligations()) for code in ("C", "P", "W1", "W2")}
    assert seen == {"C": 2, "P": 0, "W1": 1, "W2": 1}
    assert not told.slice("P").sees_whole(issued)


def test_a_joint_directive_is_each_issuers_own() -> None:
    told = TellingChanges("C:P,Q P:W1 Q:W2")
    told.grant("Q", "Q")
    issued = told.issue(audience("W1"), task(), issuer="P", joint_issuer_ids=(unit_id("Q"),))
    assert told.slice("Q").sees_whole(issued)
    assert len(told.slice("Q").obligations()) == 1


def test_a_citation_that_is_resolved_later_causes_from_then_on() -> None:
    told = TellingChanges()
    told.grant("province", "P")
    upper = told.issue(audience("W1"), task(), issuer="P")
    lower = told.issue(audience("W2"), task(), issuer="W2", implements=[upper])
    citation_id = told.facts[-2].event.citations[0].citation_id  # type: ignore[attr-defined]
    told.resolve(lower, citation_id, None)
    told.move("W2", to="C")
    assert not told.slice("province").sees_whole(lower)
    told.resolve(lower, citation_id, upper)
    assert told.slice("province").sees_whole(lower)
