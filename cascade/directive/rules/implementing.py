"""How many directives implement one another. Each serves the causes of all above it, so that chains
have an end.
"""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from cascade.directive.refusals import ImplementsTooDeep
from cascade.directive.state import Directive
from cascade.refusals import Refusal

CHAIN: Final = 50
"""As deep as the tree may be: each level passes on what the one above it issued."""


def refuse_chain(
    target: Directive, uppers: Mapping[UUID, Directive], *field: str | int
) -> Refusal | None:
    """Why a directive cannot implement the target: with it, the chain would be too long.

    ``uppers`` is everything that the target implements, up to the top.
    """
    chain, layer = 1, [target]
    while layer:
        chain += 1
        if chain > CHAIN:
            reason = f"At most {CHAIN} directives implement one another, this one included."
            return ImplementsTooDeep(reason, *field)
        above = {id_ for directive in layer for id_ in directive.implemented_ids}
        layer = [uppers[id_] for id_ in above]
    return None
