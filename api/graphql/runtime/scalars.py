"""The contract's scalars. Parsers are strict: a value that merely looks right is refused."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from math import isfinite
from typing import Final, NewType

import strawberry
from graphql import FloatValueNode, GraphQLError, IntValueNode, StringValueNode, ValueNode
from strawberry.types.scalar import ScalarDefinition

from cascade.quantities import came_exactly, written

Position = NewType("Position", int)
Count = NewType("Count", int)
JSON = NewType("JSON", object)

RFC: Final = "https://www.rfc-editor.org/rfc"

LARGEST: Final = 2**53 - 1
"""The greatest whole number that every JSON reader keeps exactly."""

# As many digits as any quantity has, and some that the domain refuses by name; no exponents, whose
# digits could fill the memory.
DECIMAL: Final = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?")

# ASCII digits only: \d would take any script's.
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})"
)


def parse_whole(value: object) -> int:
    """A JSON integer of 0 to 2^53-1. bool is an int to Python and is refused here."""
    if type(value) is not int or not 0 <= value <= LARGEST:
        raise GraphQLError(f"A whole number from 0 to {LARGEST} is expected, as a JSON integer.")
    return value


def parse_day(value: object) -> date:
    """A calendar day, YYYY-MM-DD."""
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise GraphQLError("A calendar day is expected, as YYYY-MM-DD.")


def parse_instant(value: object) -> datetime:
    """An RFC 3339 instant with its offset, as aware UTC; beyond microseconds it is cut off."""
    if isinstance(value, str) and INSTANT.fullmatch(value):
        try:
            return datetime.fromisoformat(value.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise GraphQLError("An instant with its offset is expected, as in 2026-01-05T08:00:00+07:00.")


def write_instant(value: datetime) -> str:
    """RFC 3339 in UTC; a naive instant is a fault of ours and raises ValueError."""
    if value.tzinfo is None:
        raise ValueError("an instant without offset must not leave the program")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def write_day(value: date) -> str:
    return value.isoformat()


def parse_decimal(value: object) -> Decimal:
    """A decimal number in a string, or a JSON number. What is too large or too fine, the domain
    refuses; no more than that is looked at here.
    """
    if isinstance(value, str) and DECIMAL.fullmatch(value):
        return Decimal(value)
    if type(value) is int and abs(value) <= LARGEST:
        return Decimal(value)
    if isinstance(value, float) and isfinite(value) and came_exactly(value):
        return Decimal(repr(value))
    raise GraphQLError('A decimal number is expected, in a string: "2.5".')


def parse_decimal_literal(node: ValueNode, variables: object = None) -> Decimal:
    """A number in the operation's text keeps the digits that it is written with."""
    if isinstance(node, IntValueNode | FloatValueNode | StringValueNode):
        return parse_decimal(node.value)
    raise GraphQLError('A decimal number is expected, in a string: "2.5".')


def keep(value: object) -> object:
    return value


SCALARS: Final[dict[object, ScalarDefinition]] = {
    date: strawberry.scalar(
        name="Date",
        description="A calendar day, YYYY-MM-DD.",
        specified_by_url=f"{RFC}/rfc3339#section-5.6",
        serialize=write_day,
        parse_value=parse_day,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="An instant with its offset, RFC 3339. A bare day or a time without offset "
        "is refused.",
        specified_by_url=f"{RFC}/rfc3339",
        serialize=write_instant,
        parse_value=parse_instant,
    ),
    JSON: strawberry.scalar(
        name="JSON",
        description="Any JSON value: an object, a list, a text, a number, true, false or null.",
        specified_by_url=f"{RFC}/rfc8259",
        serialize=keep,
        parse_value=keep,
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description="A decimal number, exact: a string of digits with at most one point, as in "
        '"2.5". Taken also as a JSON number.',
        serialize=written,
        parse_value=parse_decimal,
        parse_literal=parse_decimal_literal,
    ),
    Position: strawberry.scalar(
        name="Position",
        description="A place in the log, a JSON integer: 1 for the first event, dense, never "
        "reused; 0 is the empty log. Under 2^53.",
        serialize=parse_whole,
        parse_value=parse_whole,
    ),
    Count: strawberry.scalar(
        name="Count",
        description="A whole number of 0 or more that may pass 2^31 and stays under 2^53.",
        serialize=parse_whole,
        parse_value=parse_whole,
    ),
}
