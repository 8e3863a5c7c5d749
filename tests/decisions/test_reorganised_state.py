"""What the tree is after a reorganisation, and what it still knows of before."""

from datetime import date
from uuid import UUID, uuid5

import pytest

from cascade.directive.audience import Atom, Audience
from cascade.directive.rules.coverage import covers
from cascade.enums import ScheduledOutcome
from cascade.events import Event, next_place
from cascade.identifiers import NAMESPACE, ORGANISATION
from cascade.organisation.events import (
    AliasAdded,
    ChangeScheduled,
    ImportAbandoned,
    ImportCompleted,
    Placement,
    ScheduledChangeSettled,
    SuperiorSet,
    Transfer,
    UnitDissolved,
    UnitMoved,
    UnitRecord,
    UnitsEstablished,
    UnitsMerged,
    UnitSplit,
    UnitsStaged,
)
from cascade.organisation.state import Organisation
from tests.decisions.organisation import ESTABLISHED, FOUNDED, unit, unit_id
from tests.decisions.story import NOW, Given, given

DAY = date(2026, 1, 5)
DIRECTIVE, OTHER = (uuid5(NAMESPACE, f"made up/directive {n}") for n in (1, 2))
BRANCHES = ("branch", "cell")


def standing() -> Given[Organisation]:
    """The nation of ``places``, at positions 1 and 2."""
    return given(Organisation(), FOUNDED, ESTABLISHED)


def merged(version: int, codes: str, into: str, new: UnitRecord | None = None) -> UnitsMerged:
    ids = tuple(map(unit_id, codes.split()))
    return UnitsMerged(
        **next_place(ORGANISATION, version - 1, NOW),
        unit_ids=ids,
        into_id=unit_id(into),
        new=new,
        valid_from=DAY,
    )


def dissolved(
    version: int, code: str, heir: str, moved: dict[UUID, str], placed: dict[str, str]
) -> UnitDissolved:
    transfers = tuple(
        Transfer(directive_id=directive, to_id=unit_id(to)) for directive, to in moved.items()
    )
    placements = tuple(
        Placement(unit_id=unit_id(child), to_id=unit_id(to)) for child, to in placed.items()
    )
    return UnitDissolved(
        **next_place(ORGANISATION, version - 1, NOW),
        unit_id=unit_id(code),
        successor_ids=(unit_id(heir),),
        heir_id=unit_id(heir),
        transfers=transfers,
        placements=placements,
        valid_from=DAY,
    )


def superior(version: int, code: str, over: str | None) -> SuperiorSet:
    over_id = None if over is None else unit_id(over)
    return SuperiorSet(
        **next_place(ORGANISATION, version - 1, NOW),
        unit_id=unit_id(code),
        line="party",
        superior_id=over_id,
        valid_from=None,
    )


def children(tree: Organisation, code: str) -> list[str]:
    return [tree.units[child].code for child in tree.children(unit_id(code))]


NEW_WARD = UnitRecord(
    unit_id=unit_id("W9"),
    code="W1",
    name="Phường Gió",
    symbol=None,
    kind="committee",
    level="ward",
    parent_id=unit_id("P1"),
    addresses_under_id=unit_id("W9"),
)


def test_what_stood_under_merged_units_stands_under_their_heir() -> None:
    tree = standing().and_given(merged(3, "W1 W2", "W9", NEW_WARD)).state
    assert [tree.units[u].code for u in tree.children(unit_id("P1"))] == ["D1", "W1"]
    assert children(tree, "W9") == ["B11", "B12", "B21", "B22"]
    assert tree.census(unit_id("P1"))[BRANCHES] == 4
    assert tree.census(unit_id("P1"))["ward", "committee"] == 1
    assert tree.by_code("W1") == unit_id("W9")
    assert tree.by_code("W2") is None
    assert not tree.is_live(unit_id("W1"))
    assert not list(tree.ancestors(unit_id("W1")))


def test_however_many_stand_under_units_that_end_nothing_is_written_of_each() -> None:
    again = unit("W8", "ward", "P2")
    told = standing().and_given(merged(3, "W1 W2", "W9", NEW_WARD), merged(4, "W3 W9", "W8", again))
    tree, codes = told.state, ["B31", "B32", "B11", "B12", "B21", "B22"]
    assert children(tree, "W8") == codes
    assert all(tree.units[unit_id(code)].own_past is None for code in codes)
    assert [tree.parent(unit_id("B11"), at) for at in (2, 3, 4)] == [
        unit_id(code) for code in ("W1", "W9", "W8")
    ]


def test_the_tree_of_before_is_still_known() -> None:
    tree = standing().and_given(merged(3, "W1 W2", "W9", NEW_WARD)).state
    assert tree.is_live(unit_id("W1"), 2)
    assert not tree.is_live(unit_id("W9"), 2)
    assert tree.is_under(unit_id("B11"), unit_id("W1"), 2)
    assert not tree.is_under(unit_id("B11"), unit_id("W1"), 3)
    wards = Audience((), (Atom(scope_id=unit_id("P1"), level="ward", kind="committee"),), ())
    assert [covers(tree, wards, unit_id(code), 2) for code in ("W1", "W2", "W9")] == [
        True,
        True,
        False,
    ]
    assert [covers(tree, wards, unit_id(code)) for code in ("W1", "W2", "W9")] == [
        False,
        False,
        True,
    ]
    stood = {unit.unit_id for unit in tree.subtree_since(unit_id("W1"), 2)}
    assert {unit_id("B11"), unit_id("B12")} <= stood
    assert unit_id("W1") in {unit.unit_id for unit in tree.subtree_since(unit_id("P1"), 2)}
    assert unit_id("W1") not in {unit.unit_id for unit in tree.subtree_since(unit_id("P1"), 3)}
    assert tree.ancestors_since(unit_id("B11"), 2) == {
        unit_id(code) for code in ("W1", "W9", "P1", "C")
    }
    assert unit_id("W1") not in tree.ancestors_since(unit_id("B11"), 3)


def test_a_unit_may_merge_into_one_of_the_merged() -> None:
    tree = standing().and_given(merged(3, "W1 W2", "W1")).state
    assert tree.is_live(unit_id("W1"))
    assert children(tree, "W1") == ["B11", "B12", "B21", "B22"]
    assert tree.heir(unit_id("W2")) == unit_id("W1")


def test_a_unit_that_stood_under_another_merged_one_ends_with_it() -> None:
    tree = standing().and_given(merged(3, "B11 W1", "W2")).state
    assert children(tree, "W2") == ["B21", "B22", "B12"]
    assert tree.census(unit_id("P1"))[BRANCHES] == 3
    assert tree.census(unit_id("C"))["ward", "committee"] == 2


def test_the_heir_is_followed_through_every_reorganisation() -> None:
    told = standing().and_given(merged(3, "W1 W2", "W9", NEW_WARD), merged(4, "W9", "W3"))
    assert told.state.heir(unit_id("W1")) == unit_id("W3")
    assert told.state.heir(unit_id("W1"), 3) == unit_id("W9")
    assert told.state.heir(unit_id("W1"), 2) == unit_id("W1")
    assert told.state.bearers(unit_id("W1"), DIRECTIVE) == tuple(map(unit_id, ("W1", "W9", "W3")))
    assert set(told.state.borne_by(unit_id("W3"), DIRECTIVE)) == {
        unit_id(code) for code in ("W9", "W1", "W2")
    }
    assert set(told.state.borne_by(unit_id("W9"), DIRECTIVE, 3)) == {unit_id("W1"), unit_id("W2")}
    assert told.state.borne_by(unit_id("W9"), DIRECTIVE) == []


def test_what_is_transferred_goes_elsewhere_than_to_the_heir() -> None:
    event = dissolved(3, "W1", "W2", {DIRECTIVE: "W3"}, {"B12": "W3"})
    tree = standing().and_given(event).state
    assert tree.bearer(unit_id("W1"), DIRECTIVE) == unit_id("W3")
    assert tree.bearer(unit_id("W1"), OTHER) == unit_id("W2")
    assert tree.borne_by(unit_id("W3"), DIRECTIVE) == [unit_id("W1")]
    assert tree.borne_by(unit_id("W3"), OTHER) == []
    assert tree.borne_by(unit_id("W2"), DIRECTIVE) == []
    assert children(tree, "W2") == ["B21", "B22", "B11"]
    assert children(tree, "W3") == ["B31", "B32", "B12"]


def test_new_parts_are_founded_but_the_seat_takes_its_place() -> None:
    seat, part = (
        UnitRecord(
            unit_id=unit_id(code),
            code=code,
            name=f"Phường {code}",
            symbol=None,
            kind="committee",
            level="ward",
            parent_id=unit_id("P1"),
            addresses_under_id=unit_id(code),
        )
        for code in ("W7", "W8")
    )
    event = UnitSplit(
        **next_place(ORGANISATION, 2, NOW),
        unit_id=unit_id("W1"),
        part_ids=(seat.unit_id, part.unit_id),
        seat_id=seat.unit_id,
        new=(seat, part),
        transfers=(),
        placements=(Placement(unit_id=unit_id("B12"), to_id=part.unit_id),),
        valid_from=DAY,
    )
    tree = standing().and_given(event).state
    assert tree.founded_for_standing(seat.unit_id) is None
    assert tree.founded_for_standing(part.unit_id) == 3
    assert tree.founded_for_standing(unit_id("W2")) == 2
    assert tree.founded_for_standing(unit_id("C")) is None
    assert tree.heir(unit_id("W1")) == seat.unit_id
    assert (children(tree, "W7"), children(tree, "W8")) == (["B11"], ["B12"])


def test_a_department_addresses_under_the_unit_that_took_its_bodys_place() -> None:
    desk = unit("D9", "ward", "W1", "department", under="W1")
    established = UnitsEstablished(
        **next_place(ORGANISATION, 2, NOW),
        units=(desk,),
        valid_from=None,
    )
    tree = standing().and_given(established, merged(4, "W1 W2", "W9", NEW_WARD)).state
    assert tree.units[unit_id("D9")].addresses_under_id == unit_id("W9")
    assert tree.addressing_under(unit_id("W9")) == [unit_id("D9")]
    assert tree.addressing_under(unit_id("W1")) == []


def test_a_line_has_its_own_superiors_at_every_position() -> None:
    told = standing().and_given(superior(3, "P2", "P1"), superior(4, "W3", "P2"))
    told.and_given(superior(5, "P2", None))
    tree = told.state
    assert list(tree.superiors(unit_id("W3"), "party", 4)) == [unit_id("P2"), unit_id("P1")]
    assert list(tree.superiors(unit_id("W3"), "party")) == [unit_id("P2")]
    assert tree.is_under_on(unit_id("W3"), unit_id("P1"), "party", 4)
    assert not tree.is_under_on(unit_id("W3"), unit_id("P1"), "party")
    assert [below.code for below in tree.subordinates(unit_id("P2"), "party")] == ["W3"]
    assert tree.superior(unit_id("W3"), "party", 3) is None


def test_lines_follow_the_unit_that_took_a_superiors_place() -> None:
    told = standing().and_given(
        superior(3, "W1", "P1"), superior(4, "B31", "W1"), superior(5, "B32", "W2")
    )
    tree = told.and_given(merged(6, "W1 W2", "W9", NEW_WARD)).state
    assert {below.code for below in tree.subordinates(unit_id("W9"), "party")} == {"B31", "B32"}
    assert tree.superior(unit_id("W9"), "party") == unit_id("P1")
    assert tree.superior(unit_id("B31"), "party", 5) == unit_id("W1")
    assert unit_id("W1") not in {u.unit_id for u in tree.subordinates(unit_id("P1"), "party")}


def test_a_standing_heir_that_stood_under_the_ended_one_on_a_line_stands_under_nobody() -> None:
    tree = standing().and_given(superior(3, "W2", "W1"), merged(4, "W1 W2", "W2")).state
    assert tree.superior(unit_id("W2"), "party") is None


def test_a_unit_is_found_by_its_alias() -> None:
    told = standing()
    assert told.state.named("Phường Cũ") == []
    told.and_given(
        AliasAdded(
            **next_place(ORGANISATION, 2, NOW),
            unit_id=unit_id("W1"),
            name="Phường Cũ",
        )
    )
    assert told.state.named("phường cũ") == [unit_id("W1")]
    assert told.state.units[unit_id("W1")].name == "Committee W1"


def test_an_import_is_seen_when_it_is_completed() -> None:
    staged = uuid5(NAMESPACE, "made up/import")
    first = UnitsStaged(
        **next_place(ORGANISATION, 2, NOW),
        import_id=staged,
        units=(unit("W5", "ward", "P2"),),
    )
    second = UnitsStaged(
        **next_place(ORGANISATION, 3, NOW),
        import_id=staged,
        units=(unit("B51", "branch", "W5", "cell"),),
    )
    told = standing().and_given(first, second)
    assert unit_id("W5") not in told.state.units
    assert told.state.by_code("W5") is None
    tree = told.and_given(
        ImportCompleted(
            **next_place(ORGANISATION, 4, NOW),
            import_id=staged,
            count=2,
            valid_from=DAY,
        )
    ).state
    assert tree.is_under(unit_id("B51"), unit_id("P2"))
    assert tree.units[unit_id("B51")].established_at == 5
    assert tree.founded_for_standing(unit_id("W5")) == 5
    assert tree.units[unit_id("W5")].names[0][0] == DAY
    assert tree.census(unit_id("P2"))[BRANCHES] == 3
    assert tree.census(unit_id("C"))[BRANCHES] == 7
    assert tree.named("Committee W5") == [unit_id("W5")]
    assert tree.by_code("B51") == unit_id("B51")


@pytest.mark.parametrize("count", [2, 40])
def test_an_import_larger_than_the_tree_joins_it_like_a_smaller_one(count: int) -> None:
    staged = uuid5(NAMESPACE, "made up/import")
    codes = [f"W{number}" for number in range(10, 10 + count)]
    told = standing()
    assert told.state.named("Committee W1") == [unit_id("W1")], "the index of names is built"
    wards = tuple(unit(code, "ward", "P2") for code in codes)
    tree = told.and_given(
        UnitsStaged(
            **next_place(ORGANISATION, 2, NOW),
            import_id=staged,
            units=wards,
        ),
        ImportCompleted(
            **next_place(ORGANISATION, 3, NOW),
            import_id=staged,
            count=count,
            valid_from=None,
        ),
    ).state
    for code in ("W1", *codes):
        assert tree.by_code(code) == unit_id(code)
        assert tree.named(f"Committee {code}") == [unit_id(code)]
        assert tree.is_under(unit_id(code), unit_id("C"))


def test_an_abandoned_import_leaves_nothing() -> None:
    staged = uuid5(NAMESPACE, "made up/import")
    told = standing().and_given(
        UnitsStaged(
            **next_place(ORGANISATION, 2, NOW),
            import_id=staged,
            units=(unit("W5", "ward", "P2"),),
        ),
        ImportAbandoned(**next_place(ORGANISATION, 3, NOW), import_id=staged),
    )
    assert told.state.staged == {}
    assert unit_id("W5") not in told.state.units


def test_a_scheduled_change_is_due_on_its_day_until_it_is_settled() -> None:
    change = uuid5(NAMESPACE, "made up/change")
    scheduled = ChangeScheduled(
        **next_place(ORGANISATION, 2, NOW),
        change_id=change,
        unit_ids=(unit_id("W1"),),
        command="MoveUnit",
        input={},
        effective_on=date(2026, 7, 1),
    )
    told = standing().and_given(scheduled)
    assert told.state.due_changes(date(2026, 6, 30)) == []
    assert told.state.due_changes(date(2026, 7, 1)) == [scheduled]
    cancelled = ScheduledOutcome.CANCELLED
    settled: Event = ScheduledChangeSettled(
        **next_place(ORGANISATION, 3, NOW),
        change_id=change,
        outcome=cancelled,
        reason=None,
    )
    assert told.and_given(settled).state.due_changes(date(2026, 7, 1)) == []


def test_a_unit_moved_twice_is_met_once_below_where_it_stood() -> None:
    moves = [
        UnitMoved(
            **next_place(ORGANISATION, version - 1, NOW),
            unit_id=unit_id("B11"),
            parent_id=unit_id(to),
            valid_from=None,
        )
        for version, to in ((3, "W2"), (4, "W1"))
    ]
    tree = standing().and_given(*moves).state
    codes = [unit.code for unit in tree.subtree_since(unit_id("P1"), 2)]
    assert codes.count("B11") == 1
    assert "B11" in [unit.code for unit in tree.subtree_since(unit_id("W2"), 2)]
    assert "B11" not in [unit.code for unit in tree.subtree_since(unit_id("W2"), 4)]
