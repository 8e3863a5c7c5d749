"""A reorganisation as one package: decided as a whole, now or on the tree of a day to come."""

from typing import Final

from cascade.engine.administration import require_administers
from cascade.engine.engine import Decision, Handlers
from cascade.engine.foresight import Foresight, carry_out
from cascade.engine.handlers.reorganisations import check_transfers, handed_over
from cascade.engine.scheduling import keep, kept_already
from cascade.engine.session import Session
from cascade.organisation.commands import DissolveUnit, Reorganise, SplitUnit
from cascade.organisation.decisions.packages import Package
from cascade.organisation.decisions.units import today
from cascade.organisation.draft import Draft


async def reorganise(command: Reorganise, session: Session) -> Decision:
    """Answered with the units that have keys, in the order of the package; one that is kept for its
    day, with the units that it is about.
    """
    concerned = await require_administers(command, session)
    is_to_come = _is_to_come(command, session)
    if is_to_come and (kept := kept_already(command, session, concerned.values())):
        return kept
    package = await prepare_package(command, session)
    events = package.event(session.organisation)
    if not is_to_come:
        await Foresight(session).require_possible(events)
        return Decision(events, {"units": [str(unit_id) for unit_id in package.ids.values()]})
    if not events:
        return Decision([], {"units": []})
    return await keep(command, session, concerned.values(), command.valid_from)


async def prepare_package(command: Reorganise, session: Session) -> Package:
    """A package as decided on the tree of its day; raises Refused. Whether the principal may is
    judged before.
    """
    access, organisation, now = await session.start(), session.organisation, session.now
    endings = [end for step in command.steps if (end := step.split or step.dissolve)]
    directives = await session.directives({id_ for end in endings for id_ in handed_over(end)})
    tree = Draft(organisation)
    if _is_to_come(command, session):
        tree = await Foresight(session).tree_on(command.valid_from)

    def check(tree: Draft, change: SplitUnit | DissolveUnit) -> None:
        # A unit that the package brings is nowhere else.
        chart = organisation if change.unit in organisation.units else tree
        clearance = access.clearance_as_administrator(change.unit, chart, now)
        check_transfers(tree, change, directives, clearance)

    package = Package(tree, command, session.new_id, now, check)
    await carry_out(package, session)
    return package


def _is_to_come(command: Reorganise, session: Session) -> bool:
    return command.valid_from > today(session.organisation, session.now)


HANDLERS: Final[Handlers] = {
    Reorganise: reorganise,
}
