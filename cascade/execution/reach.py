"""When and by what a directive reached a unit: by its issue, or by a relay on the way down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cascade.directive.audience import NOBODY, Audience
from cascade.directive.coverage import covers
from cascade.directive.state import Directive
from cascade.execution.state import Execution
from cascade.organisation.state import Organisation


@dataclass(frozen=True, slots=True)
class Reach:
    """The position and the instant at which a directive reached a unit."""

    position: int
    recorded_at: datetime


def frozen(directive: Directive) -> Audience:
    """Everyone whom an issued directive addresses or charges; judge it on the directive's tree."""
    return directive.coverages[0].everyone if directive.coverages else NOBODY


def is_covered(organisation: Organisation, directive: Directive, unit_id: UUID) -> bool:
    """Whether the directive, as it was issued, addresses or charges the unit."""
    return covers(organisation, frozen(directive), unit_id, directive.position)


def possible_relayers(
    organisation: Organisation, directive: Directive, unit_id: UUID
) -> Iterable[UUID]:
    """Units whose relays may have reached this one; none where the issue reached everybody."""
    if directive.issued is None or directive.issued.level_by_level is None:
        return ()
    return organisation.ancestors_since(unit_id, directive.position)


def reach_of(
    organisation: Organisation,
    directive: Directive,
    unit_id: UUID,
    relayers: Mapping[UUID, Execution],
) -> Reach | None:
    """The first reach of a unit; null where it is not covered or not reached yet.

    ``relayers`` holds the executions of the ``possible_relayers``.
    """
    issued, recorded_at = directive.issued, directive.recorded_at
    if issued is None or recorded_at is None or not is_covered(organisation, directive, unit_id):
        return None
    first = issued.level_by_level.topmost if issued.level_by_level else None
    if first is None or covers(organisation, first, unit_id, directive.position):
        return Reach(directive.position, recorded_at)
    reaches = [
        Reach(relay.position, relay.recorded_at)
        for execution in relayers.values()
        for relay in execution.relays
        if covers(organisation, relay.event.audience, unit_id, relay.position)
    ]
    return min(reaches, key=lambda reach: reach.position, default=None)


def reaches_into(
    organisation: Organisation,
    directive: Directive,
    scope_id: UUID,
    relayers: Mapping[UUID, Execution],
) -> bool:
    """Whether the directive has reached the scope or a unit that now stands under it.

    ``relayers`` holds the executions of the scope's ``possible_relayers``: what is passed on
    inside the scope came to it from above.
    """
    issued = directive.issued
    if issued is None:
        return False
    ways = [(relay.event.audience, relay.position) for e in relayers.values() for relay in e.relays]
    if issued.level_by_level is None:
        ways.append((frozen(directive), directive.position))
    else:
        ways.append((issued.level_by_level.topmost, directive.position))
    return any(
        covers(organisation, audience, unit.unit_id, position)
        and is_covered(organisation, directive, unit.unit_id)
        for unit in organisation.subtree(scope_id)
        for audience, position in ways
    )
