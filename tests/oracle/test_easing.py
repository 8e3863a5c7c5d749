"""The model's own cases: recalled relays, dates brought forward, extensions, exemptions."""

from tests.oracle.builders import at, audience, end_of, on_day, task
from tests.oracle.changes import TellingChanges
from tests.oracle.obligations import Timeliness, progress
from tests.oracle.standings import Status


def test_a_recalled_relay_withdraws_what_it_alone_had_reached() -> None:
    told = TellingChanges()
    issued = told.issue(audience("W1", "B1", "B2"), task(), level_by_level=True)
    told.relay(issued, "W1", audience("B1", "B2"))
    told.report(issued, "B2", accepted=True)
    told.recall(issued, "W1")
    owed = told.owed(issued)
    assert owed["B1/1"].status is Status.WITHDRAWN
    assert owed["B2/1"].status is Status.FULFILLED
    assert owed["W1/@pass-on"].status is Status.PENDING
    assert told.cascade(issued).reached == 1


def test_a_recalled_reach_falls_back_to_the_next() -> None:
    told = TellingChanges()
    issued = told.issue(audience("P", "B1"), task(), level_by_level=True)
    told.relay(issued, "P", audience("B1"))
    told.recall(issued, "P")
    told.now = at(7)
    told.relay(issued, "P", audience("B1"))
    owed = told.owed(issued)["B1/1"]
    assert (owed.status, owed.opens_at) == (Status.PENDING, at(7))


def test_a_relay_brings_a_date_forward_until_it_is_recalled() -> None:
    told = TellingChanges()
    issued = told.issue(audience("W1", "B1"), task(due=on_day(9)))
    told.relay_by(issued, "W1", end_of(7), "B1")
    assert told.owed(issued)["B1/1"].due_at == end_of(7)
    assert told.owed(issued)["W1/1"].due_at == end_of(9)
    told.recall(issued, "W1")
    assert told.owed(issued)["B1/1"].due_at == end_of(9)


def test_a_group_is_extended_as_it_stands_and_never_shortened() -> None:
    told = TellingChanges()
    issued = told.issue(audience("W1", "W2", "B1"), task("1", due=on_day(6)), task("2"))
    told.report(issued, "W1")
    told.extend(issued, "B1", end_of(20))
    told.extend_group(issued, "W1", end_of(9))
    told.move("B2", to="W2")
    dues = {name: owed.due_at for name, owed in told.owed(issued).items()}
    assert dues == {
        "W1/1": end_of(6),
        "W2/1": end_of(6),
        "B1/1": end_of(20),
        "W1/2": None,
        "W2/2": None,
        "B1/2": None,
    }


def test_an_extension_of_its_own_comes_after_that_of_its_group() -> None:
    told = TellingChanges()
    issued = told.issue(audience("W1"), task(due=on_day(6)))
    told.extend_group(issued, "P", end_of(9))
    assert told.owed(issued)["W1/1"].due_at == end_of(9)
    told.extend(issued, "W1", end_of(8))
    assert told.owed(issued)["W1/1"].due_at == end_of(8)


def test_nothing_is_asked_any_more_of_who_is_exempted() -> None:
    told = TellingChanges()
    issued = told.issue(audience("W1", "W2", "B3"), task(due=on_day(4)))
    told.report(issued, "B3")
    told.exempt(issued, "W1")
    told.exempt_group(issued, "W2")
    owed = told.owed(issued)
    assert {name: one.status for name, one in owed.items()} == {
        "W1/1": Status.EXEMPTED,
        "W2/1": Status.EXEMPTED,
        "B3/1": Status.SUBMITTED,
    }
    assert owed["W1/1"].timeliness is Timeliness.UNDATED
    counts = progress(owed.values())
    assert (counts.total, counts.by_timeliness[Timeliness.LATE]) == (3, 1)


def test_a_linked_report_is_judged_by_its_arrival() -> None:
    told = TellingChanges()
    issued = told.issue(audience("W1"), task(due=on_day(6)))
    told.now = at(9)
    told.report(issued, "W1", arrived_at=at(6))
    owed = told.owed(issued)["W1/1"]
    assert (owed.timeliness, owed.submitted_at) == (Timeliness.ON_TIME, at(6))
