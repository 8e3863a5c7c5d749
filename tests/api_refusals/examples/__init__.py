"""One input of every mutation that is carried out, found by the mutation's name.

Each makes what it needs: a directive, a unit, a report of its own. So they may be asked for again.
"""

import re
from collections.abc import Awaitable, Callable

from tests.api_refusals.examples import directives, execution, organisation, webhooks
from tests.api_refusals.province import Province, Sent


def example_of(mutation: str) -> Callable[[Province], Awaitable[Sent]]:
    """Raises LookupError where nobody wrote an example of the mutation yet."""
    name = re.sub(r"(?=[A-Z])", "_", mutation).lower()
    for module in (organisation, directives, execution, webhooks):
        if found := getattr(module, name, None):
            example: Callable[[Province], Awaitable[Sent]] = found
            return example
    raise LookupError(f"There is no example of {mutation}; write one: async def {name}(province).")
