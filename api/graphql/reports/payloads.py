"""What noting a report that cites no directive answers: the report."""

from typing import Self
from uuid import UUID

import strawberry

from api.graphql.reports.reading import recorded_reports
from api.graphql.reports.types import RecordedReport
from api.graphql.runtime.command_runner import Done
from api.graphql.runtime.payload import Payload


@strawberry.type
class RecordedReportPayload(Payload):
    """What noting a report that cites no directive answers."""

    report: RecordedReport | None = None
    """As it stands at the position; null where it was refused, and where the read models have not
    reached it in time."""

    @classmethod
    async def of(cls, done: Done) -> Self:
        key = UUID(done.answer["report"])
        (report,) = await done.read(RecordedReport, recorded_reports, [key])
        return cls(report=report)
