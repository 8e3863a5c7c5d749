"""The obligations that a command acts on: loaded together, found as they stand, judged alone."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from cascade.access.state import ACTING, Access
from cascade.calendar.state import Calendar
from cascade.directive.state import Directive
from cascade.engine.authorities import ISSUER
from cascade.engine.engine import Decision
from cascade.engine.session import Session
from cascade.enums import Classification
from cascade.events import Event
from cascade.execution.commands import ObligationRef
from cascade.execution.refusals import ObligationNotFound, TooManyObligations
from cascade.execution.rules.obligation import ObligationFinder
from cascade.execution.rules.obligation_state import ObligationState
from cascade.execution.rules.owing import Obligation
from cascade.execution.rules.reach import possible_relayers
from cascade.execution.rules.reported_once import fellows
from cascade.execution.rules.sharing import is_shared_with_group, sharers_of
from cascade.execution.shared_quotas import SharedQuota
from cascade.execution.state import Execution, OccurrenceKey
from cascade.policy.state import Policies
from cascade.refusals import Refusal, Refused, told

BULK: Final = 500


@dataclass(frozen=True, slots=True)
class FoundObligation:
    """An obligation that stands, and how far its document may be read."""

    state: ObligationState
    directive: Directive

    @property
    def bearer_id(self) -> UUID:
        """Who acts on it: the addressed unit, or whoever took its place."""
        return self.state.obligation.bearer_id

    @property
    def classification(self) -> Classification:
        document = self.directive.document
        return document.classification if document else Classification.TOP_SECRET


class ObligationLoader:
    """The obligations that one command acts on, loaded together: three reads however many."""

    def __init__(self, session: Session, refs: Iterable[ObligationRef]) -> None:
        self.session = session
        self.refs = tuple(refs)
        self.directives: dict[UUID, Directive] = {}
        self.executions: dict[tuple[UUID, UUID], Execution] = {}
        self.policies: dict[UUID, Policies] = {}
        self.shared_quotas: dict[OccurrenceKey, SharedQuota] = {}
        self.calendar = Calendar()
        self._finders: dict[UUID, ObligationFinder] = {}

    async def load(self) -> None:
        """Read all that the obligations stand on."""
        self.calendar = await self.session.calendar()
        self.directives = await self.session.directives({ref.directive for ref in self.refs})
        keys: set[tuple[UUID, UUID]] = set()
        above: set[UUID] = set()
        shared: set[OccurrenceKey] = set()
        organisation = self.session.organisation
        for ref in self.refs:
            directive = self.directives[ref.directive]
            if directive.issued is None or ref.unit not in organisation.units:
                continue
            units = [ref.unit]
            if ref.occurrence is not None:
                units += fellows(organisation, ref.directive, ref.unit)
            for unit_id in units:
                relayers = possible_relayers(organisation, directive, unit_id)
                keys |= {(ref.directive, id_) for id_ in (unit_id, *relayers)}
            if task := directive.tasks.get(ref.task):
                keys |= {(ref.directive, id_) for id_ in sharers_of(directive, task)}
                if is_shared_with_group(task):
                    shared.add((ref.task, ref.occurrence))
            else:
                for bearer_id in organisation.bearers(ref.unit, ref.directive):
                    above |= organisation.ancestors_since(bearer_id, directive.position)
                    above.add(bearer_id)
        self.executions = await self.session.executions(keys)
        self.policies = await self.session.policies(above) if above else {}
        self.shared_quotas = await self.session.shared_quotas(shared) if shared else {}

    def find(self, ref: ObligationRef) -> FoundObligation | None:
        """The obligation as it stands; null where it is not owed."""
        finder = self._finder(ref.directive)
        return self._found(ref, finder.find(ref.unit, ref.task, ref.occurrence))

    def find_charge(self, ref: ObligationRef) -> FoundObligation | None:
        """What a unit is charged with by a task, where it owes nothing until something occurs; null
        where it is not charged.
        """
        finder = self._finder(ref.directive)
        return self._found(ref, finder.find_charge(ref.unit, ref.task))

    def _found(self, ref: ObligationRef, obligation: Obligation | None) -> FoundObligation | None:
        if obligation is None:
            return None
        finder = self._finder(ref.directive)
        state = ObligationState(ref, obligation, finder, self.session.now)
        return FoundObligation(state, self.directives[ref.directive])

    def _finder(self, directive_id: UUID) -> ObligationFinder:
        if directive_id not in self._finders:
            executions = {
                unit_id: execution
                for (of_directive, unit_id), execution in self.executions.items()
                if of_directive == directive_id
            }
            directive, organisation = self.directives[directive_id], self.session.organisation
            finder = ObligationFinder(
                organisation,
                self.calendar,
                directive,
                self.policies,
                executions,
                self.shared_quotas,
            )
            self._finders[directive_id] = finder
        return self._finders[directive_id]


async def load_obligation(ref: ObligationRef, session: Session) -> FoundObligation | None:
    """One obligation as it stands; null where it is not owed."""
    obligations = ObligationLoader(session, [ref])
    await obligations.load()
    return obligations.find(ref)


async def load_borne(ref: ObligationRef, access: Access, session: Session) -> FoundObligation:
    """An obligation of a unit for which the principal acts; raises Refused for any other."""
    found = await load_obligation(ref, session)
    if found is None:
        raise Refused(not_found("obligation"))
    require_bearer(access, session, found, "obligation")
    return found


async def act_on_each(
    refs: Sequence[ObligationRef],
    session: Session,
    act: Callable[[FoundObligation, int], list[Event]],
) -> Decision:
    """Act on each obligation alone; the answer has an outcome for each, in their order."""
    if not 1 <= len(refs) <= BULK:
        raise Refused(TooManyObligations(f"Give 1 to {BULK} obligations.", "obligations"))
    obligations = ObligationLoader(session, refs)
    await obligations.load()
    events: list[Event] = []
    offsets: Counter[tuple[UUID, UUID]] = Counter()
    outcomes: list[dict[str, Any]] = []
    seen: set[ObligationRef] = set()
    for ref in refs:
        reasons: tuple[Refusal, ...] = ()
        try:
            found = obligations.find(ref)
            if found is None:
                raise Refused(not_found())
            stream = (ref.directive, ref.unit)
            done = [] if ref in seen else act(found, offsets[stream])
            offsets[stream] += len(done)
            events += done
            seen.add(ref)
        except Refused as refused:
            reasons = refused.reasons
        outcomes.append({"errors": [told(reason) for reason in reasons]})
    return Decision(events, {"outcomes": outcomes})


def require_bearer(access: Access, session: Session, found: FoundObligation, *at: str) -> None:
    """Raises Refused unless the principal acts for whoever bears the obligation."""
    if not access.acts_for(found.bearer_id, ACTING, found.classification, session.now):
        raise Refused(not_found(*at))


def judge(access: Access, session: Session, found: FoundObligation) -> UUID | None:
    """The unit for which the principal decides on an obligation; null: for none."""
    for unit_id in found.state.obligation.judge_ids:
        if access.acts_for(unit_id, ISSUER, found.classification, session.now):
            return unit_id
    return None


def require_judge(access: Access, session: Session, found: FoundObligation, *at: str) -> UUID:
    """As ``judge``; raises Refused for none."""
    unit_id = judge(access, session, found)
    if unit_id is None:
        raise Refused(not_found(*at))
    return unit_id


def require_above(
    access: Access, session: Session, found: FoundObligation, by_id: UUID, *at: str
) -> None:
    """Raises Refused unless the principal issues for a unit that the bearer stands within, or that
    decides on the obligation.
    """
    above = session.organisation.is_within(found.bearer_id, by_id)
    decides = by_id in found.state.obligation.judge_ids
    acts = access.acts_for(by_id, ISSUER, found.classification, session.now)
    if not acts or not (above or decides):
        raise Refused(not_found(*at))


def obligation_answer(ref: ObligationRef) -> dict[str, str | None]:
    """An obligation, for the answer of a command."""
    return {
        "directive": str(ref.directive),
        "unit": str(ref.unit),
        "task": str(ref.task),
        "occurrence": ref.occurrence.isoformat() if ref.occurrence else None,
    }


def not_found(*at: str) -> ObligationNotFound:
    """One answer for what is not owed and for what is not the principal's."""
    return ObligationNotFound("No such obligation of yours.", *at)
