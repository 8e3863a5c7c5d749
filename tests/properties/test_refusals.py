"""What may be done is done, and what may not is refused: as the model foretells it.

The hand of the tales may act for every unit, so that only the obligation itself can refuse.
"""

from datetime import datetime

from hypothesis import given

from cascade.execution.commands import Acknowledge, ExtendObligations, ObligationRef, SubmitReport
from cascade.terms import TaskKind
from tests.oracle.obligations import Obligation
from tests.oracle.standings import Status
from tests.properties.campaign import campaign
from tests.properties.driving import Sent, tell
from tests.properties.plans import Plan
from tests.properties.strategies import plans
from tests.told.ground import Ground
from tests.told.tale import Tale


@campaign(25)
@given(plan=plans)
async def test_the_model_foretells_what_is_refused(ground: Ground, plan: Plan) -> None:
    async with Tale.on(ground) as tale:
        told = await tell(tale, plan)
    for sent in told:
        match sent.command:
            case SubmitReport(obligation=reference):
                check_report(sent, _owed(sent, reference))
            case Acknowledge(obligations=references):
                check_acknowledgement(sent, [_owed(sent, ref) for ref in references])
            case ExtendObligations(obligations=references, due_at=due_at):
                check_extension(sent, [_owed(sent, ref) for ref in references], due_at)


def _owed(sent: Sent, reference: ObligationRef) -> Obligation:
    (found,) = [o for o in sent.wording.owed if o.id == (reference.task, reference.unit, None)]
    return found


def check_report(sent: Sent, owed: Obligation) -> None:
    goes_on = owed.due_kind == "ON_OCCURRENCE" or owed.quota_met is not None
    fits = owed.kind not in (TaskKind.ACKNOWLEDGE, TaskKind.PASS_ON)
    may = fits and (owed.status is not Status.FULFILLED or goes_on)
    assert (sent.refused == ((),)) == may
    assert sent.recorded == may


def check_acknowledgement(sent: Sent, owed: list[Obligation]) -> None:
    assert not any(sent.refused)
    new = [o for o in owed if o.acknowledged_at is None and o.status is not Status.FULFILLED]
    assert sent.recorded == len(new)


def check_extension(sent: Sent, owed: list[Obligation], due_at: datetime) -> None:
    changed = 0
    for one, codes in zip(owed, sent.refused, strict=True):
        open_and_dated = one.due_at and one.status not in (Status.SUBMITTED, Status.FULFILLED)
        if not open_and_dated or one.due_at is None:
            assert codes
        elif due_at == one.due_at:
            assert not codes
        else:
            may = due_at > max(one.due_at, sent.wording.now)
            assert bool(codes) != may
            changed += may
    assert sent.recorded == changed
