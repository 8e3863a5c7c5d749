"""Commands that pass a directive on down the tree, and that recall what was passed on."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from cascade.days import local_day
from cascade.directive.audience import Audience
from cascade.directive.commands import AudienceInput
from cascade.directive.refusals import AudienceReachesNobody, DirectiveNotFound
from cascade.directive.rules.addressing import Authority, resolve
from cascade.directive.rules.coverage import members
from cascade.directive.rules.in_force import in_force
from cascade.directive.rules.membership import Membership
from cascade.directive.state import Directive
from cascade.engine.authorities import ISSUER
from cascade.engine.engine import Decision, Handlers
from cascade.engine.session import Session
from cascade.enums import Classification
from cascade.events import Event
from cascade.execution.commands import RecallRelay, RelayDirective
from cascade.execution.decisions.relaying import (
    decide_recall,
    decide_relay,
    has_relayed,
    pass_on,
    relayed_dues,
)
from cascade.execution.refusals import NotCovered
from cascade.execution.rules.reach import Reaching, possible_relayers
from cascade.execution.state import Execution
from cascade.refusals import Problems, Refused


async def reached_execution(
    session: Session, directive: Directive, unit_id: UUID
) -> Execution | None:
    """What a unit does with a directive; null where the directive has not reached it."""
    reaching = await _reaching(session, directive, [unit_id])
    if reaching is None or reaching.of_unit(unit_id) is None:
        return None
    return reaching.executions[unit_id]


async def relay_directive(command: RelayDirective, session: Session) -> Decision:
    access, problems = await session.start(), Problems()
    organisation = session.organisation
    organisation.unit(command.by, "by")
    directive = (await session.directives([command.directive]))[command.directive]
    borne = organisation.borne_by(command.by, command.directive)
    reaching = await _reaching(session, directive, [command.by, *borne])
    document = directive.document
    classification = document.classification if document else Classification.OPEN
    reached = [id_ for id_ in (command.by, *borne) if reaching and reaching.of_unit(id_)]
    acts = access.acts_for(command.by, ISSUER, classification, session.now)
    if reaching is None or not reached or not acts:
        raise Refused(DirectiveNotFound("No such directive has reached this unit.", "directive"))
    in_force(directive, session.now, "directive")
    audience = _relayed_to(session, reaching.membership, command.audience, command.by, problems)
    dues = relayed_dues(reaching, [command.by, *borne], command.dues, session.now, problems)
    problems.refuse_if_any()
    answer = {"directive": str(command.directive)}
    execution = reaching.executions[command.by]
    if has_relayed(organisation, execution, audience, dues):
        return Decision([], answer)
    note = None if command.note is None else session.seal_text(command.note)
    events = decide_relay(
        execution, command.directive, command.by, audience, note, dues, session.now
    )
    events += _for_those_borne(reaching, [id_ for id_ in reached if id_ != command.by], session)
    return Decision(events, answer)


async def recall_relay(command: RecallRelay, session: Session) -> Decision:
    """An issuer's right, for the unit that relayed it or its heir."""
    access = await session.start()
    heir = session.organisation.heir(session.organisation.known(command.by, "by").unit_id)
    directive = (await session.directives([command.directive]))[command.directive]
    key = (command.directive, command.by)
    execution = (await session.executions([key]))[key]
    classification = directive.issued.classification if directive.issued else Classification.OPEN
    acts = access.acts_for(heir, ISSUER, classification, session.now)
    has_it = bool(execution.relays) or await reached_execution(session, directive, command.by)
    if directive.issued is None or not acts or not has_it:
        raise Refused(DirectiveNotFound("No such directive has reached this unit.", "directive"))
    in_force(directive, session.now, "directive")
    events = decide_recall(execution, *key, command.reason, session.now)
    return Decision(events, {"directive": str(command.directive)})


async def _reaching(
    session: Session, directive: Directive, unit_ids: Iterable[UUID]
) -> Reaching | None:
    """How a directive that was issued here reached these units."""
    if directive.issued is None:
        return None
    organisation, directive_id = session.organisation, directive.issued.originator_id
    wanted = dict.fromkeys(unit_ids)
    for unit_id in tuple(wanted):
        wanted.update(dict.fromkeys(possible_relayers(organisation, directive, unit_id)))
    executions = await session.executions((directive_id, unit_id) for unit_id in wanted)
    by_unit = {unit_id: execution for (_, unit_id), execution in executions.items()}
    return Reaching(organisation, directive, by_unit)


def _for_those_borne(reaching: Reaching, unit_ids: Iterable[UUID], session: Session) -> list[Event]:
    """The acts by which a relay passes on for units that ended, whose part the relayer bears."""
    issued = reaching.directive.issued
    if issued is None:
        return []
    return [
        pass_on(execution, issued, unit_id, None, session.now)
        for unit_id in unit_ids
        if not (execution := reaching.executions[unit_id]).has_passed_on()
    ]


def _relayed_to(
    session: Session,
    membership: Membership,
    wanted: AudienceInput,
    by_id: UUID,
    problems: Problems,
) -> Audience:
    organisation = session.organisation
    authority = Authority.under(organisation, by_id, local_day(session.now, organisation.zone))
    audience = resolve(authority, wanted, problems, "audience")
    for index, unit_id in enumerate(wanted.units):
        if organisation.is_live(unit_id) and not _concerns(membership, unit_id):
            reason = "The directive neither addresses nor charges this unit."
            problems.add(NotCovered(reason, "audience", "units", index))
    if not problems.found and not any(
        _concerns(membership, unit.unit_id) for unit in members(organisation, audience)
    ):
        reason = "None of these units is in the directive's audience."
        problems.add(AudienceReachesNobody(reason, "audience"))
    return audience


def _concerns(membership: Membership, unit_id: UUID) -> bool:
    """Whether the directive addresses or charges a unit, or one whose part it bears."""
    issued = membership.directive.issued
    assert issued is not None
    borne = membership.organisation.borne_by(unit_id, issued.originator_id)
    return any(membership.is_member(id_) for id_ in (unit_id, *borne))


HANDLERS: Final[Handlers] = {
    RelayDirective: relay_directive,
    RecallRelay: recall_relay,
}
