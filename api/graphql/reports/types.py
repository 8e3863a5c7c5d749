"""What a unit handed in, for a task or without citing a directive."""

from datetime import date, datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

import strawberry

from api.graphql.directives.attachments import files_of_recorded_reports, files_of_reports
from api.graphql.obligations.reading import obligations
from api.graphql.organisation.reading import units
from api.graphql.refs import AttachmentRef, ObligationRef, UnitRef
from api.graphql.reports.reading import ReportOn
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.links import from_row, link
from api.graphql.runtime.node import Node
from api.graphql.runtime.paging import Connection
from cascade.enums import ReportDecision
from projections.query_args import Moment, ObligationKey
from projections.reports.rows import RecordedReportRow


@strawberry.type
class IndicatorValue:
    """What a report says of one indicator."""

    indicator: str
    """The indicator's key."""
    value: Decimal
    """In the indicator's unit of measure."""


@strawberry.type
class Report(Node):
    """What a unit handed in on an obligation."""

    at: strawberry.Private[Moment]
    report_id: strawberry.Private[UUID]
    by_id: strawberry.Private[UUID]
    submitted_at: datetime
    """When it was recorded."""
    received_on: date | None
    """The earlier day on which it arrived on paper, where its judge says so."""
    arrived_at: datetime | None
    """Where it cited no directive and was linked later: when it was recorded. It is judged by
    that."""
    text: str | None
    """Null once erased."""
    erased_at: datetime | None
    """When its text was erased; null while it stands."""
    quantity_exact: Decimal | None
    """The quantity to the last digit."""
    values: list[IndicatorValue]
    """Of the task's indicators."""

    attachments: list[AttachmentRef] = link(files_of_reports, "report_id")
    """Files that go with it."""
    decision: ReportDecision | None
    """What became of it; null while it waits, and where nobody has to decide."""
    decided_at: datetime | None
    """When it was accepted or returned; null while it waits."""
    remark: str | None
    """What was said to it; null where nothing was, or once erased."""

    @classmethod
    def of(cls, report: ReportOn, at: Moment) -> Self:
        return from_row(
            cls,
            report.row,
            at,
            id=ids.encode(Kind.REPORT, report.key, at),
            erased_at=None,  # erasing comes later
            quantity_exact=report.row.quantity,
        )

    @strawberry.field
    def quantity(self) -> float | None:
        """The quantity as far as a Float holds it: 15 digits. See quantityExact."""
        return None if self.quantity_exact is None else float(self.quantity_exact)

    by: UnitRef = link(units, "by_id")
    """The unit that handed it in."""


@strawberry.type
class RecordedReport(Node):
    """A report that cites no directive, until it is found which obligation it is about."""

    at: strawberry.Private[Moment]
    report_id: strawberry.Private[UUID]
    by_id: strawberry.Private[UUID]
    to_id: strawberry.Private[UUID]
    linked_to: strawberry.Private[ObligationKey | None]
    subject: str
    """What it is about."""
    text: str | None
    """Null once erased."""
    quantity_exact: Decimal | None
    """The quantity to the last digit."""
    occurred_on: date
    """The day that it tells of."""
    recorded_at: datetime
    """When it was recorded: once linked, it is judged by that."""
    linked_at: datetime | None
    """When it was linked; null while it is not."""

    attachments: list[AttachmentRef] = link(files_of_recorded_reports, "report_id")
    """Files that go with it."""

    @classmethod
    def of(cls, row: RecordedReportRow, at: Moment) -> Self:
        own_id = ids.encode(Kind.RECORDED_REPORT, row.report_id, at)
        return from_row(cls, row, at, id=own_id, quantity_exact=row.quantity)

    @strawberry.field
    def quantity(self) -> float | None:
        """The quantity as far as a Float holds it: 15 digits. See quantityExact."""
        return None if self.quantity_exact is None else float(self.quantity_exact)

    by: UnitRef = link(units, "by_id")
    """The unit that handed it in."""
    to: UnitRef = link(units, "to_id")
    """Who received it."""
    obligation: ObligationRef | None = link(obligations, "linked_to")
    """What it was linked to; null also where that is hidden from the viewer."""


@strawberry.type
class RecordedReportConnection(Connection[RecordedReport]):
    """Reports that cite no directive, a page at a time."""
