"""What each act makes of an obligation: given a state, when this happens, then that."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.content import ContentRef
from cascade.execution.events import (
    ActPlace,
    ObligationAcknowledged,
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from cascade.quantities import NOTHING
from projections.obligations import folding
from projections.obligations.folding import State

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DUE = datetime(2026, 1, 9, 16, 59, 59, 999999, tzinfo=UTC)
"""The end of 9 January in Hanoi."""
BEFORE, AFTER = DUE - timedelta(hours=1), DUE + timedelta(hours=1)
OF: ActPlace = {
    "originator_id": UUID(int=1),
    "originator_version": 1,
    "timestamp": BEFORE,
    "directive_id": UUID(int=2),
    "unit_id": UUID(int=3),
    "task_id": UUID(int=4),
    "occurrence": None,
}
TEXT = ContentRef(id=UUID(int=9), size=1, media_type="text/plain", commitment="00" * 32)
REPORT = UUID(int=5)


def acknowledged(fulfils: bool = False) -> ObligationAcknowledged:
    return ObligationAcknowledged(**OF, fulfils=fulfils, due_at=DUE)


def submitted(due_at: datetime | None = DUE, quantity: int | None = None) -> ReportSubmitted:
    exact = None if quantity is None else Decimal(quantity)
    return ReportSubmitted(
        **OF, report_id=REPORT, text=TEXT, quantity=exact, accepted=False, due_at=due_at
    )


def returned(due_at: datetime | None = None) -> ReportReturned:
    return ReportReturned(
        **OF, report_id=REPORT, decided_by_id=UUID(int=6), remark=None, due_at=due_at
    )


def accepted(received_on: date | None = None) -> ReportAccepted:
    return ReportAccepted(
        **OF, report_id=REPORT, decided_by_id=UUID(int=6), remark=None, received_on=received_on
    )


def test_acknowledging_marks() -> None:
    state = folding.acknowledge(State(), acknowledged(), BEFORE)
    assert (state.status, state.acknowledged_at, state.judged_at) == ("ACKNOWLEDGED", BEFORE, None)


def test_acknowledging_what_asks_for_it_fulfils_and_is_judged() -> None:
    state = folding.acknowledge(State(), acknowledged(fulfils=True), AFTER)
    assert (state.status, state.fulfilled_at, state.judged_at) == ("FULFILLED", AFTER, AFTER)
    assert (state.judged_due_at, state.judged_on_time) == (DUE, False)


def test_the_first_acknowledgement_counts_and_changes_no_report() -> None:
    state = folding.submit(State(acknowledged_at=BEFORE), submitted(), BEFORE)
    again = folding.acknowledge(state, acknowledged(), AFTER)
    assert again == state


def test_a_report_is_judged_by_the_due_date_in_force() -> None:
    assert folding.submit(State(), submitted(), BEFORE).judged_on_time is True
    assert folding.submit(State(), submitted(), AFTER).judged_on_time is False
    undated = folding.submit(State(), submitted(due_at=None), AFTER)
    assert (undated.judged_at, undated.judged_on_time) == (AFTER, None)


def test_a_return_forgets_the_judgement_and_may_set_a_new_time() -> None:
    state = folding.submit(State(), submitted(quantity=2), BEFORE)
    back = folding.give_back(state, returned(), 9)
    assert (back.status, back.judged_at, back.due_override) == ("RETURNED", None, None)
    assert (back.reported_at, back.pending_quantity) == (BEFORE, NOTHING)
    assert folding.give_back(state, returned(AFTER), 9).due_override == AFTER


def test_a_day_of_arrival_is_what_is_judged() -> None:
    state = folding.submit(State(), submitted(), AFTER)
    on_the_day = folding.received(state, accepted(date(2026, 1, 9)), HANOI)
    assert on_the_day.judged_on_time is True
    assert folding.received(state, accepted(date(2026, 1, 10)), HANOI).judged_on_time is False
    assert folding.received(state, accepted(), HANOI) == state


def test_after_its_fulfilment_a_report_is_only_added() -> None:
    done = folding.submit(State(), submitted(), BEFORE).fulfil(BEFORE)
    more = folding.submit(done, submitted(), AFTER)
    assert more == replace(done, reported_at=AFTER)
    assert folding.give_back(more, returned(AFTER), 9) == more


def test_accepted_quantities_add_up_and_are_pending_no_more() -> None:
    state = folding.submit(State(), submitted(quantity=2), BEFORE)
    assert state.pending_quantity == 2
    state = folding.count_accepted(state, REPORT, Decimal(2))
    assert (state.accepted_quantity, state.pending_quantity) == (Decimal(2), NOTHING)


def test_what_was_accepted_but_is_not_enough_stays_open() -> None:
    state = folding.submit(State(acknowledged_at=BEFORE), submitted(), BEFORE)
    assert state.reopen().status == "ACKNOWLEDGED"
    assert folding.submit(State(), submitted(), BEFORE).reopen().status == "PENDING"


def test_passing_on_is_judged_by_what_was_in_force_where_it_came() -> None:
    state = folding.pass_on(State(due_override=DUE), BEFORE, 7)
    assert (state.status, state.judged_position, state.judged_due_at) == ("FULFILLED", 7, None)
    assert folding.pass_on(state, AFTER, 9) == state
