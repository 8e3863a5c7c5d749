"""Fields with a description of their own.

The library's decorator loses a resolver's type once it is given arguments; these keep it.
"""

from collections.abc import Callable
from typing import TypeVar, cast

import strawberry

F = TypeVar("F", bound=Callable[..., object])


def described(text: str) -> Callable[[F], F]:
    """A resolver's description in the schema."""
    return cast(Callable[[F], F], strawberry.field(description=text))


def followed(text: str) -> Callable[[F], F]:
    """A subscription's description in the schema."""
    return cast(Callable[[F], F], strawberry.subscription(description=text))
