"""Commands by which units arrange about one obligation, and by which those above remark on it."""

from typing import Final

from cascade.engine.engine import Decision, Handlers
from cascade.engine.obligation_loading import (
    judge,
    load_borne,
    load_obligation,
    not_found,
    obligation_answer,
    require_above,
)
from cascade.engine.session import Session
from cascade.execution.commands import (
    AskExtension,
    AssignObligation,
    DecideExtension,
    InspectObligation,
    ObligationRef,
    PlanObligation,
)
from cascade.execution.decisions.extending import (
    check_ask,
    check_grant,
    decide_ask,
    decide_extension,
    is_decided_so,
)
from cascade.execution.decisions.inspecting import check_inspection, decide_inspect
from cascade.execution.decisions.planning import decide_assign, decide_plan
from cascade.execution.refusals import RequestNotFound
from cascade.refusals import Refused


async def assign_obligation(command: AssignObligation, session: Session) -> Decision:
    access = await session.start()
    found = await load_borne(command.obligation, access, session)
    events = decide_assign(found.state, command.post, session.now)
    return Decision(events, {"obligation": obligation_answer(command.obligation)})


async def plan_obligation(command: PlanObligation, session: Session) -> Decision:
    access = await session.start()
    found = await load_borne(command.obligation, access, session)
    events = decide_plan(found.state, command.entries, session.now)
    return Decision(events, {"obligation": obligation_answer(command.obligation)})


async def ask_extension(command: AskExtension, session: Session) -> Decision:
    access = await session.start()
    found = await load_borne(command.obligation, access, session)
    answer = {"obligation": obligation_answer(command.obligation)}
    if not check_ask(found.state, command.due_at, session.now):
        return Decision([], answer)
    request_id, reason = session.new_id(), session.seal_text(command.reason)
    events = decide_ask(found.state, request_id, command.due_at, reason, session.now)
    return Decision(events, {**answer, "request": str(request_id)})


async def decide_on_extension(command: DecideExtension, session: Session) -> Decision:
    access = await session.start()
    key = (command.request.directive, command.request.unit)
    request = (await session.executions([key]))[key].requests.get(command.request.request)
    if request is None:
        raise Refused(_no_request())
    task_id, occurrence = request.obligation
    ref = ObligationRef(directive=key[0], unit=key[1], task=task_id, occurrence=occurrence)
    found = await load_obligation(ref, session)
    judge_id = judge(access, session, found) if found else None
    if found is None or judge_id is None:
        raise Refused(_no_request())
    answer = {"obligation": obligation_answer(ref)}
    if is_decided_so(request, command):
        return Decision([], answer)
    due_at = check_grant(found.state, request, command, session.now)
    remark = None if command.remark is None else session.seal_text(command.remark)
    events = decide_extension(found.state, request, judge_id, due_at, remark, session.now)
    return Decision(events, answer)


async def inspect_obligation(command: InspectObligation, session: Session) -> Decision:
    access = await session.start()
    organisation = session.organisation
    organisation.unit(command.by, "by")
    found = await load_obligation(command.obligation, session)
    if found is None:
        raise Refused(not_found("obligation"))
    require_above(access, session, found, command.by, "obligation")
    check_inspection(found.state, command.inspected_on, organisation.zone, session.now)
    inspection_id, remark = session.new_id(), session.seal_text(command.remark)
    events = decide_inspect(
        found.state, inspection_id, command.by, command.inspected_on, remark, session.now
    )
    return Decision(events, {"obligation": obligation_answer(command.obligation)})


def _no_request() -> RequestNotFound:
    return RequestNotFound("No such request is yours to decide.", "request")


HANDLERS: Final[Handlers] = {
    AssignObligation: assign_obligation,
    PlanObligation: plan_obligation,
    AskExtension: ask_extension,
    DecideExtension: decide_on_extension,
    InspectObligation: inspect_obligation,
}
