"""How many examples: few in every run of the tests, many where a campaign is asked for.

``CASCADE_SOAK=50`` multiplies the examples by 50 and draws new ones each time; without it the
examples are the same in every run, so that a red build is nobody's bad luck. With
``CASCADE_SHRINK=no`` the first counterexample is shown as it was found, at once.
"""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, settings

SOAK = int(os.environ.get("CASCADE_SOAK", "0"))
SHRINKING = [] if os.environ.get("CASCADE_SHRINK") == "no" else [Phase.shrink]


def campaign(examples: int) -> Callable[[Any], Any]:
    """Settings for so many examples, each of which talks to a database."""
    return settings(
        max_examples=examples * (SOAK or 1),
        derandomize=not SOAK,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate, *SHRINKING],
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.function_scoped_fixture,
        ],
        print_blob=True,
    )
