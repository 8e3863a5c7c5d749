"""For whom a principal acts. An ended unit is stood in for by its heir."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from cascade.access.refusals import NotPermitted
from cascade.access.state import Access
from cascade.directive.events import DirectiveRecorded
from cascade.directive.refusals import DirectiveNotFound
from cascade.directive.state import Directive
from cascade.engine.session import Session
from cascade.enums import Classification, Role
from cascade.organisation.state import Organisation
from cascade.refusals import Refused

ISSUER: Final = frozenset({Role.ISSUER})


def acts_for_any(
    access: Access,
    session: Session,
    unit_ids: Iterable[UUID],
    roles: frozenset[Role],
    classification: Classification,
) -> bool:
    """Whether the principal acts for one of these units, or for the heir of one."""
    heirs = {session.organisation.heir(unit_id) for unit_id in unit_ids}
    return any(access.acts_for(heir, roles, classification, session.now) for heir in heirs)


def require_issuer(
    access: Access,
    session: Session,
    unit_id: UUID,
    classification: Classification,
    *at: str | int,
) -> None:
    """Raises Refused unless the principal issues for this very unit, which is live."""
    session.organisation.unit(unit_id, *at)
    if not access.acts_for(unit_id, ISSUER, classification, session.now):
        raise Refused(NotPermitted("You do not issue for this unit.", *at))


async def issued_by_principal(
    access: Access, session: Session, directive_id: UUID, *at: str | int
) -> Directive:
    """A directive, issued or recorded, for one of whose issuers the principal issues; raises
    Refused with DirectiveNotFound for any other.
    """
    directive = (await session.directives([directive_id]))[directive_id]
    document = directive.document
    if document is None or not acts_for_any(
        access, session, issuer_ids(directive), ISSUER, document.classification
    ):
        raise Refused(DirectiveNotFound("You issued no such directive.", *at))
    return directive


def acting_issuer(access: Access, session: Session, directive: Directive) -> UUID:
    """The unit for which the principal, who was found to issue for one, acts on a directive."""
    document = directive.document
    for unit_id in issuer_ids(directive):
        heir = session.organisation.heir(unit_id)
        if document and access.acts_for(heir, ISSUER, document.classification, session.now):
            return heir
    raise AssertionError("the principal issues for one of the issuers")


def issuer_ids(directive: Directive) -> tuple[UUID, ...]:
    """Those that issued a directive; of a recorded one its issuer and who recorded it."""
    document = directive.document
    if isinstance(document, DirectiveRecorded):
        return (document.issuer_id, document.recorded_by_id)
    return directive.issuer_ids


def is_same_unit(organisation: Organisation, unit_id: UUID, named_id: UUID) -> bool:
    """Whether a unit is the one named, or stands in for it by now."""
    return unit_id == named_id or organisation.heir(named_id) == unit_id
