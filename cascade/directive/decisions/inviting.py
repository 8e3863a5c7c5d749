"""Units outside the issuer's authority are asked to coordinate, and do once they accept."""

from datetime import datetime
from typing import Final
from uuid import UUID

from cascade.directive.commands import InviteUnit
from cascade.directive.events import InvitationAccepted, InvitationDeclined, UnitInvited
from cascade.directive.occasions import Invitation
from cascade.directive.records import TaskRecord
from cascade.directive.refusals import (
    CoordinatesAlready,
    CoordinatingWithoutLead,
    InvitationAnswered,
    NeedsNoInvitation,
    QuotaSharedWithGroup,
    TaskWithdrawn,
    TooMany,
    UnknownTask,
)
from cascade.directive.rules.addressing import Authority, refuse_unit
from cascade.directive.rules.coordinating import COORDINATING
from cascade.directive.rules.in_force import in_force
from cascade.directive.rules.membership import Membership
from cascade.directive.state import Directive
from cascade.enums import ObligationRole
from cascade.events import Event, next_place
from cascade.organisation.state import Organisation
from cascade.refusals import Problems, Refusal, Refused

INVITATIONS: Final = 500
"""Invitations of one directive, answered ones included."""


def decide_invite(
    organisation: Organisation,
    directive: Directive,
    command: InviteUnit,
    invitation_id: UUID,
    now: datetime,
) -> list[Event]:
    """Ask a unit to coordinate; nothing where it was asked and has not answered. Raises
    Refused.
    """
    issued, problems = in_force(directive, now, "directive"), Problems()
    task = next((task for task in directive.tasks.values() if task.key == command.task), None)
    if task is None:
        problems.add(UnknownTask(f"No task has the key {command.task!r}.", "task"))
    else:
        _check_task(directive, task, problems)
    if reason := refuse_unit(organisation, command.unit, "unit"):
        problems.add(reason)
    problems.refuse_if_any()
    if task is None or is_open(directive, command.unit, task):
        return []
    if reason := _why_not(organisation, directive, task, command.unit):
        raise Refused(reason)
    if len(directive.invitations) >= INVITATIONS:
        raise Refused(TooMany(f"A directive has at most {INVITATIONS} invitations.", "directive"))
    unit_id = command.unit
    return [
        UnitInvited(
            **next_place(issued.originator_id, directive.version, now),
            invitation_id=invitation_id,
            unit_id=unit_id,
            task_id=task.task_id,
            note=command.note,
        )
    ]


def is_open(directive: Directive, unit_id: UUID, task: TaskRecord) -> bool:
    """Whether the unit was asked to coordinate in the task and has not answered."""
    return any(
        invitation.accepted is None
        and (invitation.unit_id, invitation.task_id) == (unit_id, task.task_id)
        for invitation in directive.invitations.values()
    )


def decide_answer(
    organisation: Organisation,
    directive: Directive,
    invitation: Invitation,
    accepts: bool,
    now: datetime,
) -> list[Event]:
    """Accept or decline for the invited unit or its heir; nothing where it did so. Raises
    Refused.
    """
    issued, unit_id = in_force(directive, now, "invitation"), organisation.heir(invitation.unit_id)
    if invitation.accepted is accepts:
        return []
    if invitation.accepted is not None:
        done = "accepted" if invitation.accepted else "declined"
        raise Refused(InvitationAnswered(f"The invitation was {done}.", "invitation"))
    if invitation.task_id in directive.tasks_withdrawn:
        raise Refused(TaskWithdrawn("The task was withdrawn.", "invitation"))
    task = directive.tasks[invitation.task_id]
    if accepts and _takes_part(organisation, directive, task, unit_id):
        raise Refused(CoordinatesAlready("It takes part in the task already.", "invitation"))
    kind = InvitationAccepted if accepts else InvitationDeclined
    return [
        kind(
            **next_place(issued.originator_id, directive.version, now),
            invitation_id=invitation.invitation_id,
            unit_id=unit_id,
            task_id=invitation.task_id,
        )
    ]


def _check_task(directive: Directive, task: TaskRecord, problems: Problems) -> None:
    if task.task_id in directive.tasks_withdrawn:
        problems.add(TaskWithdrawn(f"Task {task.key!r} was withdrawn.", "task"))
    if task.quota is not None and task.lead_id is None:
        problems.add(CoordinatingWithoutLead("Its quota would be shared; who leads?", "task"))
    if task.quota is not None and task.coordinating is not None:
        problems.add(QuotaSharedWithGroup("A group shares its quota.", "task"))
    asked = sum(
        invitation.accepted is None and invitation.task_id == task.task_id
        for invitation in directive.invitations.values()
    )
    if len(directive.coordinating(task)) + asked >= COORDINATING:
        problems.add(TooMany(f"At most {COORDINATING} units coordinate.", "task"))


def _takes_part(
    organisation: Organisation, directive: Directive, task: TaskRecord, unit_id: UUID
) -> bool:
    """Whether the unit leads the task or coordinates in it already."""
    charge = Membership(organisation, directive).charge(task, unit_id)
    return charge is not None and charge.role is not ObligationRole.RESPONSIBLE


def _why_not(
    organisation: Organisation, directive: Directive, task: TaskRecord, unit_id: UUID
) -> Refusal | None:
    if _takes_part(organisation, directive, task, unit_id):
        return CoordinatesAlready("It takes part in the task already.", "unit")
    issuer_ids = [organisation.heir(issuer_id) for issuer_id in directive.issuer_ids]
    if unit_id in issuer_ids:
        return NeedsNoInvitation("It issued the directive.", "unit")
    beyond = Problems()
    Authority.of(organisation, *issuer_ids).check_unit(unit_id, beyond, "unit")
    if not beyond.found:
        return NeedsNoInvitation("It stands under the issuer: charge it by an amendment.", "unit")
    return None
