"""An event that no command would record today, and that no read model can take."""

from random import Random
from uuid import UUID, uuid4

from cascade.organisation.events import UnitRecord

ASTRAL = range(0x20000, 0x2A6D0)
"""Characters of four bytes each; a text of them by chance does not compress."""


def incompressible(characters: int, seed: int = 1) -> str:
    """A text of so many random characters, four bytes each."""
    random = Random(seed)
    return "".join(chr(random.choice(ASTRAL)) for _ in range(characters))


def too_wide(parent_id: UUID, level: str) -> UnitRecord:
    """A unit with a code that ends in no index."""
    unit_id = uuid4()
    code = incompressible(700)
    return UnitRecord(
        unit_id=unit_id,
        code=code,
        name="Chi bộ 1",
        symbol=None,
        kind="committee",
        level=level,
        parent_id=parent_id,
        addresses_under_id=unit_id,
    )
