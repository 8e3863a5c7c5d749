"""What may be done on an obligation."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from cascade.directive.audience import Audience, Selector
from cascade.directive.rules.coverage import normalise
from cascade.enums import PASS_ON_KEY, ReportDecision
from cascade.events import Event, next_place
from cascade.execution.commands import DecideReport, ReportRef, SubmitReport
from cascade.execution.decisions.acknowledging import decide_acknowledge
from cascade.execution.decisions.extending import check_extension, decide_extend
from cascade.execution.decisions.relaying import decide_relay, has_relayed
from cascade.execution.decisions.reporting import (
    check_decision,
    check_report,
    decide_report,
    decide_submit,
)
from cascade.execution.events import (
    ActPlace,
    DirectiveRelayed,
    ObligationAcknowledged,
    ObligationExtended,
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from cascade.identifiers import execution_id, task_id
from tests.decisions.obligations import ID, LEVEL_BY_LEVEL, TEXT, DirectiveAndActs, story
from tests.decisions.organisation import unit_id
from tests.decisions.story import NOW

Decide = Callable[[DirectiveAndActs], Sequence[Event]]
END = datetime(2026, 1, 20, 16, 59, 59, 999_999, tzinfo=UTC)
LATER = datetime(2026, 2, 2, 10, tzinfo=UTC)


def act(code: str, key: str, version: int) -> ActPlace:
    unit = unit_id(code)
    return {
        **next_place(execution_id(ID, unit), version - 1, NOW),
        "directive_id": ID,
        "unit_id": unit,
        "task_id": task_id(ID, key),
        "occurrence": None,
    }


def acknowledged(
    key: str, version: int, due: datetime | None, fulfils: bool = False
) -> ObligationAcknowledged:
    return ObligationAcknowledged(**act("W1", key, version), fulfils=fulfils, due_at=due)


def submitted(
    key: str,
    version: int,
    quantity: Decimal | None = None,
    code: str = "W1",
    accepted: bool = False,
    due: datetime | None = END,
) -> ReportSubmitted:
    report = unit_id(f"report {code} {version}")
    return ReportSubmitted(
        **act(code, key, version),
        report_id=report,
        text=TEXT,
        quantity=quantity,
        accepted=accepted,
        due_at=due,
    )


def accepted(
    key: str, version: int, of: int, code: str = "W1", received_on: date | None = None
) -> ReportAccepted:
    report, judge = unit_id(f"report {code} {of}"), unit_id("P1" if key == "own" else "D1")
    return ReportAccepted(
        **act(code, key, version),
        report_id=report,
        decided_by_id=judge,
        remark=None,
        received_on=received_on,
    )


def returned(key: str, version: int, of: int, due_at: datetime | None = None) -> ReportReturned:
    report = unit_id(f"report W1 {of}")
    return ReportReturned(
        **act("W1", key, version),
        report_id=report,
        decided_by_id=unit_id("D1"),
        remark=None,
        due_at=due_at,
    )


def acknowledge(key: str, code: str = "W1") -> Decide:
    return lambda state: decide_acknowledge(state.owed(code, key), 0, NOW)


def submit(key: str, version: int, quantity: Decimal | None = None, code: str = "W1") -> Decide:
    def decide(state: DirectiveAndActs) -> Sequence[Event]:
        standing = state.owed(code, key)
        command = SubmitReport(obligation=standing.ref, text="Đã làm", quantity=quantity)
        check_report(standing, quantity, (), NOW)
        report_id = unit_id(f"report {code} {version}")
        return decide_submit(standing, command, report_id, TEXT, (), NOW)

    return decide


def judge(decision: ReportDecision, key: str, of: int, code: str = "W1", **more: Any) -> Decide:
    def decide(state: DirectiveAndActs) -> Sequence[Event]:
        standing = state.owed(code, key)
        report = standing.execution.reports[unit_id(f"report {code} {of}")]
        ref = ReportRef(directive=ID, unit=unit_id(code), report=report.report_id)
        command = DecideReport(report=ref, decision=decision, **more)
        zone, day = state.organisation.zone, date(2026, 1, 5)
        if not check_decision(standing, report, command, day, zone, NOW):
            return []
        return decide_report(standing, report, command, standing.obligation.judge_id, None, NOW)

    return decide


def accept(key: str, of: int, code: str = "W1", **more: Any) -> Decide:
    return judge(ReportDecision.ACCEPTED, key, of, code, **more)


def give_back(key: str, of: int, **more: Any) -> Decide:
    return judge(ReportDecision.RETURNED, key, of, **more)


def extend(key: str, due_at: datetime) -> Decide:
    def decide(state: DirectiveAndActs) -> Sequence[Event]:
        standing = state.owed("W1", key)
        if not check_extension(standing, due_at, NOW):
            return []
        return decide_extend(standing, due_at, standing.obligation.judge_id, TEXT, 0, NOW)

    return decide


def extended(key: str, version: int, due_at: datetime) -> ObligationExtended:
    return ObligationExtended(
        **act("W1", key, version), decided_by_id=unit_id("D1"), due_at=due_at, reason=TEXT
    )


def test_an_obligation_is_acknowledged_once() -> None:
    story().when(acknowledge("report")).then(acknowledged("report", 1, END)).and_then_nothing()


def test_acknowledging_fulfils_what_asks_for_no_more() -> None:
    expected = acknowledged("read", 1, END, fulfils=True)
    story().when(acknowledge("read")).then(expected).and_then_nothing()


def test_what_is_fulfilled_needs_no_acknowledging() -> None:
    acts = submitted("report", 1), accepted("report", 2, 1)
    story(*acts).when(acknowledge("report")).then_nothing()


def test_a_report_is_submitted_and_again_while_it_is_open() -> None:
    story().when(submit("report", 1)).then(submitted("report", 1))
    first = submitted("report", 1)
    story(first).when(submit("report", 2)).then(submitted("report", 2))
    back = returned("report", 2, 1)
    story(first, back).when(submit("report", 3)).then(submitted("report", 3))


def test_a_report_that_needs_no_acceptance_is_accepted_with_it() -> None:
    expected = submitted("undated", 1, accepted=True, due=None)
    then = story().when(submit("undated", 1)).then(expected)
    then.when.given.and_given(expected).when(submit("undated", 2)).then_refused(
        "ALREADY_FULFILLED at obligation"
    )


@pytest.mark.parametrize(
    ("decide", "reason"),
    [
        (submit("read", 1), "NOT_REPORTABLE at obligation"),
        (submit("report", 1, Decimal(-1)), "INVALID_QUANTITY at quantity"),
    ],
)
def test_a_report_that_is_refused(decide: Decide, reason: str) -> None:
    story().when(decide).then_refused(reason)


def test_a_fulfilled_task_takes_no_report_an_occurrence_always_does() -> None:
    acts = submitted("report", 1), accepted("report", 2, 1)
    story(*acts).when(submit("report", 3)).then_refused("ALREADY_FULFILLED at obligation")
    acts = submitted("when", 1, due=None), accepted("when", 2, 1)
    story(*acts).when(submit("when", 3)).then(submitted("when", 3, due=None))


def test_passing_on_takes_no_report() -> None:
    level_by_level = story(level_by_level=LEVEL_BY_LEVEL)
    level_by_level.when(submit(PASS_ON_KEY, 1)).then_refused("NOT_REPORTABLE at obligation")


def test_a_report_is_accepted_once() -> None:
    reported = story(submitted("report", 1))
    reported.when(accept("report", 1)).then(accepted("report", 2, 1)).and_then_nothing()
    assert reported.state.owed("W1", "report").is_fulfilled


def test_a_report_is_returned_once_with_a_new_due_date_or_without() -> None:
    story(submitted("report", 1)).when(give_back("report", 1)).then(
        returned("report", 2, 1)
    ).and_then_nothing()
    reported = story(submitted("report", 1))
    reported.when(give_back("report", 1, due_at=LATER)).then(
        returned("report", 2, 1, LATER)
    ).and_then_nothing()
    assert reported.state.owed("W1", "report").due_at == LATER


def test_an_acceptance_may_name_the_day_of_arrival_on_paper() -> None:
    day = date(2026, 1, 5)
    expected = accepted("report", 2, 1, received_on=day)
    story(submitted("report", 1)).when(accept("report", 1, received_on=day)).then(expected)


@pytest.mark.parametrize(
    ("decide", "reason"),
    [
        (accept("report", 1, due_at=LATER), "DATE_ONLY_WITH_RETURN at due_at"),
        (
            give_back("report", 1, received_on=date(2026, 1, 5)),
            "DATE_ONLY_WITH_RETURN at received_on",
        ),
        (give_back("report", 1, due_at=NOW), "DUE_IN_THE_PAST at due_at"),
        (
            accept("report", 1, received_on=date(2026, 1, 6)),
            "RECEIVED_AFTER_SUBMISSION at received_on",
        ),
        (
            accept("report", 1, received_on=date(2026, 1, 4)),
            "RECEIVED_AFTER_SUBMISSION at received_on",
        ),
    ],
)
def test_a_decision_that_is_refused(decide: Decide, reason: str) -> None:
    story(submitted("report", 1)).when(decide).then_refused(reason)


def test_only_the_latest_report_is_decided_and_only_one_way() -> None:
    two = story(submitted("report", 1), submitted("report", 2))
    two.when(accept("report", 1)).then_refused("NOT_LATEST at report")
    two.and_given(returned("report", 3, 2))
    two.when(accept("report", 2)).then_refused("DECIDED_ALREADY at decision")
    two.when(accept("report", 1)).then_refused("NOT_LATEST at report")


def test_each_report_on_an_occurrence_is_decided_alone() -> None:
    two = story(submitted("when", 1, due=None), submitted("when", 2, due=None))
    two.when(accept("when", 1)).then(accepted("when", 3, 1)).and_then_nothing()


def test_an_own_quota_is_met_by_the_sum_of_what_was_accepted() -> None:
    acts = submitted("own", 1, Decimal(1)), accepted("own", 2, 1)
    first = story(*acts)
    assert not first.state.owed("W1", "own").is_fulfilled
    first.when(submit("own", 3, Decimal(1))).then(submitted("own", 3, Decimal(1)))
    first.and_given(submitted("own", 3, Decimal(1)), accepted("own", 4, 3))
    assert first.state.owed("W1", "own").is_fulfilled
    assert not first.state.owed("W2", "own").is_fulfilled


@pytest.mark.parametrize(("lead", "coordinating"), [("2", "0"), ("0", "2"), ("0.1", "1.9")])
def test_a_shared_quota_is_met_by_lead_and_coordinating_together(
    lead: str, coordinating: str
) -> None:
    acts = (
        submitted("shared", 1, Decimal(lead)),
        accepted("shared", 2, 1),
        submitted("shared", 1, Decimal(coordinating), "W2"),
    )
    done = story(*acts)
    assert done.state.owed("W2", "shared").is_fulfilled is (lead == "2")
    done.and_given(accepted("shared", 2, 1, "W2"))
    assert done.state.owed("W1", "shared").is_fulfilled
    assert done.state.owed("W2", "shared").is_fulfilled
    assert done.state.standing("B11", "shared") is None


def test_an_obligation_is_extended_once() -> None:
    story().when(extend("report", LATER)).then(extended("report", 1, LATER)).and_then_nothing()


@pytest.mark.parametrize(
    ("acts", "decide", "reason"),
    [
        ([], extend("undated", LATER), "NOTHING_TO_EXTEND"),
        ([], extend("when", LATER), "NOTHING_TO_EXTEND"),
        ([], extend("report", NOW), "DUE_IN_THE_PAST at due_at"),
        ([], extend("report", END - timedelta(days=1)), "EXTENSION_NOT_LATER at due_at"),
        ([submitted("report", 1)], extend("report", LATER), "AWAITS_DECISION"),
        (
            [submitted("report", 1), accepted("report", 2, 1)],
            extend("report", LATER),
            "ALREADY_FULFILLED",
        ),
        ([acknowledged("read", 1, END, True)], extend("read", LATER), "ALREADY_FULFILLED"),
    ],
)
def test_an_extension_that_is_refused(acts: list[Event], decide: Decide, reason: str) -> None:
    story(*acts).when(decide).then_refused(reason)


def relay(*codes: str) -> Decide:
    def decide(state: DirectiveAndActs) -> Sequence[Event]:
        audience = to(state, *codes)
        execution = state.execution(unit_id("W1"))
        if has_relayed(state.organisation, execution, audience):
            return []
        return decide_relay(execution, ID, unit_id("W1"), audience, None, (), NOW)

    return decide


def to(state: DirectiveAndActs, *codes: str) -> Audience:
    return normalise(state.organisation, tuple(Selector(unit_id=unit_id(code)) for code in codes))


def relayed(version: int, *codes: str) -> DirectiveRelayed:
    stream: UUID = execution_id(ID, unit_id("W1"))
    audience = to(DirectiveAndActs(), *codes)
    return DirectiveRelayed(
        **next_place(stream, version - 1, NOW),
        directive_id=ID,
        unit_id=unit_id("W1"),
        audience=audience,
        note=None,
    )


def test_a_relay_reaches_those_below_and_fulfils_passing_on() -> None:
    going_down = story(level_by_level=LEVEL_BY_LEVEL)
    assert going_down.state.standing("B11", "report") is None
    passing_on = going_down.state.owed("W1", PASS_ON_KEY)
    assert passing_on.due_at == datetime(2026, 1, 8, 16, 59, 59, 999_999, tzinfo=UTC)
    assert not passing_on.is_fulfilled
    going_down.when(relay("B11")).then(relayed(1, "B11"))
    going_down.and_given(relayed(1, "B11"))
    assert going_down.state.owed("W1", PASS_ON_KEY).is_fulfilled
    assert going_down.state.standing("B11", "report") is not None
    assert going_down.state.standing("B12", "report") is None


def test_who_has_nobody_below_or_was_reached_at_once_owes_no_passing_on() -> None:
    assert story().state.standing("W1", PASS_ON_KEY) is None
    done = story(relayed(1, "B11"), level_by_level=LEVEL_BY_LEVEL)
    assert done.state.standing("B11", PASS_ON_KEY) is None


def test_nothing_is_owed_by_who_is_not_covered_or_by_an_unknown_task() -> None:
    assert story().state.standing("W3", "report") is None
    assert story().state.standing("W1", "unknown") is None
