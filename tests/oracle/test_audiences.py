"""The model's own cases: whom a directive covers, in which role, and what it reaches."""

from cascade.enums import ObligationRole
from tests.oracle.builders import at, audience, task, unit_id
from tests.oracle.reaches import HopKind
from tests.oracle.telling import Telling

LEAD, COORDINATING, RESPONSIBLE = (
    ObligationRole.LEAD,
    ObligationRole.COORDINATING,
    ObligationRole.RESPONSIBLE,
)


def test_a_group_does_not_include_the_unit_it_is_under() -> None:
    told = Telling()
    issued = told.issue(audience(under="W1"), task())
    assert set(told.owed(issued)) == {"B1/1", "B2/1"}


def test_a_group_is_narrowed_by_levels_and_kinds() -> None:
    told = Telling(kinds="B1=group W1=group")
    by_level = told.issue(audience(under="P", levels="branch"), task())
    by_kind = told.issue(audience(under="P", levels="branch", kinds="group"), task())
    assert set(told.owed(by_level)) == {"B1/1", "B2/1", "B3/1"}
    assert set(told.owed(by_kind)) == {"B1/1"}


def test_a_unit_covered_twice_owes_once_in_the_best_role() -> None:
    told = Telling()
    everyone = audience("W1", "B1", under="P")
    issued = told.issue(everyone, task(to=everyone, lead="W1", coordinating=["W1", "B1"]))
    assert told.roles(issued) == {
        "W1/1": LEAD,
        "B1/1": COORDINATING,
        "W2/1": RESPONSIBLE,
        "B2/1": RESPONSIBLE,
        "B3/1": RESPONSIBLE,
    }


def test_a_task_with_lead_or_coordinating_units_alone_is_owed_by_these() -> None:
    told = Telling()
    issued = told.issue(audience(under="P"), task("1", lead="W1"), task("2", coordinating=["W2"]))
    assert told.roles(issued) == {"W1/1": LEAD, "W2/2": COORDINATING}


def test_a_task_may_charge_units_that_are_not_addressed() -> None:
    told = Telling()
    issued = told.issue(audience("W1"), task(to=audience("B3")))
    assert set(told.owed(issued)) == {"B3/1"}
    assert told.cascade(issued).expected == 1


def test_the_audience_stays_what_it_was_when_units_move_or_come() -> None:
    told = Telling()
    issued = told.issue(audience(under="W1"), task())
    told.move("B1", to="W2")
    told.move("B3", to="W1")
    assert set(told.owed(issued)) == {"B1/1", "B2/1"}


def test_level_by_level_the_issue_reaches_the_topmost_units_only() -> None:
    told = Telling()
    issued = told.issue(audience("W1", under="W2"), task(to=audience("B1")), level_by_level=True)
    assert set(told.owed(issued)) == {"W1/@pass-on"}
    told.relay(issued, "W1", audience(under="W1"))
    assert set(told.owed(issued)) == {"W1/@pass-on", "B1/1"}


def test_a_relay_reaches_who_then_stands_under_it() -> None:
    told = Telling()
    issued = told.issue(audience("W1", "W2", "B1", "B2", "B3"), task(), level_by_level=True)
    told.move("B1", to="W2")
    told.now = at(6)
    told.relay(issued, "W1", audience(under="P", levels="branch"))
    assert {"B2/1"} == set(told.owed(issued)) - {"W1/1", "W2/1", "W1/@pass-on", "W2/@pass-on"}
    assert told.owed(issued)["B2/1"].opens_at == at(6)
    told.relay(issued, "W2", audience("B1"))
    assert "B1/1" in told.owed(issued)
    assert "B3/1" not in told.owed(issued)


def test_a_directive_that_implements_another_carries_its_cascade_on() -> None:
    told = Telling()
    upper = told.issue(audience(under="P"), task(), level_by_level=True)
    told.now = at(6)
    lower = told.issue(audience("B1"), task(), issuer="W1", implements=[upper])
    told.now = at(7)
    told.relay(upper, "W1", audience("B1", "B2"))
    shown = told.cascade(upper)
    hops = {told.codes[[unit_id(c) for c in told.codes].index(u)]: h for u, h in shown.hops.items()}
    assert {code: hop.hop.kind for code, hop in hops.items()} == {
        "W1": HopKind.ADDRESSED,
        "W2": HopKind.ADDRESSED,
        "B1": HopKind.IMPLEMENTED,
        "B2": HopKind.RELAYED,
    }
    assert hops["B1"].hop.directive_id == lower
    assert (shown.reached, shown.expected) == (4, 5)
    assert hops["W1"].passed_on_at == at(6)


def test_a_stalled_cascade_is_an_overdue_passing_on() -> None:
    told = Telling()
    issued = told.issue(audience(under="P"), task(), level_by_level=True, days=2)
    told.relay(issued, "W1", audience(under="W1"))
    told.now = at(7)
    assert told.cascade(issued).stalled == []
    told.now = at(8, 0)
    assert told.cascade(issued).stalled == [unit_id("W2")]
    assert told.cascade(issued).by_level["branch"].reached == 2
