"""Every code of a refusal as a word of the schema."""

from collections.abc import Callable, Iterator
from enum import Enum
from types import ModuleType
from typing import Final, cast

import strawberry

from api.graphql.runtime import to_command
from cascade import files, quantities, text_rules
from cascade.access import refusals as access
from cascade.calendar import refusals as calendar
from cascade.directive import refusals as directive
from cascade.engine import refusals as engine
from cascade.execution import refusals as execution
from cascade.numbering import refusals as numbering
from cascade.organisation import refusals as organisation
from cascade.policy import refusals as policy
from cascade.refusals import Refusal
from cascade.webhooks import refusals as webhooks

MODULES: Final = (
    *(access, calendar, directive, engine, execution, files, numbering, organisation, policy),
    *(quantities, text_rules, to_command, webhooks),
)
"""Where refusals are."""

BEHIND: Final = "READ_MODEL_BEHIND"
BEHIND_MEANS: Final = "Among `userErrors`: the command stands; read its effect again later."


def meaning(kind: type[Refusal]) -> str:
    """The first line of a refusal's docstring."""
    return (kind.__doc__ or "").strip().partition("\n")[0].replace("``", "`")


def _codes() -> dict[str, str]:
    """What each code means, in the order of the alphabet."""
    found = {kind.code: meaning(kind) for module in MODULES for kind in _refusals_of(module)}
    return dict(sorted({**found, BEHIND: BEHIND_MEANS}.items()))


def _refusals_of(module: ModuleType) -> Iterator[type[Refusal]]:
    for each in vars(module).values():
        if isinstance(each, type) and issubclass(each, Refusal) and each is not Refusal:
            yield each


# Its members are known only here, and to no checker of types.
_MADE: Final = cast(Callable[..., type[Enum]], Enum)
RefusalCode: Final = strawberry.enum(
    _MADE(
        "RefusalCode",
        {code: strawberry.enum_value(code, description=text) for code, text in _codes().items()},
        module=__name__,
    ),
    description="Why something was refused. Later versions add codes and take none away: a program "
    "takes one that it does not know as it takes any refusal, by the message.",
)
