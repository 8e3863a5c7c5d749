"""Who keeps the tree: administrators, each within the subtree that is theirs."""

from collections.abc import Mapping
from uuid import UUID

from cascade.access.refusals import NotPermitted
from cascade.access.state import Access
from cascade.commands.session import Session
from cascade.organisation.newcomers import At
from cascade.refusals import Problems, Refused


async def require_administers(session: Session, units: Mapping[At, UUID]) -> None:
    """Raises Refused unless all of these are live and the principal administers them.

    Units are given with their places in the input.
    """
    access = await session.start()
    problems = Problems()
    for at, unit_id in units.items():
        try:
            session.organisation.unit(unit_id, *at)
        except Refused as refused:
            problems.found += refused.reasons
        else:
            check_administers(access, session, unit_id, problems, *at)
    problems.refuse_if_any()


def check_administers(
    access: Access, session: Session, unit_id: UUID, problems: Problems, *at: str | int
) -> None:
    """Add where the principal does not administer a unit, which may have ended."""
    if not access.administers(unit_id, session.organisation, session.now):
        problems.add(NotPermitted("You do not administer this unit.", *at))
