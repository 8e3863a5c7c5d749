"""A made-up nation is the same every time, and every unit comes after its parent."""

import random

import pytest

from api.cli.nation import NationSize, made_up_nation, shares

SMALL = NationSize(provinces=5, wards=40, branches=900)


def test_it_has_the_size_that_was_asked_for() -> None:
    by_depth = [0, 0, 0]
    for unit in made_up_nation(SMALL, 7):
        by_depth[unit.depth - 1] += 1
    assert by_depth == [5, 40, 900]


def test_codes_are_unique_and_parents_come_first() -> None:
    seen: set[str] = set()
    for unit in made_up_nation(SMALL, 7):
        assert unit.code not in seen
        assert unit.parent_code is None or unit.parent_code in seen
        seen.add(unit.code)


def test_the_same_seed_gives_the_same_units() -> None:
    assert list(made_up_nation(SMALL, 7)) == list(made_up_nation(SMALL, 7))


def test_nations_of_two_seeds_have_no_code_in_common() -> None:
    first, second = ({unit.code for unit in made_up_nation(SMALL, seed)} for seed in (1, 2))
    assert not first & second


@pytest.mark.parametrize(("total", "parts"), [(240_000, 3_321), (3_321, 34), (3, 5), (5, 5)])
def test_nothing_is_left_over(total: int, parts: int) -> None:
    dealt = shares(random.Random(1), total, parts)
    assert len(dealt) == parts
    assert sum(dealt) == total
    assert min(dealt) >= 0
