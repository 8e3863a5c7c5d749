"""Everything that is otherwise left to chance, drawn from one seed."""

import random
from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

_VERSION_4: Final = 0x4000_8000_0000_0000_0000
_NOT_THE_VERSION: Final = ~0xF000_C000_0000_0000_0000
HALF: Final = 0.5


class Draw(random.Random):
    """A source of chance that also draws ids and salts."""

    often = 1.0
    """So many times as often as in life happens what is rare."""

    def rarely(self, share: float) -> bool:
        """Whether something happens that happens in this share of cases."""
        return self.random() < share * self.often

    def new_id(self) -> UUID:
        """As uuid4 would give."""
        return UUID(int=self.getrandbits(128) & _NOT_THE_VERSION | _VERSION_4)

    def new_salt(self, size: int) -> bytes:
        return self.randbytes(size)

    def some(self, places: Sequence[int], share: float) -> Iterator[int]:
        """About such a share of them, in their order. What takes none takes no time."""
        if share >= HALF:
            yield from (place for place in places if self.random() < share)
            return
        index = int(self.expovariate(share))
        while index < len(places):
            yield places[index]
            index += 1 + int(self.expovariate(share))

    def between(self, first: int, beyond: int) -> int:
        """Of a stretch of moments one, rather late than early: most is done before it is due."""
        return first + int((beyond - first) * max(self.random(), self.random()))
