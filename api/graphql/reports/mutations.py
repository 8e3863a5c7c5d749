"""What may be done with reports that cite no directive."""

import strawberry

from api.graphql.obligations.payloads import ObligationsPayload
from api.graphql.reports import inputs
from api.graphql.reports.payloads import RecordedReportPayload
from api.graphql.runtime.command_runner import mutation


@strawberry.type
class ReportMutations:
    record_report = mutation(inputs.RecordReportInput, RecordedReportPayload)
    link_report = mutation(inputs.LinkReportInput, ObligationsPayload)
