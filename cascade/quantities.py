"""Quantities that units report: decimal numbers, exact to the end. Binary fractions cannot be that:
0.1 is none of them, and two of the largest have no sum.
"""

from decimal import Decimal
from typing import Final

from cascade.refusals import Problems, Refusal

DIGITS_BEFORE_POINT: Final = 15
"""A thousand times a nation's budget in đồng still fits."""
DIGITS_AFTER_POINT: Final = 6
"""A hectare to the square decimetre, a tonne to the gram."""
LEAST: Final = Decimal(1).scaleb(-DIGITS_AFTER_POINT)
LARGEST: Final = Decimal(10) ** DIGITS_BEFORE_POINT - LEAST
NOTHING: Final = Decimal(0)

EXACT_DIGITS_OF_A_FLOAT: Final = 15
"""So many digits come through binary64 and back unchanged."""


class InvalidQuantity(Refusal):
    """A quantity is a decimal number of 0 or more, 15 digits before the point and 6 after it."""


def check_quantity(problems: Problems, quantity: Decimal | None, *field: str | int) -> None:
    """Add why that is no quantity; null is none and right."""
    if quantity is not None and not _is_quantity(quantity):
        reason = (
            f"A quantity is a decimal number of 0 or more, of at most {DIGITS_BEFORE_POINT} digits "
            f"before the point and {DIGITS_AFTER_POINT} after it."
        )
        problems.add(InvalidQuantity(reason, *field))


def check_float(problems: Problems, number: float, *field: str | int) -> None:
    """Add why what came as a binary fraction is no quantity, or may be another than was meant."""
    quantity = from_float(number)
    check_quantity(problems, quantity, *field)
    if not problems.found and not came_exactly(number):
        reason = (
            f"Through a Float {EXACT_DIGITS_OF_A_FLOAT} digits are exact; give the quantity as a "
            "Decimal, in a string."
        )
        problems.add(InvalidQuantity(reason, *field))


def came_exactly(number: float) -> bool:
    """Whether the number that was written is the one that came: there is but one so short."""
    digits = written(from_float(number)).replace(".", "").strip("0")
    return len(digits) <= EXACT_DIGITS_OF_A_FLOAT


def from_float(number: float) -> Decimal:
    """The shortest decimal number that this binary fraction stands for."""
    return Decimal(repr(number))


def nearest(number: float) -> Decimal:
    """The quantity nearest to what was recorded when quantities were binary fractions."""
    return shortest(min(from_float(number), LARGEST).quantize(LEAST))


def shortest(quantity: Decimal) -> Decimal:
    """The same quantity without zeros that say nothing: equal ones are recorded alike."""
    return Decimal(written(quantity))


def written(quantity: Decimal) -> str:
    """A quantity, or a sum of quantities, in digits: no exponent, no needless zeros."""
    text = f"{quantity.copy_abs():f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_whole(quantity: Decimal) -> bool:
    """Whether a quantity has no fraction; what is no quantity at all is not asked of here."""
    return not quantity.is_finite() or quantity == quantity.to_integral_value()


def _is_quantity(quantity: Decimal) -> bool:
    # In this order: of a number out of range there may be no millionths.
    return (
        quantity.is_finite() and 0 <= quantity <= LARGEST and quantity == quantity.quantize(LEAST)
    )
