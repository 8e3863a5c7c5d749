"""Quantities as inputs give them: in one of two fields."""

from decimal import Decimal

from api.graphql.obligations.inputs import SubmitReportInput
from api.graphql.reports.inputs import RecordReportInput
from api.graphql.runtime.or_none import or_none
from cascade.execution.quantities import from_float


def quantity(input: SubmitReportInput | RecordReportInput) -> Decimal | None:
    """That of either field, as ``refusing`` has let it pass."""
    rounded, exact = or_none(input.quantity), or_none(input.quantity_exact)
    return exact if rounded is None else from_float(rounded)
