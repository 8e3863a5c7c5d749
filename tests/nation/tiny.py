"""A year of a few dozen units: every form of a letter, and all that is done about them."""

from datetime import date
from typing import Final

from api.cli.nation import NationSize
from api.nation.sizes import YearSize
from api.nation.year import Year
from cascade.log import EventMapper
from cascade.log.leaf import encode_leaf, encode_tail, microseconds
from cascade.log.merkle import Frontier, leaf_hash

TINY: Final = YearSize(
    events=2_000,
    units=NationSize(provinces=2, wards=6, branches=30),
    nationwide_done=2,
    nationwide_by_wards=2,
    nationwide_by_steps=2,
    provincial_letters=12,
    provincial_to_branches=0.5,
    ward_letters=12,
    ward_to_all=0.5,
    ward_names=2,
    nationwide_letters=4,
    often=5.0,
)
FIRST_DAY: Final = date(2025, 1, 6)
MAPPER: Final = EventMapper()


def tiny_year(seed: int = 1) -> Year:
    return Year(TINY, seed, FIRST_DAY)


async def foretold_root(seed: int = 1) -> bytes:
    """The root hash of the log that the tiny year comes to."""
    if seed not in _ROOTS:
        _ROOTS[seed] = await _root(tiny_year(seed))
    return _ROOTS[seed]


_ROOTS: Final[dict[int, bytes]] = {}


async def _root(year: Year) -> bytes:
    frontier, position = Frontier(), 0
    async for moment in year.moments():
        for command in moment.commands:
            for event in command.events:
                position += 1
                stored = MAPPER.to_stored_event(event)
                leaf = encode_leaf(
                    position,
                    event.originator_id,
                    event.originator_version,
                    microseconds(moment.instant),
                    command.correlation_id,
                    command.causation_position,
                    encode_tail(stored.topic, command.principal, stored.state),
                )
                frontier.extend([leaf_hash(leaf)])
    return frontier.root()
