"""What is found by words, beside what the model finds by looking at every text."""

import unicodedata
from dataclasses import dataclass
from random import Random

from projections.query_args import DirectiveFilter, UnitFilter
from tests.oracle.searching import found_directives, found_units, words
from tests.properties.forms import all_pages, assert_equal
from tests.properties.slicing import Sliced

TEXTS = (
    *("Phường Hoà Bình", "Đảng uỷ xã", "Unit u3", "tên cũ 1", "Name 3", "hoa an"),
    *("kế hoạch số 4", "the subject", "12-CV/U1", "u"),
)
"""Of what random histories hold, or nearly."""


@dataclass
class Found(Sliced):
    """One moment as one subject sees it, who looks for something."""

    async def by(self, typed: str) -> None:
        form = " ".join(words(typed))
        await self._units(form)
        await self._directives(form)

    async def _units(self, typed: str) -> None:
        wanted, units = UnitFilter(search=typed), self.reader.units
        expected = found_units(self.history, self.moment, self.visible, typed)
        rows = await all_pages(
            lambda first, after: units.page(wanted, first, after, self.at, self.scope), self.page
        )
        assert_equal([row.unit_id for row in rows], expected, typed)
        assert_equal(await units.count(wanted, self.at, self.scope), len(expected), typed)

    async def _directives(self, typed: str) -> None:
        wanted, directives = DirectiveFilter(search=typed), self.reader.directives
        expected = found_directives(self.history, self.moment, self.visible, typed)
        rows = await all_pages(
            lambda first, after: directives.page(wanted, first, after, self.at, self.scope),
            self.page,
        )
        assert_equal([row.directive_id for row in rows], expected, typed)
        assert_equal(await directives.count(wanted, self.at, self.scope), len(expected), typed)


def typed_by(random: Random) -> str:
    """Some words of a text, often cut short, in any order, with or without their marks."""
    every = random.choice(TEXTS).split()
    some = random.sample(every, random.randint(1, len(every)))
    cut = [word[: random.randint(1, len(word))] if random.random() < 0.5 else word for word in some]
    text = " ".join(cut if random.random() < 0.5 else every[: len(cut)])
    return unicodedata.normalize(random.choice(("NFC", "NFD")), text)
