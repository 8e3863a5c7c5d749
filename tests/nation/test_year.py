"""The same seed gives the same year, and an engine would have recorded each of its acts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, cast
from uuid import UUID

import pytest

from api.nation.memory_log import MemoryLog
from cascade.access.commands import GrantRole
from cascade.access.events import RoleGranted
from cascade.clock import SteppedClock
from cascade.directive.events import (
    DirectiveAmended,
    DirectiveRevoked,
    ObligationsExempted,
    ObligationsExtended,
    WindowDated,
)
from cascade.engine import Request, open_engine
from cascade.enums import ReportDecision, Role
from cascade.events import Event
from cascade.execution.commands import (
    Acknowledge,
    AskExtension,
    DecideExtension,
    DecideNotApplicable,
    DecideReport,
    DeclareNotApplicable,
    IndicatorValueInput,
    ObligationRef,
    ReportRef,
    RequestRef,
    SubmitReport,
)
from cascade.execution.events import (
    DirectivePassedOn,
    DirectiveRelayed,
    ExtensionAsked,
    ExtensionDecided,
    NotApplicableDecided,
    NotApplicableDeclared,
    ObligationAcknowledged,
    ObligationAct,
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from cascade.log import Append, Log
from cascade.organisation.commands import EstablishUnits, NewUnit
from cascade.organisation.events import TreeReorganised, UnitRecord, UnitsEstablished
from cascade.policy.events import PolicySet
from tests.nation.tiny import foretold_root, tiny_year

pytestmark = pytest.mark.anyio


ACTS: Final = (
    ObligationAcknowledged,
    ReportSubmitted,
    ReportAccepted,
    ReportReturned,
    ExtensionAsked,
    ExtensionDecided,
    NotApplicableDeclared,
    NotApplicableDecided,
)
DECIDED: Final = (
    DirectiveAmended,
    DirectiveRevoked,
    ObligationsExtended,
    ObligationsExempted,
    WindowDated,
    DirectiveRelayed,
    DirectivePassedOn,
    PolicySet,
    TreeReorganised,
)


async def test_everything_happens_that_letters_and_units_know() -> None:
    seen: Counter[type[Event]] = Counter()
    async for moment in tiny_year().moments():
        seen.update(type(event) for command in moment.commands for event in command.events)
    assert not [each.__name__ for each in (*ACTS, *DECIDED) if not seen[each]]


async def test_another_seed_gives_another_year() -> None:
    assert await foretold_root(2) != await foretold_root()


async def test_an_engine_records_the_same_acts() -> None:
    """Every act that was made in bulk, asked for as its unit would, over all that was before."""
    year = tiny_year()
    instants = year.moments()
    first = await anext(instants)
    clock, told = SteppedClock(first.instant), _Told()
    log = MemoryLog(clock)
    engine = open_engine(cast("Log", log), clock, told.new_id, told.new_salt)
    for each in first.commands:
        log.remember(each)
    seen: Counter[type[Event]] = Counter()
    async for moment in instants:
        clock.step_to(moment.instant)
        for given in moment.commands:
            log.take()
            command = _asked_for(given, told)
            if command is None:
                log.remember(given)
                continue
            request = Request(given.principal, given.key, given.correlation_id)
            outcome = await engine.execute(command, request)
            assert outcome.position is not None, (command, outcome.answer)
            [recorded] = log.take()
            assert list(recorded.events) == list(given.events)
            assert list(recorded.content) == list(given.content)
            assert recorded.answer == given.answer
            seen.update(type(event) for event in given.events)
    assert all(seen[act] for act in ACTS), seen


class _Told:
    """The ids and salts that a command is to draw, in its order."""

    def __init__(self) -> None:
        self.ids: Iterator[UUID] = iter(())
        self.salts: Iterator[bytes] = iter(())

    def new_id(self) -> UUID:
        return next(self.ids)

    def new_salt(self, size: int) -> bytes:
        return next(self.salts)


def _parent(unit: UnitRecord, units: Sequence[UnitRecord]) -> dict[str, Any]:
    """By id where it stands already, by code where it is of the same command."""
    for other in units:
        if other.unit_id == unit.parent_id:
            return {"parent_code": other.code}
    return {"parent": unit.parent_id}


def _asked_for(given: Append, told: _Told) -> object | None:
    """The command that records this; null of what an engine has recorded."""
    event = given.events[0]
    contents = [content.id for content in given.content]
    told.ids, told.salts = iter(contents), iter([content.salt for content in given.content])
    texts = [content.data.decode() for content in given.content]
    if isinstance(event, UnitsEstablished):
        told.ids = iter([unit.unit_id for unit in event.units])
        return EstablishUnits(
            tuple(
                NewUnit(
                    code=unit.code,
                    name=unit.name,
                    kind=unit.kind,
                    level=unit.level,
                    symbol=unit.symbol,
                    **_parent(unit, event.units),
                )
                for unit in event.units
            )
        )
    if isinstance(event, RoleGranted) and event.role is Role.OFFICER:
        return GrantRole(subject=event.subject, unit=event.unit_id, role=event.role)
    if not isinstance(event, ObligationAct):
        return None
    ref = ObligationRef(
        directive=event.directive_id,
        unit=event.unit_id,
        task=event.task_id,
        occurrence=event.occurrence,
    )
    match event:
        case ObligationAcknowledged():
            return Acknowledge((ref,))
        case ReportSubmitted():
            told.ids = iter([event.report_id, *contents])
            values = tuple(
                IndicatorValueInput(indicator=each.indicator, value=each.value)
                for each in event.values
            )
            return SubmitReport(
                obligation=ref, text=texts[0], quantity=event.quantity, values=values
            )
        case ExtensionAsked():
            told.ids = iter([event.request_id, *contents])
            return AskExtension(obligation=ref, due_at=event.due_at, reason=texts[0])
        case ExtensionDecided():
            return DecideExtension(
                request=RequestRef(
                    directive=ref.directive, unit=ref.unit, request=event.request_id
                ),
                grant=event.due_at is not None,
            )
        case NotApplicableDeclared():
            told.ids = iter([event.declaration_id, *contents])
            return DeclareNotApplicable((ref,), texts[0])
        case NotApplicableDecided():
            return DecideNotApplicable(obligations=(ref,), agree=event.agreed)
        case ReportAccepted() | ReportReturned():
            accepted = isinstance(event, ReportAccepted)
            return DecideReport(
                report=ReportRef(directive=ref.directive, unit=ref.unit, report=event.report_id),
                decision=ReportDecision.ACCEPTED if accepted else ReportDecision.RETURNED,
                remark=texts[0] if texts else None,
            )
    raise AssertionError(f"nobody asks for {type(event).__name__}")
