"""What noting a report that cites no directive answers: the report."""

from typing import Self
from uuid import UUID

import strawberry

from api.graphql.reports.reading import recorded_reports
from api.graphql.reports.types import RecordedReport
from api.graphql.runtime.command_runner import Done
from api.graphql.runtime.scalars import Position
from api.graphql.runtime.user_errors import UserError


@strawberry.type
class RecordedReportPayload:
    report: RecordedReport | None = None
    position: Position | None = None
    user_errors: list[UserError] = strawberry.field(default_factory=list)

    @classmethod
    async def of(cls, done: Done) -> Self:
        key = UUID(done.answer["report"])
        (report,) = await done.read(RecordedReport, recorded_reports, [key])
        return cls(report=report)
