"""What units did with what they owe: a row for each act, with the state after it."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from cascade.days import local_day
from cascade.directive.events import ObligationsExempted, ObligationsExtended
from cascade.enums import PASS_ON_KEY, POLICY_PASS_ON_KEY
from cascade.execution.events import (
    DirectiveEntered,
    DirectivePassedOn,
    DirectiveRelayed,
    ExtensionDecided,
    NotApplicableDecided,
    NotApplicableDeclared,
    NotApplicableTakenBack,
    ObligationAcknowledged,
    ObligationExempted,
    ObligationExtended,
    RelayRecalled,
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from cascade.identifiers import task_id
from cascade.log.records import RecordedEvent
from cascade.quantities import NOTHING
from projections.engine.copying import arrays, copy
from projections.engine.statements import load
from projections.engine.versions import write_versions
from projections.obligations import folding
from projections.obligations.folding import State
from projections.obligations.shared_quotas import Key, SharedQuotas
from projections.obligations.surroundings import Asked, Surroundings
from projections.obligations.tables import Act, Entry
from projections.organisation.zone import time_zone
from projections.query_args import ONCE

EVENTS: Final = (
    ObligationAcknowledged,
    ReportSubmitted,
    ReportAccepted,
    ReportReturned,
    ObligationExtended,
    ExtensionDecided,
    ObligationExempted,
    NotApplicableDeclared,
    NotApplicableTakenBack,
    NotApplicableDecided,
    ObligationsExtended,
    ObligationsExempted,
    DirectiveRelayed,
    RelayRecalled,
    DirectivePassedOn,
    DirectiveEntered,
)

GROUP_ACTS: Final = (ObligationsExtended, ObligationsExempted)

STATE: Final = tuple(field.name for field in fields(State))


statements = load(__package__, "handlers.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    page = Page(await Surroundings.load(connection, events), await time_zone(connection))
    await page.load_states(connection, events)
    for recorded in events:
        await page.act(connection, recorded)
    await page.write(connection)
    await copy(connection, page.entries)


class Page:
    """The states that a page's acts touch, and the rows that they leave."""

    def __init__(self, around: Surroundings, zone: ZoneInfo) -> None:
        self.around = around
        self.zone = zone
        self.states: dict[Key, State] = {}
        self.entries: list[Entry] = []
        self.acts: list[Act] = []
        """Rows that are not written yet, in order of position."""
        self.shared = SharedQuotas(around, zone)

    async def load_states(self, connection: Any, events: Sequence[RecordedEvent]) -> None:
        """The latest states of all obligations that the page touches, sharers included."""
        acts = (r for r in events if not isinstance(r.event, GROUP_ACTS))
        keys = {key for recorded in acts for key in self._keys(recorded)}
        async for row in statements.states(connection, **arrays(keys, *Key._fields)):
            key = Key(row["task_id"], row["unit_id"], row["occurrence"])
            self.states[key] = State(**{name: row[name] for name in STATE})
        await self.shared.load(connection, keys)

    def _keys(self, recorded: RecordedEvent) -> Iterator[Key]:
        key = self._key(recorded)
        yield key
        for unit_id in self.around.sharers(key.task_id, key.unit_id, recorded.position):
            yield key._replace(unit_id=unit_id)

    def _key(self, recorded: RecordedEvent) -> Key:
        event: Any = recorded.event
        if isinstance(event, DirectiveRelayed | RelayRecalled | DirectivePassedOn):
            level_by_level = event.directive_id in self.around.level_by_level
            key = PASS_ON_KEY if level_by_level else POLICY_PASS_ON_KEY
            return Key(task_id(event.directive_id, key), event.unit_id, ONCE)
        return Key(event.task_id, event.unit_id, event.occurrence or ONCE)

    async def act(self, connection: Any, recorded: RecordedEvent) -> None:
        event, at, position = recorded.event, recorded.recorded_at, recorded.position
        if isinstance(event, ObligationsExtended | ObligationsExempted):
            await _act_on_group(connection, event, recorded)
            return
        key = self._key(recorded)
        await self._catch_up(connection, recorded, key)
        state = self.states.get(key, State())
        match event:
            case ObligationAcknowledged():
                self._leave(recorded, key, folding.acknowledge(state, event, at))
            case ReportSubmitted():
                self._leave(recorded, key, folding.submit(state, event, at))
                if event.accepted:
                    await self._accept(connection, recorded, key)
            case ReportAccepted():
                await self._accept(connection, recorded, key)
            case ReportReturned():
                self._leave(recorded, key, folding.give_back(state, event, position))
            case ObligationExtended() | ExtensionDecided():
                if event.due_at is not None:
                    state = state.extend(event.due_at, position)
                self._leave(recorded, key, state)
            case ObligationExempted():
                self._leave(recorded, key, replace(state, exempted=True))
            case NotApplicableDeclared():
                self._leave(recorded, key, folding.declare(state, event, at))
            case NotApplicableTakenBack():
                self._leave(recorded, key, folding.take_back(state))
            case NotApplicableDecided():
                self._leave(recorded, key, folding.decide_declaration(state, event))
            case DirectiveRelayed() | DirectivePassedOn():
                self._leave(recorded, key, folding.pass_on(state, at, position))
            case DirectiveEntered():
                self.entries.append(_entry(event, recorded))
                self._leave(recorded, key, state.judge(at, event.due_at).fulfil(at))
            case RelayRecalled():
                if state.is_fulfilled:
                    state = await self._recall(connection, event, state, position)
                self._leave(recorded, key, state)

    async def _recall(
        self, connection: Any, event: RelayRecalled, state: State, position: int
    ) -> State:
        """Passed on by what of its passing on still stands, if anything does."""
        state = state.reopen()
        standing = await statements.standing_passing(
            connection, directive_id=event.directive_id, unit_id=event.unit_id, position=position
        )
        if standing is None:
            return state
        return folding.pass_on(state, standing["recorded_at"], standing["position"])

    async def _accept(self, connection: Any, recorded: RecordedEvent, key: Key) -> None:
        event: Any = recorded.event
        report = self.around.reports[event.report_id]
        state = folding.count_accepted(
            self.states.get(key, State()), event.report_id, report.quantity or NOTHING
        )
        if not state.is_fulfilled:
            is_latest = event.report_id == state.latest_report_id
            if self._is_met(key, state, recorded.position):
                if not is_latest:
                    due_at = await self._due_at(connection, key, recorded, report.position)
                    state = state.judge(report.submitted_at, due_at)
                state = folding.received(state, event, self.zone).fulfil(recorded.recorded_at)
            elif is_latest:
                state = state.reopen()
        self._leave(recorded, key, state)
        if state.is_fulfilled:
            await self._fulfil_sharers(connection, recorded, key)
        if self.around.shares_with_group(key.task_id, key.unit_id):
            self.shared.note_met(recorded, key, report, event)

    async def _catch_up(self, connection: Any, recorded: RecordedEvent, key: Key) -> None:
        """Who shares a quota with a group is done with it since it was met, and has no row of its
        own yet that says so.
        """
        state = self.states.get(key, State())
        met = None if state.is_fulfilled else self.shared.met_for(key, recorded.position)
        if met is not None:
            due_at = await self._due_at(connection, key, recorded, met.report_position)
            on_time = None if due_at is None else met.on_time_from <= due_at
            state = replace(state.judge(met.submitted_at, due_at), judged_on_time=on_time)
            self.states[key] = state.fulfil(met.met_at)

    def _is_met(self, key: Key, state: State, position: int) -> bool:
        asked = Asked(key.task_id, key.unit_id, position)
        if self.around.shares_with_group(key.task_id, key.unit_id):
            before = self.states.get(key, State())
            return self.around.is_met(asked, self.shared.sum_with(key, before, state).accepted)
        sharers = self.around.sharers(key.task_id, key.unit_id, position)
        others = (key._replace(unit_id=unit_id) for unit_id in sharers if unit_id != key.unit_id)
        states = (self.states[other] for other in others if other in self.states)
        accepted = sum((each.accepted_quantity for each in states), state.accepted_quantity)
        return self.around.is_met(asked, accepted)

    async def _fulfil_sharers(self, connection: Any, recorded: RecordedEvent, key: Key) -> None:
        """All who share the quota are done with it, each judged by its own due date."""
        event: Any = recorded.event
        report = self.around.reports[event.report_id]
        for unit_id in self.around.sharers(key.task_id, key.unit_id, recorded.position):
            other = key._replace(unit_id=unit_id)
            state = self.states.get(other, State())
            if other == key or state.is_fulfilled:
                continue
            due_at = await self._due_at(connection, other, recorded, report.position)
            state = state.judge(report.submitted_at, due_at)
            state = folding.received(state, event, self.zone)
            self._leave(recorded, other, state.fulfil(recorded.recorded_at))

    async def _due_at(
        self, connection: Any, key: Key, recorded: RecordedEvent, position: int
    ) -> Any:
        """The due date that was in force for an obligation when a report was recorded; of a sharer
        that was not reached by then, its task's.
        """
        event: Any = recorded.event
        then = [act for act in self.acts if _key(act) == key and act.position <= position]
        of = {**key._asdict(), "position": position}
        base, override, is_plain = await statements.due_then(
            connection, directive_id=event.directive_id, **of
        )
        if is_plain:
            return (then[-1].due_override if then else override) or base
        await self.write(connection)
        # Just before: the report changed none, but may have met the quota itself.
        before = {**of, "position": position - 1}
        in_force = await statements.due_in_force(
            connection, directive_id=event.directive_id, **before
        )
        return in_force or base

    def _leave(self, recorded: RecordedEvent, key: Key, state: State) -> None:
        """One row for each obligation and event, whatever it took to get there."""
        event: Any = recorded.event
        self.shared.count(recorded, key, self.states.get(key, State()), state)
        if self.acts and (_key(self.acts[-1]), self.acts[-1].position) == (key, recorded.position):
            self.acts.pop()
        self.states[key] = state
        self.acts.append(
            Act(
                **key._asdict(),
                position=recorded.position,
                directive_id=event.directive_id,
                kind=event.TOPIC.rpartition(".")[2],
                fulfilled_on=local_day(state.fulfilled_at, self.zone)
                if state.fulfilled_at
                else None,
                **{name: getattr(state, name) for name in STATE},
            )
        )

    async def write(self, connection: Any) -> None:
        await write_versions(
            connection, statements.end_states, self.acts, *Key._fields, begins="position"
        )
        self.acts.clear()
        await self.shared.write(connection)


def _entry(event: DirectiveEntered, recorded: RecordedEvent) -> Entry:
    return Entry(
        directive_id=event.directive_id,
        task_id=event.task_id,
        unit_id=event.unit_id,
        position=recorded.position,
        entered_at=recorded.recorded_at,
        due_at=event.due_at,
        setter_id=event.setter_id,
        policy_key=event.policy_key,
    )


def _key(act: Act) -> Key:
    return Key(act.task_id, act.unit_id, act.occurrence)


async def _act_on_group(
    connection: Any, event: ObligationsExtended | ObligationsExempted, recorded: RecordedEvent
) -> None:
    await statements.act_on_group(
        connection,
        position=recorded.position,
        recorded_at=recorded.recorded_at,
        directive_id=event.originator_id,
        under_id=event.under_id,
        task_ids=event.task_ids,
        due_at=event.due_at if isinstance(event, ObligationsExtended) else None,
    )
