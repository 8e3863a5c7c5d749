"""Generating goes through the engine, may be broken off, and goes on from there."""

import pytest

from api.cli.errors import CommandError
from api.cli.generating import founding_administrator, generate_units
from api.cli.nation import NationSize
from cascade.engine import Engine
from cascade.refusals import Refused

pytestmark = pytest.mark.anyio

SIZE = NationSize(provinces=3, wards=30, branches=2_500)


async def test_every_unit_is_established_by_events_of_a_thousand(engine: Engine) -> None:
    told: list[int] = []
    result = await generate_units(engine, "admin", SIZE, 1, told.append)
    assert (result.established, result.standing, result.events) == (SIZE.units, 0, 3)
    assert sum(told) == SIZE.units
    organisation = await engine.organisation()
    assert organisation.root_id is not None
    census = organisation.census(organisation.root_id)
    by_level = {level: count for (level, _), count in census.items()}
    assert by_level == {"province": 3, "ward": 30, "branch": 2_500}


async def test_the_second_time_nothing_is_left_to_do(engine: Engine) -> None:
    await generate_units(engine, "admin", SIZE, 1, lambda _: None)
    head = await engine.log.head()
    again = await generate_units(engine, "admin", SIZE, 1, lambda _: None)
    assert (again.established, again.standing, again.position) == (0, SIZE.units, None)
    assert await engine.log.head() == head


class Broken(Exception):
    """Stands for Ctrl-C."""


async def test_broken_off_it_goes_on_where_it_stopped(engine: Engine) -> None:
    def break_off(_: int) -> None:
        raise Broken

    with pytest.raises(Broken):
        await generate_units(engine, "admin", SIZE, 1, break_off)
    result = await generate_units(engine, "admin", SIZE, 1, lambda _: None)
    assert (result.established, result.standing) == (SIZE.units - 1_000, 1_000)


async def test_only_an_administrator_may(engine: Engine) -> None:
    with pytest.raises(Refused):
        await generate_units(engine, "somebody", SIZE, 1, lambda _: None)


async def test_the_founding_administrator_is_found(engine: Engine) -> None:
    assert await founding_administrator(engine.log) == "admin"


async def test_too_few_levels_are_an_error_in_words(engine: Engine) -> None:
    organisation = await engine.organisation()
    del organisation.levels["branch"]
    with pytest.raises(CommandError, match="3 levels below the root"):
        await generate_units(engine, "admin", SIZE, 1, lambda _: None)
