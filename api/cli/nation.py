"""A made-up nation of a given size: the same seed and size give the same units, for ever.

Below the root stand provinces, below these wards, below these branches, unevenly as in life. Codes
carry the seed: two nations of different seeds may stand in one organisation.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, chain

PARTY_COMMITTEE = "party-committee"
PARTY_BRANCH = "party-branch"


@dataclass(frozen=True, slots=True)
class NationSize:
    """How many units of each of the three levels below the root."""

    provinces: int
    wards: int
    branches: int

    @property
    def units(self) -> int:
        """Without the root, which stands already."""
        return self.provinces + self.wards + self.branches


@dataclass(frozen=True, slots=True)
class MadeUpUnit:
    """``depth`` 1 is a province, 2 a ward, 3 a branch; a province's parent is the root: null."""

    code: str
    name: str
    symbol: str | None
    kind: str
    depth: int
    parent_code: str | None


def made_up_nation(size: NationSize, seed: int) -> Iterator[MadeUpUnit]:
    """Every unit after its parent: a province, its first ward, that ward's branches, and so on."""
    draw = random.Random(seed)
    wards_of = shares(draw, size.wards, size.provinces)
    branches_of = shares(draw, size.branches, size.wards)
    ward_index = 0
    for province_number, ward_count in enumerate(wards_of, 1):
        province = f"g{seed}-{province_number:02d}"
        name = f"Tỉnh ủy số {province_number}"
        yield MadeUpUnit(province, name, "TU", PARTY_COMMITTEE, 1, None)
        for ward_number in range(1, ward_count + 1):
            ward = f"{province}-{ward_number:03d}"
            name = f"Đảng ủy phường số {ward_number}"
            yield MadeUpUnit(ward, name, "ĐU", PARTY_COMMITTEE, 2, province)
            for number in range(1, branches_of[ward_index] + 1):
                branch = f"{ward}-{number:03d}"
                yield MadeUpUnit(branch, f"Chi bộ số {number}", None, PARTY_BRANCH, 3, ward)
            ward_index += 1


def shares(draw: random.Random, total: int, parts: int) -> list[int]:
    """``total`` dealt out to ``parts``, each within about a half of the mean, none left over."""
    weights = [draw.uniform(0.5, 1.5) for _ in range(parts)]
    scale = total / sum(weights)
    bounds = [round(upto * scale) for upto in accumulate(weights)]
    return [after - before for before, after in zip(chain([0], bounds), bounds, strict=False)]
