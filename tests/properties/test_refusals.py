"""What may be done is done, and what may not is refused: as the model foretells it.

The hand of the test engine may act for every unit, so that only the obligation itself can refuse.
"""

from datetime import datetime

from hypothesis import given

from cascade.enums import TaskKind
from cascade.execution.commands import Acknowledge, ExtendObligations, ObligationRef, SubmitReport
from tests.harness.engine import TestEngine
from tests.harness.ground import Ground
from tests.oracle.obligations import Obligation
from tests.oracle.standings import Status
from tests.properties.campaign import campaign
from tests.properties.change_strategies import upset_plans
from tests.properties.driving import Sent, tell
from tests.properties.plans import Plan


@campaign(25)
@given(plan=upset_plans)
async def test_the_model_foretells_what_is_refused(ground: Ground, plan: Plan) -> None:
    async with TestEngine.on(ground) as engine:
        told = await tell(engine, plan)
    for sent in told:
        match sent.command:
            case SubmitReport(obligation=reference):
                check_report(sent, _owed(sent, reference))
            case Acknowledge(obligations=references):
                check_acknowledgement(sent, [_owed(sent, ref) for ref in references])
            case ExtendObligations(obligations=references, due_at=due_at):
                check_extension(sent, [_owed(sent, ref) for ref in references], due_at)


def _owed(sent: Sent, reference: ObligationRef) -> Obligation:
    key = (reference.task, reference.unit, reference.occurrence)
    (found,) = [o for o in sent.builder.owed if o.id == key]
    return found


def is_asked(owed: Obligation) -> bool:
    """Nothing is done with what was withdrawn or exempted, nor with what does not apply."""
    return owed.status not in (Status.WITHDRAWN, Status.EXEMPTED, Status.NOT_APPLICABLE)


def check_report(sent: Sent, owed: Obligation) -> None:
    goes_on = owed.due_kind == "ON_OCCURRENCE" or owed.quota_met is not None
    fits = owed.kind not in (TaskKind.ACKNOWLEDGE, TaskKind.PASS_ON)
    is_open = owed.status is not Status.FULFILLED or goes_on
    takes_one = is_asked(owed) or owed.status is Status.NOT_APPLICABLE
    may = (
        fits
        and is_open
        and takes_one
        and not owed.is_declared
        and owed.opens_at <= sent.builder.now
    )
    assert (sent.refused == ((),)) == may
    assert sent.recorded == may


def check_acknowledgement(sent: Sent, owed: list[Obligation]) -> None:
    assert [not codes for codes in sent.refused] == [is_asked(one) for one in owed]
    asked = [one for one in owed if is_asked(one)]
    new = [o for o in asked if o.acknowledged_at is None and o.status is not Status.FULFILLED]
    assert sent.recorded == len(new)


def check_extension(sent: Sent, owed: list[Obligation], due_at: datetime) -> None:
    changed = 0
    for one, codes in zip(owed, sent.refused, strict=True):
        if not one.is_open or one.due_at is None:
            assert codes
        elif due_at == one.due_at:
            assert not codes
        else:
            may = due_at > max(one.due_at, sent.builder.now)
            assert bool(codes) != may
            changed += may
    assert sent.recorded == changed
