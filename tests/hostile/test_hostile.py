"""A share of the campaign in every run of the tests; `make hostile` is the whole."""

import asyncio
from pathlib import Path
from typing import Final

from tests.hostile.campaign import percentile, run
from tests.hostile.target import started

REQUESTS: Final = 200
SLOWEST_SECONDS: Final = 10.0
HEALTH_SECONDS: Final = 2.0
"""Ten times what `make hostile` promises: other tests may have the machine for themselves."""


def test_nothing_hostile_brings_the_server_out_of_step(tmp_path: Path) -> None:
    with started(tmp_path) as target:
        campaign = asyncio.run(run(target, REQUESTS, seed=11))
    assert campaign.faults == []
    assert campaign.slowest < SLOWEST_SECONDS
    assert percentile(campaign.health_seconds, 0.99) < HEALTH_SECONDS
    assert sum(len(outcome.seconds) for outcome in campaign.outcomes.values()) > REQUESTS * 0.9
