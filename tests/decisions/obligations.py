"""One issued directive and what its units did with it: the ground of decisions on obligations."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from cascade.calendar.state import Calendar
from cascade.content import ContentRef
from cascade.directive.commands import (
    AudienceInput,
    DueInput,
    GroupInput,
    IssueDirective,
    PassOnInput,
    QuotaInput,
    TaskInput,
)
from cascade.directive.decisions.issuing import Surroundings
from cascade.directive.state import Directive
from cascade.enums import TaskKind
from cascade.events import Event
from cascade.execution.commands import ObligationRef
from cascade.execution.rules.obligation import ObligationFinder
from cascade.execution.rules.obligation_state import ObligationState
from cascade.execution.state import Execution
from cascade.identifiers import execution_id, task_id
from cascade.organisation.state import Organisation
from cascade.policy.state import Policies
from cascade.recorded import Recorded
from tests.decisions.issuing import issued
from tests.decisions.organisation import calendar, nation, unit_id
from tests.decisions.story import NOW, Given

ID = unit_id("the directive")
TEXT = ContentRef(
    id=unit_id("a text"), size=9, media_type="text/plain;charset=utf-8", commitment="0" * 64
)
QUOTA = QuotaInput(minimum=2, unit_of_measure="tin, bài", stated="ít nhất 2 tin, bài")
DUE = DueInput(on=date(2026, 1, 20))
TASKS = (
    TaskInput(key="report", text="Báo cáo", due=DUE),
    TaskInput(key="read", text="Nghiên cứu", kind=TaskKind.ACKNOWLEDGE, due=DUE),
    TaskInput(key="undated", text="Thường xuyên theo dõi", needs_acceptance=False),
    TaskInput(key="when", text="Báo cáo khi có việc", due=DueInput(on_occurrence=True)),
    TaskInput(
        key="shared",
        text="Viết tin, bài",
        lead=unit_id("W1"),
        coordinating=(unit_id("W2"),),
        quota=QUOTA,
        due=DUE,
    ),
    TaskInput(key="own", text="Viết tin, bài", quota=QUOTA, due=DUE, report_to=unit_id("P1")),
)


ISSUE = IssueDirective(
    issuer=unit_id("D1"),
    type="CV",
    subject="Về việc",
    issued_on=date(2026, 1, 5),
    audience=AudienceInput(groups=(GroupInput(under=unit_id("P1"), levels=("ward", "branch")),)),
    tasks=TASKS,
)
"""Department D1's directive to all wards and branches of P1, issued before the story begins."""
AROUND = Surroundings(nation(), calendar(), NOW - timedelta(hours=1))


@dataclass
class DirectiveAndActs:
    """What a story of acts is folded into: the directive's state, and its units' executions."""

    organisation: Organisation = field(default_factory=nation)
    calendar: Calendar = field(default_factory=calendar)
    directive: Directive = field(default_factory=Directive)
    executions: dict[UUID, Execution] = field(default_factory=dict)

    def apply(self, recorded: Recorded) -> None:
        if recorded.event.originator_id == ID:
            self.directive.apply(recorded)
            return
        stream = recorded.event.originator_id
        self.executions.setdefault(stream, Execution()).apply(recorded)

    def execution(self, unit: UUID) -> Execution:
        return self.executions.get(execution_id(ID, unit), Execution())

    def standing(
        self, code: str, key: str, occurrence: date | None = None
    ) -> ObligationState | None:
        """What the unit owes by the task of a key; null where it owes nothing by it."""
        unit, task = unit_id(code), task_id(ID, key)
        by_unit = {id_: self.execution(id_) for id_ in self.organisation.units}
        policies: dict[UUID, Policies] = {}
        owing = ObligationFinder(
            self.organisation, self.calendar, self.directive, policies, by_unit
        )
        owed = owing.find(unit, task, occurrence)
        return (
            None
            if owed is None
            else ObligationState(
                ObligationRef(directive=ID, unit=unit, task=task, occurrence=occurrence),
                owed,
                owing,
                NOW,
            )
        )

    def owed(self, code: str, key: str, occurrence: date | None = None) -> ObligationState:
        standing = self.standing(code, key, occurrence)
        assert standing is not None
        return standing


def story(*acts: Event, **changed: Any) -> Given[DirectiveAndActs]:
    """The directive, as changed, and what happened after it."""
    state = DirectiveAndActs()
    event = issued(ISSUE, AROUND, ID, **changed)
    return Given(state, state.organisation.position).and_given(event, *acts)


LEVEL_BY_LEVEL = PassOnInput(3)
