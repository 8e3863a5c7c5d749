"""Commands that pass a directive on down the tree."""

from uuid import UUID

from cascade.commands.engine import Decision
from cascade.commands.session import Session
from cascade.directive.addressing import Authority, resolve
from cascade.directive.audience import Audience
from cascade.directive.commands import AudienceInput
from cascade.directive.coverage import covers, members
from cascade.directive.refusals import AudienceReachesNobody, DirectiveNotFound
from cascade.directive.state import Directive
from cascade.execution.commands import RelayDirective
from cascade.execution.decisions import decide_relay, has_relayed
from cascade.execution.reach import frozen, is_covered, possible_relayers, reach_of
from cascade.execution.refusals import NotCovered
from cascade.execution.state import Execution
from cascade.refusals import Problems, Refused
from cascade.terms import Classification, Role
from cascade.texts import check_text

ISSUER = frozenset({Role.ISSUER})


async def reached_execution(
    session: Session, directive: Directive, unit_id: UUID
) -> Execution | None:
    """What a unit does with a directive; null where the directive has not reached it."""
    if directive.issued is None:
        return None
    directive_id = directive.issued.originator_id
    above = possible_relayers(session.organisation, directive, unit_id)
    keys = [(directive_id, id_) for id_ in (unit_id, *above)]
    executions = await session.executions(keys)
    relayers = {id_: executions[directive_id, id_] for id_ in above}
    if reach_of(session.organisation, directive, unit_id, relayers) is None:
        return None
    return executions[directive_id, unit_id]


async def relay_directive(command: RelayDirective, session: Session) -> Decision:
    access = await session.start()
    session.organisation.unit(command.by, "by")
    directive = (await session.directives([command.directive]))[command.directive]
    execution = await reached_execution(session, directive, command.by)
    classification = directive.issued.classification if directive.issued else Classification.OPEN
    if execution is None or not access.acts_for(command.by, ISSUER, classification, session.now):
        raise Refused(DirectiveNotFound("No such directive has reached this unit.", "directive"))
    problems = Problems()
    check_text(problems, command.note, "note")
    audience = _relayed_to(session, directive, command.audience, command.by, problems)
    problems.refuse_if_any()
    answer = {"directive": str(command.directive)}
    if has_relayed(session.organisation, execution, audience):
        return Decision([], answer)
    note = None if command.note is None else session.seal_text(command.note)
    events = decide_relay(execution, command.directive, command.by, audience, note, session.now)
    return Decision(events, answer)


def _relayed_to(
    session: Session,
    directive: Directive,
    wanted: AudienceInput,
    by_id: UUID,
    problems: Problems,
) -> Audience:
    organisation = session.organisation
    audience = resolve(Authority.under(organisation, by_id), wanted, problems, "audience")
    for index, unit_id in enumerate(wanted.units):
        if unit_id in organisation.units and not is_covered(organisation, directive, unit_id):
            reason = "The directive neither addresses nor charges this unit."
            problems.add(NotCovered(reason, "audience", "units", index))
    everyone, position = frozen(directive), directive.position
    if not problems.found and not any(
        covers(organisation, everyone, unit.unit_id, position)
        for unit in members(organisation, audience)
    ):
        reason = "None of these units is in the directive's audience."
        problems.add(AudienceReachesNobody(reason, "audience"))
    return audience
