"""What one operation may ask for. The numbers are part of the contract's ``Limits``."""

from dataclasses import dataclass
from typing import Final

from api.graphql.errors import request_error

DEFAULT_PAGE: Final = 50
DEFAULT_FEED_PAGE: Final = 500


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
    body_bytes: int = 256 * 1024
    deadline_seconds: int = 10


def page_size(limits: OperationLimits, first: int | None, *, default: int = DEFAULT_PAGE) -> int:
    """Rows of a page; raises the GraphQL error BAD_PAGE beyond 0 to ``limits.page``."""
    size = default if first is None else first
    if not 0 <= size <= limits.page:
        raise request_error("BAD_PAGE", f"A page has 0 to {limits.page} rows; first is {size}.")
    return size
