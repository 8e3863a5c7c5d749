"""Quantities as inputs give them: in one of two fields."""

from decimal import Decimal
from typing import Protocol

from api.graphql.runtime.or_none import or_none
from cascade.organisation.refusals import GivenTwice
from cascade.quantities import from_float
from cascade.refusals import Problems


class InTwoFields(Protocol):
    """An input with a quantity: ``quantity_exact`` stands in place of ``quantity``."""

    quantity: float | None
    quantity_exact: Decimal | None


def quantity(input: InTwoFields) -> Decimal | None:
    """That of either field; null where neither is given."""
    rounded = or_none(input.quantity)
    return or_none(input.quantity_exact) if rounded is None else from_float(rounded)


def given_once(input: InTwoFields, problems: Problems, at: tuple[str, ...]) -> None:
    """Adds why not both may be given."""
    if or_none(input.quantity) is not None and or_none(input.quantity_exact) is not None:
        reason = "Give quantity or quantityExact, not both."
        problems.add(GivenTwice(reason, *at, "quantityExact"))
