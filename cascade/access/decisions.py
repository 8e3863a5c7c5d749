"""Who is given what. The administrator's own authority is judged here too."""

from datetime import datetime
from typing import Final

from cascade.access.commands import GrantRole, RevokeRole
from cascade.access.events import RoleGranted, RoleRevoked
from cascade.access.refusals import (
    ClearanceBeyondOwn,
    GrantEndsBeforeItBegins,
    InvalidSubject,
    NotPermitted,
)
from cascade.access.state import Access, Grant
from cascade.enums import Classification
from cascade.events import Event, next_place
from cascade.identifiers import access_id
from cascade.organisation.state import Organisation
from cascade.refusals import Refused

SUBJECT_CHARACTERS: Final = 200


def check_subject(subject: str) -> None:
    """Raises Refused unless the subject is 1 to 200 printable characters."""
    if not (1 <= len(subject) <= SUBJECT_CHARACTERS and subject.isprintable()):
        raise Refused(InvalidSubject("A subject has 1 to 200 printable characters.", "subject"))


def decide_grant(
    access: Access,
    administrator: Access,
    organisation: Organisation,
    command: GrantRole,
    now: datetime,
) -> list[Event]:
    """Grant a role, in place of the same one; nothing where this very grant stands."""
    check_subject(command.subject)
    unit = organisation.unit(command.unit, "unit")
    own = administrator.clearance_as_administrator(unit.unit_id, organisation, now)
    if own is None:
        raise Refused(NotPermitted("You do not administer this unit.", "unit"))
    standing = access.grants.get((unit.unit_id, command.role))
    if command.clearance.rank > own.rank:
        raise Refused(ClearanceBeyondOwn("This clearance is above your own.", "clearance"))
    _refuse_above(standing, own, "role")
    if command.valid_from and command.valid_to and command.valid_to <= command.valid_from:
        raise Refused(GrantEndsBeforeItBegins("The grant ends before it begins.", "valid_to"))
    wanted = Grant(
        unit.unit_id, command.role, command.clearance, command.valid_from, command.valid_to
    )
    if standing == wanted:
        return []
    return [grant_event(access, command, now)]


def _refuse_above(standing: Grant | None, own: Classification, *at: str | int) -> None:
    """Who may not read what is secret does not decide who does."""
    if standing is not None and standing.clearance.rank > own.rank:
        raise Refused(ClearanceBeyondOwn("The grant's clearance is above your own.", *at))


def grant_event(access: Access, command: GrantRole, now: datetime) -> RoleGranted:
    """The event that a grant is, without judging anybody's authority: the foundation's too."""
    return RoleGranted(
        **next_place(access_id(command.subject), access.version, now),
        subject=command.subject,
        unit_id=command.unit,
        role=command.role,
        clearance=command.clearance,
        valid_from=command.valid_from,
        valid_to=command.valid_to,
    )


def decide_revoke(
    access: Access,
    administrator: Access,
    organisation: Organisation,
    command: RevokeRole,
    now: datetime,
) -> list[Event]:
    """Revoke a role; nothing where the subject does not hold it."""
    check_subject(command.subject)
    unit = organisation.known(command.unit, "unit")
    own = administrator.clearance_as_administrator(unit.unit_id, organisation, now)
    if own is None:
        raise Refused(NotPermitted("You do not administer this unit.", "unit"))
    standing = access.grants.get((unit.unit_id, command.role))
    if standing is None:
        return []
    _refuse_above(standing, own, "role")
    return [
        RoleRevoked(
            **next_place(access_id(command.subject), access.version, now),
            subject=command.subject,
            unit_id=unit.unit_id,
            role=command.role,
        )
    ]
