"""What units owe, derived once more from the log, is what is shown of it; what is not is told."""

import asyncio

import pytest

from api.services import Services
from projections.verification.verifying import Compared, Verification
from tests.cli.test_main import done, run
from tests.external import url_of
from tests.harness.ground import Ground
from tests.office.office import Office
from tests.office.test_agreement import tell

pytestmark = pytest.mark.anyio

SAMPLE = 60


@pytest.fixture
async def verification(office: Office, services: Services, ground: Ground) -> Verification:
    """Over a changeful story."""
    await office.grant("issuer-T1", "T1", "ISSUER")
    await tell(office)
    engine = services.engine
    return Verification(engine, ground.database.readers, engine.log, office.clock)


async def compared(verification: Verification, seed: int) -> list[Compared]:
    pairs = await verification.drawn(seed, SAMPLE)
    return [await verification.compare(pair) for pair in pairs]


async def test_a_sample_is_shown_as_the_log_has_it(verification: Verification) -> None:
    each = await compared(verification, seed=7)
    assert [one.differences for one in each if one.differences] == []
    assert sum(one.owed for one in each) > len(each)


async def test_the_same_seed_draws_the_same_sample(verification: Verification) -> None:
    first = await verification.drawn(7, SAMPLE)
    assert await verification.drawn(7, SAMPLE) == first
    assert await verification.drawn(8, SAMPLE) != first


async def test_rows_that_were_altered_are_found(
    verification: Verification, ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url_of(ground.endpoints.application))
    verify = ("projection", "verify", "--sample", str(SAMPLE), "--seed", "7")
    assert "(--seed 7) with the log in" in await asyncio.to_thread(done, *verify)
    await ground.superuser.execute(
        "UPDATE read_model.act SET due_override = due_override + interval '1 day'"
        " WHERE due_override IS NOT NULL;"
        " DELETE FROM read_model.act WHERE status = 'FULFILLED'"
    )
    told = await asyncio.to_thread(run, *verify)
    assert told.returncode == 2
    assert "fulfilled is True and shown as False" in told.stdout
    assert "shown otherwise than the log has them (--seed 7)" in told.stderr
