"""How reports go to the superior of each: what is refused, and who gathers them."""

from dataclasses import replace
from typing import Any

from cascade.directive.audience import Audience
from cascade.directive.commands import AmendDirective, ChangeTaskInput, ReportToSuperiorInput
from cascade.directive.decisions.amending import decide_amend
from cascade.directive.decisions.issuing import draft_issue
from cascade.directive.rules.membership import Membership
from cascade.directive.rules.superiors import gathering_now, superior_of
from cascade.directive.state import Directive
from cascade.enums import TaskKind
from cascade.events import Event
from cascade.refusals import Problems
from tests.decisions.issuing import AROUND, ID, ISSUE, QUOTA, TREE, in_force, issued, task
from tests.decisions.organisation import unit_id
from tests.decisions.story import told

UP = ReportToSuperiorInput()
GATHERED = ReportToSuperiorInput(gathered=True)


def refused(**changed: Any) -> list[str]:
    problems = Problems()
    draft_issue(AROUND, replace(ISSUE, tasks=task(**changed)), ID, problems)
    return [told(reason) for reason in problems.found]


def test_reports_go_one_way() -> None:
    at = "REPORTS_TWO_WAYS at tasks.0.report_to"
    assert refused(report_to=unit_id("C"), report_to_superior=UP) == [at]
    assert refused(report_to=unit_id("C"), report_to_superior=GATHERED) == []


def test_what_is_no_report_of_a_superiors_is_not_gathered() -> None:
    at = "NOTHING_TO_GATHER at tasks.0"
    acknowledged = {"kind": TaskKind.ACKNOWLEDGE, "report_to_superior": GATHERED}
    assert refused(**acknowledged) == [f"{at}.kind"]
    assert refused(quota=QUOTA, report_to_superior=GATHERED) == [f"{at}.quota"]
    assert refused(quota=QUOTA, report_to_superior=UP) == []


def test_what_is_gathered_goes_up() -> None:
    at = "GATHERED_FOR_ONE_BELOW at tasks.0.report_to"
    assert refused(report_to=unit_id("W1"), report_to_superior=GATHERED) == [at]
    assert refused(report_to=unit_id("P1"), report_to_superior=GATHERED) == []


def test_a_line_has_somebody_on_it() -> None:
    nobody = ReportToSuperiorInput(line="nowhere")
    at = "tasks.0.report_to_superior.line"
    assert refused(report_to_superior=nobody) == [f"NOBODY_ON_LINE at {at}"]


def amended(given_task: dict[str, Any], **changed: Any) -> Any:
    given = in_force(tasks=task(**given_task))

    def decide(state: Directive) -> list[Event]:
        command = AmendDirective(directive=ID, change_tasks=(ChangeTaskInput(key="1", **changed),))
        return decide_amend(AROUND, state, command)

    return given.when(decide)


def test_an_amendment_keeps_to_the_way() -> None:
    at = "change_tasks.0"
    to = {"report_to": unit_id("C")}
    amended({"report_to_superior": UP}, **to).then_refused(f"REPORTS_TWO_WAYS at {at}.report_to")
    amended({"report_to_superior": GATHERED}, quota=QUOTA).then_refused(
        f"NOTHING_TO_GATHER at {at}.quota"
    )


def gathering(**changed: Any) -> set[str]:
    """Who gathers, as the membership of each unit has it; a preview foretells the same."""
    state = in_force(tasks=task(report_to_superior=GATHERED, **changed)).state
    (record,) = state.tasks.values()
    membership = Membership(TREE, state)
    found = {
        unit.code
        for unit in TREE.units.values()
        if membership.charge(record, unit.unit_id) is None
        and membership.gathers_since(record, unit.unit_id)
    }
    assert state.issued is not None
    audience = record.audience or state.issued.audience
    led = (record.lead_id,) if record.lead_id else ()
    if led and record.audience is None:
        audience = Audience((), (), led)
    assert {TREE.units[u].code for u in gathering_now(TREE, record, audience)} == found
    return found


def test_whoever_stands_between_those_charged_and_the_issuer_gathers() -> None:
    assert gathering(lead=unit_id("B11")) == {"W1"}
    assert gathering(lead=unit_id("B11"), report_to=unit_id("C")) == {"P1", "W1"}
    assert "W1" not in gathering(), "it is charged by name"


def test_where_it_ends_nobody_stands_above() -> None:
    (record,) = issued(tasks=task(report_to_superior=GATHERED)).tasks
    assert superior_of(TREE, record, unit_id("W1")) == unit_id("P1")
    assert superior_of(TREE, record, unit_id("P1")) is None
