"""How much of a year there is in a nation of each size. docs/nation.md tells it in words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from api.cli.nation import NationSize

NATION: Final = NationSize(provinces=34, wards=3_321, branches=240_000)
NATIONWIDE_LETTERS: Final = 20
TASKS: Final = 3
"""Of each letter: 60 tasks are nationwide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSize:
    """``events`` is about how many the log has; the rest is what it comes from."""

    events: int
    units: NationSize
    nationwide_done: int
    """Of the nationwide letters, in how many the branches' task fell due within the year."""
    nationwide_by_wards: int
    """Of the nationwide letters, in how many a task goes to wards; in the others to provinces."""
    nationwide_by_steps: int
    """How many of them, the last ones, go level by level."""
    provincial_letters: int
    """Of each province."""
    provincial_to_branches: float
    """Which share of them reaches all its branches; the others go to its wards."""
    ward_letters: int
    """Of each ward."""
    ward_to_all: float
    """Which share of them asks all its branches; the others name a few."""
    ward_names: int
    """How many branches these name."""
    nationwide_letters: int = NATIONWIDE_LETTERS
    often: float = 1.0
    """How many times as often as in life what is rare happens: so that a small year has it, too."""


class SizeName(StrEnum):
    """By a letter, as clothes have them."""

    S = "S"
    M = "M"
    L = "L"


SIZES: Final[dict[SizeName, YearSize]] = {
    SizeName.S: YearSize(
        events=100_000,
        units=NATION,
        nationwide_done=0,
        nationwide_by_wards=1,
        nationwide_by_steps=1,
        provincial_letters=1,
        provincial_to_branches=0.0,
        ward_letters=1,
        ward_to_all=0.0,
        ward_names=2,
    ),
    SizeName.M: YearSize(
        events=1_000_000,
        units=NATION,
        nationwide_done=1,
        nationwide_by_wards=4,
        nationwide_by_steps=4,
        provincial_letters=5,
        provincial_to_branches=0.0,
        ward_letters=10,
        ward_to_all=0.0,
        ward_names=1,
    ),
    SizeName.L: YearSize(
        events=10_000_000,
        units=NATION,
        nationwide_done=10,
        nationwide_by_wards=10,
        nationwide_by_steps=8,
        provincial_letters=20,
        provincial_to_branches=0.1,
        ward_letters=10,
        ward_to_all=0.75,
        ward_names=2,
    ),
}
