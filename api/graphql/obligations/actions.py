"""What a principal may do with obligations now, by the very decisions that commands are made by.

A past moment asked about is of no matter here: what is offered would be done today.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from api.graphql.enums import ObligationAction
from api.graphql.runtime.source import Source
from cascade.access.state import ACTING, Access
from cascade.engine.authorities import ISSUER
from cascade.engine.obligation_loading import FoundObligation, ObligationLoader
from cascade.enums import TaskKind
from cascade.execution.commands import ObligationRef
from cascade.execution.decisions.acknowledging import decide_acknowledge
from cascade.execution.decisions.exempting import check_exemption
from cascade.execution.decisions.extending import check_ask, check_extension
from cascade.execution.decisions.not_applicable import (
    check_agreement,
    check_declaration,
    decide_take_back,
)
from cascade.execution.decisions.reminding import decide_remind
from cascade.execution.decisions.reporting import require_reportable
from cascade.execution.rules.obligation_state import ObligationState
from cascade.execution.rules.open_obligations import require_open
from cascade.organisation.state import Organisation
from cascade.refusals import Refused
from projections.query_args import Moment, ObligationKey

LATER: Final = timedelta(days=1)
"""A due date to ask after: whether it may be moved does not depend on how far."""


async def viewer_can(
    source: Source, keys: Sequence[ObligationKey], at: Moment
) -> Sequence[list[ObligationAction]]:
    """Nothing with what the principal does not see."""
    rows = await source.obligations(keys, at)
    refs = {
        key: ObligationRef(
            directive=row.directive_id,
            unit=key.unit_id,
            task=key.task_id,
            occurrence=key.occurrence,
        )
        for key, row in rows.items()
    }
    session = source.engine.session(source.principal.subject)
    access = await session.start()
    present = ObligationLoader(session, refs.values())
    await present.load()
    found = {key: present.find(ref) for key, ref in refs.items()}
    return [
        list(_offers(access, session.organisation, owed, session.now))
        if (owed := found.get(key))
        else []
        for key in keys
    ]


def _offers(
    access: Access, organisation: Organisation, found: FoundObligation, now: datetime
) -> Iterator[ObligationAction]:
    state, bearer, readable = found.state, found.bearer_id, found.classification
    if access.acts_for(bearer, ACTING, readable, now):
        yield from _for_bearer(state, now)
    if access.acts_for(bearer, ISSUER, readable, now) and _can_go_on(found):
        yield ObligationAction.RELAY
    if any(access.acts_for(judge, ISSUER, readable, now) for judge in state.obligation.judge_ids):
        yield from _for_judge(state, now)
    above = (*state.obligation.judge_ids, bearer, *organisation.ancestors(bearer))
    if any(access.acts_for(unit_id, ISSUER, readable, now) for unit_id in above):
        if _may(lambda: decide_remind(state, bearer, None, 0, now)):
            yield ObligationAction.REMIND
        if _is_open(state):
            yield ObligationAction.INSPECT


def _for_bearer(state: ObligationState, now: datetime) -> Iterator[ObligationAction]:
    later = _later(state, now)
    if not state.acts.reports and _may(lambda: decide_acknowledge(state, 0, now)):
        yield ObligationAction.ACKNOWLEDGE
    if _takes_report(state, now):
        yield ObligationAction.REPORT
    if _may(lambda: check_declaration(state)):
        yield ObligationAction.DECLARE_NOT_APPLICABLE
    if _may(lambda: decide_take_back(state, 0, now)):
        yield ObligationAction.TAKE_BACK_NOT_APPLICABLE
    if later and _may(lambda: check_ask(state, later, now)):
        yield ObligationAction.ASK_EXTENSION
    if _is_open(state) and not state.is_fulfilled:
        yield from (ObligationAction.ASSIGN, ObligationAction.PLAN)


def _for_judge(state: ObligationState, now: datetime) -> Iterator[ObligationAction]:
    later = _later(state, now)
    if _awaits_decision(state):
        yield ObligationAction.DECIDE
    if _may(lambda: check_agreement(state, True)):
        yield ObligationAction.DECIDE_NOT_APPLICABLE
    if later and _may(lambda: check_extension(state, later, now)):
        yield ObligationAction.EXTEND
    request = state.acts.request
    if request is not None and request.is_open:
        yield ObligationAction.DECIDE_EXTENSION
    if _may(lambda: check_exemption(state)):
        yield ObligationAction.EXEMPT


def _later(state: ObligationState, now: datetime) -> datetime | None:
    return max(state.due_at, now) + LATER if state.due_at else None


def _may(decision: Callable[[], object]) -> bool:
    """Whether a decision has anything left to do, and is not refused."""
    try:
        return bool(decision())
    except Refused:
        return False


def _is_open(state: ObligationState) -> bool:
    try:
        require_open(state)
    except Refused:
        return False
    return True


def _takes_report(state: ObligationState, now: datetime) -> bool:
    try:
        require_reportable(state, now)
    except Refused:
        return False
    return True


def _can_go_on(found: FoundObligation) -> bool:
    """Level by level, one relay after another may be needed; else one says that it was done."""
    state, issued = found.state, found.directive.issued
    if state.obligation.kind is not TaskKind.PASS_ON or issued is None:
        return False
    if not found.directive.stands(state.now):
        return False
    return issued.level_by_level is not None or not state.is_fulfilled


def _awaits_decision(state: ObligationState) -> bool:
    """Of an on-occurrence task each report is decided alone; of any other the latest."""
    if state.is_withdrawn or state.is_exempted:
        return False
    acts = state.acts
    waiting = acts.reports if state.obligation.on_occurrence else acts.reports[-1:]
    return any(report.decision is None for report in waiting)
