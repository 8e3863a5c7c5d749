"""What one operation may ask for. The numbers are part of the contract's ``Limits``."""

from dataclasses import dataclass
from typing import Final

from api.graphql.runtime.errors import request_error

DEFAULT_PAGE: Final = 50
DEFAULT_FEED_PAGE: Final = 500
INPUT_VALUES: Final = 10_000
"""500 units of twenty fields each. All of them are looked at several times on the event loop."""


@dataclass(frozen=True, slots=True)
class OperationLimits:
    """Every number is the most that is still allowed."""

    cost: int = 2_000
    """Rows that an answer may hold: 1 for each row of a page, to-one joins free."""
    depth: int = 10
    """Nested fields, introspection apart."""
    tokens: int = 1_000
    aliases: int = 15
    """Aliases let one field be asked many times over."""
    fields: int = 1_000
    """Fields once fragments are written out: no more than a document could hold without them."""
    page: int = 100
    feed_page: int = 1_000
    bulk: int = 500
    """Values in one list of an input."""
    repeats: int = 64
    """Fields of one name in a document, and fragments that it spreads: validation looks at each
    pair of them."""
    introspection: int = 6_000_000
    """Values of the schema's own description, every list taken to be as long as its longest: what
    tools ask for, once. Beside anything else, no more than ``cost``; 0 to describe nothing."""
    digits: int = 50
    """Characters of one number in a document."""
    values: int = INPUT_VALUES
    """Values in all inputs of an operation together."""
    body_bytes: int = 512 * 1024
    """A programme of 500 tasks with texts of 300 letters each."""
    deadline_seconds: int = 10


def page_size(limits: OperationLimits, first: int | None, *, default: int = DEFAULT_PAGE) -> int:
    """Rows of a page; raises the GraphQL error BAD_PAGE beyond 0 to ``limits.page``."""
    size = default if first is None else first
    if not 0 <= size <= limits.page:
        raise request_error("BAD_PAGE", f"A page has 0 to {limits.page} rows; first is {size}.")
    return size


def feed_size(limits: OperationLimits, first: int | None) -> int:
    """Changes of a page of the feed; raises the GraphQL error BAD_PAGE."""
    size = DEFAULT_FEED_PAGE if first is None else first
    if not 0 <= size <= limits.feed_page:
        most = limits.feed_page
        raise request_error("BAD_PAGE", f"A page of the feed has 0 to {most} changes, not {size}.")
    return size
