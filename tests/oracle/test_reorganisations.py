"""The model's own cases: units that end, who bears for them, lines, and units founded later."""

from uuid import UUID

from cascade.directive.audience import Audience, Selector
from cascade.enums import Role
from tests.oracle.builders import at, audience, task, unit_id
from tests.oracle.changes import TellingChanges
from tests.oracle.obligations import borne_within
from tests.oracle.trees import tree_at


def _bearers(
    told: TellingChanges, directive_id: UUID, position: int | None = None
) -> dict[str, str]:
    names = {unit_id(code): code for code in told.codes}
    owed = told.owed(directive_id, position)
    return {name: names[one.bearer_id] for name, one in owed.items()}


def test_what_a_merged_unit_owes_is_borne_by_its_successor_and_named_for_it() -> None:
    told = TellingChanges()
    issued = told.issue(audience("W1", "W2"), task())
    before = len(told.facts)
    told.merge("W1", "W2", into="W3")
    assert _bearers(told, issued) == {"W1/1": "W3", "W2/1": "W3"}
    assert _bearers(told, issued, before) == {"W1/1": "W1", "W2/1": "W2"}
    below = tree_at(told.history, told.history.head).above(unit_id("B3"))
    assert below == [unit_id("W3"), unit_id("P"), unit_id("C")]


def test_a_merge_into_one_of_the_merged_ends_the_others_alone() -> None:
    told = TellingChanges()
    issued = told.issue(audience("W1", "W2"), task())
    told.merge("W1", "W2", into="W2")
    assert _bearers(told, issued) == {"W1/1": "W2", "W2/1": "W2"}


def test_a_split_unit_is_borne_for_by_its_seat_but_for_what_is_transferred() -> None:
    told = TellingChanges()
    first = told.issue(audience("W1"), task())
    second = told.issue(audience("W1"), task())
    told.split("W1", ["W3", "W4"], {second: "W4"}, {"B2": "W4"})
    assert _bearers(told, first) == {"W1/1": "W3"}
    assert _bearers(told, second) == {"W1/1": "W4"}
    tree = tree_at(told.history, told.history.head)
    assert (tree.under(unit_id("B1"), unit_id("W3")), tree.under(unit_id("B2"), unit_id("W4"))) == (
        True,
        True,
    )
    told.merge("W4", "W2", into="W5")
    assert _bearers(told, second) == {"W1/1": "W5"}
    assert _bearers(told, first) == {"W1/1": "W3"}


def test_a_moved_bearer_takes_what_it_bears_into_other_roll_ups() -> None:
    told = TellingChanges("C:P,Q P:W1,W2 W1:B1")
    issued = told.issue(audience("W1", "W2"), task())
    told.merge("W1", "W2", into="W3")
    told.move("W3", to="Q")
    moment = told.moment()
    assert [o.unit_id for o in borne_within(told.history, moment, unit_id("Q"))] == [
        unit_id("W1"),
        unit_id("W2"),
    ]
    assert borne_within(told.history, moment, unit_id("P")) == []
    assert len(told.owed(issued)) == 2


def test_a_relay_reaches_who_is_borne_for_by_those_it_names() -> None:
    told = TellingChanges()
    issued = told.issue(audience("P", "W1", "W2"), task(), level_by_level=True)
    told.merge("W1", "W2", into="W3")
    told.relay(issued, "P", audience("W3"))
    assert set(told.owed(issued)) == {"P/1", "P/@pass-on", "W1/1", "W2/1"}


def test_grants_on_an_ended_unit_open_nothing_and_heirs_stand_in() -> None:
    told = TellingChanges()
    told.grant("former", "W1")
    issued = told.issue(audience("B3"), task(), issuer="W1")
    assert len(told.slice("former").obligations()) == 1
    told.merge("W1", "W2", into="W3")
    told.grant("today", "W3", Role.OFFICER)
    assert told.slice("former").obligations() == []
    assert told.slice("today").sees_whole(issued)


def test_an_audience_on_a_line_is_who_stands_there_at_issue() -> None:
    told = TellingChanges()
    for code, superior in (("W2", "P"), ("B3", "W2"), ("B1", "W1")):
        told.set_superior(code, "steering", superior)
    on_line = Audience((Selector(under_id=unit_id("P"), line="steering"),), (), ())
    issued = told.issue(on_line, task())
    told.set_superior("B2", "steering", "W2")
    assert set(told.owed(issued)) == {"W2/1", "B3/1"}


def test_lines_follow_who_takes_the_place_of_an_ended_unit() -> None:
    told = TellingChanges()
    for code, superior in (("W1", "C"), ("B1", "W1"), ("W2", "P")):
        told.set_superior(code, "steering", superior)
    told.merge("W2", "W1", into="W3")
    tree = tree_at(told.history, told.history.head)
    assert tree.above_on("steering", unit_id("B1")) == [unit_id("W3"), unit_id("P")]


def test_a_unit_founded_under_a_standing_directive_owes_from_its_founding() -> None:
    told = TellingChanges()
    standing = told.issue(audience(under="P", levels="ward"), task(), standing=True)
    once = told.issue(audience(under="P", levels="ward"), task())
    told.now = at(6)
    told.establish("W9", "P", 2)
    assert told.owed(standing)["W9/1"].opens_at == at(6)
    assert set(told.owed(once)) == {"W1/1", "W2/1"}
    told.revoke(standing)
    told.establish("W8", "P", 2)
    assert "W8/1" not in told.owed(standing)


def test_a_later_amendment_of_whom_it_covered_from_its_founding_on_changes_nothing() -> None:
    told = TellingChanges()
    standing = told.issue(audience(under="P", levels="ward"), task(), standing=True)
    told.establish("W9", "P", 2)
    told.now = at(6)
    told.amend(standing, task("2"))
    told.now = at(7)
    told.amend(standing, added=audience("W9"))
    assert told.owed(standing)["W9/2"].opens_at == at(6)


def test_a_unit_that_takes_anothers_place_is_not_founded() -> None:
    told = TellingChanges()
    standing = told.issue(audience(under="P", levels="ward"), task(), standing=True)
    told.split("W1", ["W3", "W4"])
    told.merge("W3", "W2", into="W5")
    assert _bearers(told, standing) == {"W1/1": "W5", "W2/1": "W5", "W4/1": "W4"}
