"""Commands on occurrences: declared by who bears the task, withdrawn where it was a mistake."""

from typing import Final

from cascade.engine.engine import Decision, Handlers
from cascade.engine.obligation_loading import (
    FoundObligation,
    ObligationLoader,
    judge,
    load_obligation,
    not_found,
    obligation_answer,
    require_bearer,
)
from cascade.engine.session import Session
from cascade.execution.commands import DeclareOccurrence, ObligationRef, WithdrawOccurrence
from cascade.execution.decisions.occurring import (
    check_withdrawal,
    decide_declare,
    decide_withdraw,
    next_occurrence,
)
from cascade.refusals import Refused


async def declare_occurrence(command: DeclareOccurrence, session: Session) -> Decision:
    """A right of the officers of whoever bears the task: nobody else puts a unit under a date."""
    access = await session.start()
    ref = ObligationRef(directive=command.directive, unit=command.unit, task=command.task)
    found = await _charged(ref, session)
    if found is None:
        raise Refused(not_found("task"))
    require_bearer(access, session, found, "task")
    task = found.directive.tasks[command.task]
    occurring = next_occurrence(found.state, command)
    events = decide_declare(found.state, task, command, session.now)
    return Decision(events, {"obligation": obligation_answer(occurring)})


async def withdraw_occurrence(command: WithdrawOccurrence, session: Session) -> Decision:
    """A right of whoever bears it, and of whoever decides on it."""
    access = await session.start()
    found = await load_obligation(command.obligation, session)
    if found is None:
        raise Refused(not_found("obligation"))
    judge_id = judge(access, session, found)
    if judge_id is None:
        require_bearer(access, session, found, "obligation")
    answer = {"obligation": obligation_answer(command.obligation)}
    if not check_withdrawal(found.state, by_judge=judge_id is not None, now=session.now):
        return Decision([], answer)
    by_id = judge_id or found.bearer_id
    return Decision(decide_withdraw(found.state, by_id, command.reason, session.now), answer)


async def _charged(ref: ObligationRef, session: Session) -> FoundObligation | None:
    obligations = ObligationLoader(session, [ref])
    await obligations.load()
    return obligations.find_charge(ref)


HANDLERS: Final[Handlers] = {
    DeclareOccurrence: declare_occurrence,
    WithdrawOccurrence: withdraw_occurrence,
}
