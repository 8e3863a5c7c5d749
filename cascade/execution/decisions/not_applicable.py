"""A unit says that something does not apply to it; who decides on its reports agrees or returns it.

It may say so of whatever asks for a report, whether or not the document has an "if any" ("nếu có"):
what the unit cannot do it must be able to say, and the recipient judges it.
"""

from datetime import datetime
from uuid import UUID

from cascade.content import ContentRef
from cascade.enums import TaskKind
from cascade.events import Event
from cascade.execution.events import (
    NotApplicableDecided,
    NotApplicableDeclared,
    NotApplicableTakenBack,
)
from cascade.execution.refusals import (
    AlreadyFulfilled,
    AlwaysApplies,
    AwaitsDecision,
    DeclarationDecided,
    NothingDeclared,
)
from cascade.execution.rules.obligation_state import ObligationState
from cascade.execution.rules.open_obligations import require_asked
from cascade.execution.state import Declaration
from cascade.refusals import Refused


def check_declaration(state: ObligationState) -> bool:
    """Whether there is anything left to declare; raises Refused where it may not be declared."""
    require_asked(state)
    if state.is_not_applicable or _waiting(state) is not None:
        return False
    if state.obligation.kind in (TaskKind.ACKNOWLEDGE, TaskKind.PASS_ON):
        raise Refused(AlwaysApplies("This is fulfilled by acknowledging or passing on."))
    if state.is_fulfilled:
        raise Refused(AlreadyFulfilled("It is fulfilled already."))
    if _has_report_to_decide(state):
        raise Refused(AwaitsDecision("A report is submitted; decide it first."))
    return True


def decide_declare(
    state: ObligationState, declaration_id: UUID, reason: ContentRef, offset: int, now: datetime
) -> list[Event]:
    """Declare of a checked obligation that it does not apply."""
    return [
        NotApplicableDeclared(
            **state.next_act(now, offset),
            declaration_id=declaration_id,
            reason=reason,
            agreed=not state.obligation.needs_acceptance,
            due_at=state.due_at,
        )
    ]


def decide_take_back(state: ObligationState, offset: int, now: datetime) -> list[Event]:
    """Take back what waits for a decision; nothing where it was taken back already."""
    require_asked(state)
    if (waiting := _waiting(state)) is not None:
        act = state.next_act(now, offset)
        return [NotApplicableTakenBack(**act, declaration_id=waiting.declaration_id)]
    last = _last(state)
    if last is None:
        raise Refused(NothingDeclared("It was not declared that it does not apply."))
    if last.decided_at is not None:
        raise Refused(DeclarationDecided("It was decided before."))
    return []


def check_agreement(state: ObligationState, agree: bool) -> bool:
    """Whether there is anything left to decide; raises Refused where it cannot be decided so."""
    require_asked(state)
    if _waiting(state) is not None:
        if state.is_fulfilled:
            raise Refused(AlreadyFulfilled("It is fulfilled already."))
        return True
    last = _last(state)
    if last is None or last.decided_at is None:
        raise Refused(NothingDeclared("Nothing is declared that waits for a decision."))
    if last.agreed is not agree:
        raise Refused(DeclarationDecided("It was decided otherwise before."))
    return False


def decide_declaration(
    state: ObligationState,
    agree: bool,
    judge_id: UUID,
    remark: ContentRef | None,
    offset: int,
    now: datetime,
) -> list[Event]:
    """Agree to what is declared of a checked obligation, or return it."""
    waiting = _waiting(state)
    assert waiting is not None
    return [
        NotApplicableDecided(
            **state.next_act(now, offset),
            declaration_id=waiting.declaration_id,
            decided_by_id=judge_id,
            agreed=agree,
            remark=remark,
        )
    ]


def _last(state: ObligationState) -> Declaration | None:
    return next(reversed(state.acts.declarations), None)


def _waiting(state: ObligationState) -> Declaration | None:
    last = _last(state)
    return last if last is not None and last.awaits_decision() else None


def _has_report_to_decide(state: ObligationState) -> bool:
    """Of an on-occurrence task each report is decided alone; of any other the latest."""
    reports = state.acts.reports
    waiting = reports if state.obligation.on_occurrence else reports[-1:]
    return any(report.decision is None for report in waiting)
