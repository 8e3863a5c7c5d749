"""Superiors on a line beside the primary one, and other names of units."""

import pytest

from cascade.events import next_place
from cascade.identifiers import ORGANISATION
from cascade.organisation.commands import AddAlias, MoveUnit
from cascade.organisation.decisions.units import ALIASES, decide_add_alias, decide_move
from cascade.organisation.events import AliasAdded
from cascade.organisation.state import Organisation
from tests.decisions.organisation import ESTABLISHED, FOUNDED, Decide, set_under, superior, unit_id
from tests.decisions.story import NOW, Given, given


def standing() -> Given[Organisation]:
    return given(Organisation(), FOUNDED, ESTABLISHED)


def test_a_unit_has_a_superior_on_a_line() -> None:
    event = set_under(3, "W3", "P1")
    standing().when(superior("W3", "P1")).then(event).and_then_nothing()
    standing().when(superior("W3", None)).then_nothing()
    moved = MoveUnit(unit=unit_id("W3"), parent=unit_id("P1"), line="party")
    standing().when(lambda tree: decide_move(tree, moved, NOW)).then(event).and_then_nothing()
    released = set_under(4, "W3", None)
    standing().and_given(event).when(superior("W3", None)).then(released).and_then_nothing()


@pytest.mark.parametrize(
    ("code", "over", "line", "reason"),
    [
        ("X", "P1", "party", "UNIT_NOT_FOUND at unit"),
        ("W1", "X", "party", "UNIT_NOT_FOUND at superior"),
        ("W1", "W1", "party", "CYCLIC_MOVE at superior"),
        ("P1", "B31", "party", "CYCLIC_MOVE at superior"),
    ],
)
def test_a_superior_that_cannot_be(code: str, over: str, line: str, reason: str) -> None:
    told = standing().and_given(set_under(3, "W3", "P1"), set_under(4, "B31", "W3"))
    told.when(superior(code, over, line)).then_refused(reason)


def test_an_alias_is_noted_once() -> None:
    def alias(name: str, code: str = "W1") -> Decide:
        return lambda tree: decide_add_alias(tree, AddAlias(unit_id(code), name), NOW)

    noted = AliasAdded(
        **next_place(ORGANISATION, 2, NOW),
        unit_id=unit_id("W1"),
        name="Phường Cũ",
    )
    standing().when(alias("Phường Cũ")).then(noted).and_then_nothing()
    standing().when(alias("committee  w1")).then_nothing()
    standing().when(alias("A", "X")).then_refused("UNIT_NOT_FOUND at unit")
    many = [
        AliasAdded(**next_place(ORGANISATION, 2 + n, NOW), unit_id=unit_id("W1"), name=f"Tên {n}")
        for n in range(ALIASES)
    ]
    standing().and_given(*many).when(alias("Tên")).then_refused("TOO_MANY_ALIASES at name")
