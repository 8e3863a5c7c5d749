"""Units outside the issuer's authority coordinate once they accept."""

from typing import Any

import pytest

from cascade.directive.commands import (
    AudienceInput,
    InviteUnit,
    IssueDirective,
    QuotaInput,
    TaskInput,
)
from cascade.directive.decisions.inviting import INVITATIONS, decide_answer, decide_invite
from cascade.directive.events import (
    DirectiveAmended,
    DirectiveRevoked,
    InvitationAccepted,
    InvitationDeclined,
    UnitInvited,
)
from cascade.directive.rules.membership import Membership
from cascade.directive.state import Directive
from cascade.enums import ObligationRole
from cascade.events import next_place
from cascade.identifiers import task_id
from tests.decisions.issuing import ID, TREE, in_force
from tests.decisions.organisation import unit_id
from tests.decisions.story import NOW

ASKED = unit_id("an invitation")
QUOTA = QuotaInput(minimum=3, unit_of_measure="tin", stated="ít nhất 3 tin")
ISSUE = IssueDirective(
    issuer=unit_id("P1"),
    type="CV",
    subject="Về việc thông tin",
    issued_on=NOW.date(),
    audience=AudienceInput((unit_id("W1"), unit_id("W2"))),
    tasks=(
        TaskInput(key="1", text="Báo cáo"),
        TaskInput(key="led", text="Tuyên truyền", lead=unit_id("W1"), quota=QUOTA),
        TaskInput(key="own", text="Mỗi nơi", quota=QUOTA),
    ),
)


def invite(task: str = "led", unit: str = "W3", note: str | None = None) -> Any:
    command = InviteUnit(directive=ID, task=task, unit=unit_id(unit), note=note)
    return lambda directive: decide_invite(TREE, directive, command, ASKED, NOW)


def answer(accepts: bool) -> Any:
    def decide(directive: Directive) -> Any:
        return decide_answer(TREE, directive, directive.invitations[ASKED], accepts, NOW)

    return decide


def invited(version: int = 2, task: str = "led", unit: str = "W3") -> UnitInvited:
    return UnitInvited(
        **next_place(ID, version - 1, NOW),
        invitation_id=ASKED,
        unit_id=unit_id(unit),
        task_id=task_id(ID, task),
        note=None,
    )


def accepted(version: int = 3) -> InvitationAccepted:
    return InvitationAccepted(
        **next_place(ID, version - 1, NOW),
        invitation_id=ASKED,
        unit_id=unit_id("W3"),
        task_id=task_id(ID, "led"),
    )


def declined(version: int = 3) -> InvitationDeclined:
    return InvitationDeclined(
        **next_place(ID, version - 1, NOW),
        invitation_id=ASKED,
        unit_id=unit_id("W3"),
        task_id=task_id(ID, "led"),
    )


def test_an_invited_unit_coordinates_from_its_acceptance_on() -> None:
    story = in_force(ISSUE)
    story.when(invite()).then(invited()).and_then_nothing()
    task = story.state.tasks[task_id(ID, "led")]
    membership = Membership(TREE, story.state)
    assert membership.charge(task, unit_id("W3")) is None
    story.when(answer(True)).then(accepted()).and_then_nothing()
    charge = membership.charge(task, unit_id("W3"))
    assert charge is not None
    assert (charge.role, charge.position) == (ObligationRole.COORDINATING, 5)
    assert story.state.coordinating(task) == (unit_id("W3"),)
    story.when(answer(False)).then_refused("INVITATION_ANSWERED at invitation")
    story.when(invite()).then_refused("COORDINATES_ALREADY at unit")


def test_who_declined_owes_nothing_and_may_be_asked_again() -> None:
    story = in_force(ISSUE).and_given(invited())
    story.when(answer(False)).then(declined()).and_then_nothing()
    story.when(answer(True)).then_refused("INVITATION_ANSWERED at invitation")
    story.when(invite()).then(invited(4))


@pytest.mark.parametrize(
    ("task", "unit", "note", "reasons"),
    [
        ("9", "W3", None, ["UNKNOWN_TASK at task"]),
        ("own", "W3", None, ["COORDINATING_WITHOUT_LEAD at task"]),
        ("led", "nowhere", None, ["UNIT_NOT_FOUND at unit"]),
        ("led", "W1", None, ["COORDINATES_ALREADY at unit"]),
        ("led", "W2", None, ["NEEDS_NO_INVITATION at unit"]),
        ("led", "P1", None, ["NEEDS_NO_INVITATION at unit"]),
    ],
)
def test_an_invitation_that_is_refused(
    task: str, unit: str, note: str | None, reasons: list[str]
) -> None:
    in_force(ISSUE).when(invite(task, unit, note)).then_refused(*reasons)


def test_nobody_is_invited_to_what_has_ended() -> None:
    story = in_force(ISSUE).and_given(invited())
    withdrawn = DirectiveAmended(
        **next_place(ID, 2, NOW),
        added_tasks=(),
        changed_tasks=(),
        withdrawn_task_ids=(task_id(ID, "led"),),
        added=None,
        topmost=None,
        withdrawn=None,
        amending_id=None,
        note=None,
    )
    story.and_given(withdrawn)
    story.when(invite()).then_refused("TASK_WITHDRAWN at task")
    story.when(answer(True)).then_refused("TASK_WITHDRAWN at invitation")
    story.and_given(DirectiveRevoked(**next_place(ID, 3, NOW), reason="hết hiệu lực"))
    story.when(invite()).then_refused("DIRECTIVE_NOT_IN_FORCE at directive")
    story.when(answer(True)).then_refused("DIRECTIVE_NOT_IN_FORCE at invitation")


def test_a_bounded_number_of_units_is_invited() -> None:
    story = in_force(ISSUE)
    for number in range(50):
        event = UnitInvited(
            originator_id=ID,
            originator_version=number + 2,
            timestamp=NOW,
            invitation_id=unit_id(f"i{number}"),
            unit_id=unit_id("P2"),
            task_id=task_id(ID, "led"),
            note=None,
        )
        story.and_given(event)
    story.when(invite()).then_refused("TOO_MANY at task")
    assert story.state.version < INVITATIONS
    story = in_force(ISSUE)
    for number in range(INVITATIONS):
        asked = unit_id(f"i{number}")
        event = UnitInvited(
            **next_place(ID, 1, NOW),
            invitation_id=asked,
            unit_id=unit_id("P2"),
            task_id=task_id(ID, "1"),
            note=None,
        )
        story.and_given(
            event,
            InvitationDeclined(
                **next_place(ID, 2, NOW),
                invitation_id=asked,
                unit_id=unit_id("P2"),
                task_id=task_id(ID, "1"),
            ),
        )
    story.when(invite()).then_refused("TOO_MANY at directive")
