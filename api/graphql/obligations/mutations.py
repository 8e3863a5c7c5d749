"""What may be done with obligations."""

import strawberry

from api.graphql.obligations import inputs
from api.graphql.obligations.counting import count_overdue
from api.graphql.obligations.obligation_refs import obligation_refs
from api.graphql.obligations.payloads import GroupPayload, ObligationsPayload, RemindPayload
from api.graphql.runtime.command_runner import mutation
from api.graphql.runtime.source import Source
from api.graphql.runtime.to_command import decoded
from cascade.execution.commands import BorneRef, Remind, RemindOverdue, SubmitReports
from cascade.execution.refusals import RemindOneWay, ReportOneWay
from cascade.refusals import Refused
from projections.query_args import ObligationKey


async def reminder(input: inputs.RemindInput, source: Source) -> Remind | RemindOverdue:
    """One command of two, by what is given. Raises Refused."""
    given = decoded(input)
    named, under = given.get("obligations"), given.get("overdue_under")
    by, directive, note = given["by"], given.get("directive"), given.get("note")
    if (named is None) is (under is None):
        raise Refused(RemindOneWay("Give either obligations or overdueUnder.", "obligations"))
    if under is not None:
        count = await count_overdue(source, under, directive, await source.live())
        return RemindOverdue(by=by, under=under, directive=directive, note=note, _counted=count)
    if directive is not None:
        raise Refused(RemindOneWay("A directive narrows overdueUnder only.", "directive"))
    return Remind(await obligation_refs(named or (), source), by, note)


async def one_report(input: inputs.SubmitReportsInput, source: Source) -> SubmitReports:
    """On obligations by name, or on all that a unit bears of a task. Raises Refused."""
    given = decoded(input)
    text, files = given["text"], given.get("attachments") or ()
    if ("task" in given) is not ("by" in given) or ("task" in given) is ("obligations" in given):
        raise Refused(ReportOneWay("Give either obligations, or task and by.", "obligations"))
    if "obligations" in given:
        refs = await obligation_refs(given["obligations"], source)
        return SubmitReports(obligations=refs, text=text, attachments=files)
    key = ObligationKey(given["task"], given["by"], given.get("occurrence"))
    (ref,) = await obligation_refs([key], source)
    borne = BorneRef(directive=ref.directive, task=ref.task, by=ref.unit, occurrence=ref.occurrence)
    return SubmitReports(all_borne=borne, text=text, attachments=files)


@strawberry.type
class ObligationMutations:
    acknowledge = mutation(inputs.AcknowledgeInput, ObligationsPayload)
    submit_report = mutation(inputs.SubmitReportInput, ObligationsPayload)
    submit_reports = mutation(inputs.SubmitReportsInput, ObligationsPayload, one_report)
    decide_report = mutation(inputs.DecideReportInput, ObligationsPayload)
    extend_obligations = mutation(inputs.ExtendObligationsInput, ObligationsPayload)
    exempt_obligations = mutation(inputs.ExemptObligationsInput, ObligationsPayload)
    extend_group = mutation(inputs.ExtendGroupInput, GroupPayload)
    exempt_group = mutation(inputs.ExemptGroupInput, GroupPayload)
    remind = mutation(inputs.RemindInput, RemindPayload, reminder)
