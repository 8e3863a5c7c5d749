"""Left out and null mean the same to this API."""

from typing import TypeVar

import strawberry

T = TypeVar("T")


def or_none(value: T | None) -> T | None:
    """The value of an optional input; None where it was left out."""
    return None if value is strawberry.UNSET else value
