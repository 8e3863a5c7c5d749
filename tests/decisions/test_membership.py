"""Who is a member of a directive and of its tasks, and since when, as units and wordings change."""

from dataclasses import replace
from typing import Any

import pytest

from cascade.directive.audience import Audience, Selector
from cascade.directive.commands import AudienceInput, GroupInput, IssueDirective, TaskInput
from cascade.directive.events import DirectiveAmended, DirectiveRevoked
from cascade.directive.rules.coverage import normalise
from cascade.directive.rules.membership import Membership
from cascade.directive.state import Directive
from cascade.enums import ObligationRole
from cascade.events import Event, next_place
from cascade.identifiers import ORGANISATION, task_id
from cascade.organisation.events import UnitMoved, UnitsEstablished, UnitsMerged
from cascade.organisation.state import Organisation
from tests.decisions.issuing import ID, issued
from tests.decisions.organisation import ESTABLISHED, FOUNDED, nation, unit, unit_id
from tests.decisions.story import NOW, Happened

WARDS = AudienceInput(groups=(GroupInput(under=unit_id("P1"), levels=("ward",)),))
ISSUE = IssueDirective(
    issuer=unit_id("P1"),
    type="CV",
    subject="Về việc thông tin",
    issued_on=NOW.date(),
    audience=WARDS,
    tasks=(
        TaskInput(key="all", text="Báo cáo"),
        TaskInput(key="own", text="Kiểm tra", audience=AudienceInput((unit_id("B11"),))),
        TaskInput(key="led", text="Chủ trì", lead=unit_id("W1")),
    ),
    standing=True,
)


def founding(code: str, parent: str, level: str = "ward", kind: str = "committee") -> Event:
    return UnitsEstablished(
        **next_place(ORGANISATION, 2, NOW),
        units=(unit(code, level, parent, kind),),
        valid_from=None,
    )


def wards(tree: Organisation, scope: str = "P1") -> Audience:
    return normalise(tree, (Selector(unit_id=None, under_id=unit_id(scope), levels=("ward",)),))


def amended(**changed: Any) -> DirectiveAmended:
    nothing = DirectiveAmended(
        **next_place(ID, 1, NOW),
        added_tasks=(),
        changed_tasks=(),
        withdrawn_task_ids=(),
        added=None,
        topmost=None,
        withdrawn=None,
        amending_id=None,
        note=None,
    )
    return replace(nothing, **changed)


def after(*events: Event) -> Membership:
    """The directive, issued at position 3, in the tree once all of this has happened since."""
    tree, directive = Organisation(), Directive()
    told = (FOUNDED, ESTABLISHED, issued(ISSUE), *events)
    versions = {ORGANISATION: 0, ID: 0}
    for position, event in enumerate(told, 1):
        versions[event.originator_id] += 1
        numbered = replace(event, originator_version=versions[event.originator_id])
        state: Organisation | Directive = directive if event.originator_id == ID else tree
        state.apply(Happened(position, NOW, numbered))
    return Membership(tree, directive)


def since(membership: Membership, key: str, code: str) -> int | None:
    """The position from which a task charges a unit; null where it does not."""
    charge = membership.charge(membership.directive.tasks[task_id(ID, key)], unit_id(code))
    return charge.position if charge else None


def test_a_standing_directive_charges_a_unit_from_its_founding_on() -> None:
    membership = after(founding("W9", "P1"))
    assert membership.is_member(unit_id("W9"))
    assert since(membership, "all", "W9") == 4
    assert (since(membership, "own", "W9"), since(membership, "led", "W9")) == (None, None)
    assert since(membership, "all", "W1") == 3


@pytest.mark.parametrize(
    "event",
    [
        founding("W9", "P2"),
        founding("W9", "W1", "branch", "cell"),
        UnitMoved(
            **next_place(ORGANISATION, 2, NOW),
            unit_id=unit_id("W3"),
            parent_id=unit_id("P1"),
            valid_from=None,
        ),
    ],
)
def test_it_charges_none_that_is_founded_elsewhere_or_came_from_elsewhere(event: Event) -> None:
    membership = after(event)
    for code in ("W9", "W3"):
        if unit_id(code) in membership.organisation.units:
            assert not membership.is_member(unit_id(code))


def test_it_charges_nobody_founded_after_its_end() -> None:
    membership = after(
        DirectiveRevoked(**next_place(ID, 1, NOW), reason="hết hiệu lực"),
        founding("W9", "P1"),
    )
    assert not membership.is_member(unit_id("W9"))


def test_a_merged_unit_is_not_founded_for_it() -> None:
    both = (unit_id("W1"), unit_id("W2"))
    new = unit("W9", "ward", "P1")
    membership = after(
        UnitsMerged(
            **next_place(ORGANISATION, 2, NOW),
            unit_ids=both,
            into_id=unit_id("W9"),
            new=new,
            valid_from=NOW.date(),
        )
    )
    assert not membership.is_member(unit_id("W9"))
    assert membership.is_member(unit_id("W1"))


def test_the_wording_of_an_amendment_counts_for_units_founded_after_it() -> None:
    tree = nation()
    withdrawn = after(amended(withdrawn=wards(tree)), founding("W9", "P1"))
    assert not withdrawn.is_member(unit_id("W9"))
    added = after(amended(added=wards(tree, "P2")), founding("W9", "P2"))
    assert since(added, "all", "W9") == 5
    again = after(amended(withdrawn=wards(tree)), amended(added=wards(tree)), founding("W9", "P1"))
    assert since(again, "all", "W9") == 6


def test_an_amendment_after_the_founding_withdraws_the_unit_as_any_other() -> None:
    tree = nation()
    audience = replace(wards(tree), unit_ids=(unit_id("W9"),))
    membership = after(founding("W9", "P1"), amended(withdrawn=audience))
    assert membership.is_member(unit_id("W9"))
    assert membership.withdrawn_at(unit_id("W9")) == 5


def test_a_task_added_later_charges_the_units_of_its_own_position() -> None:
    task = replace(issued(ISSUE).tasks[0], task_id=task_id(ID, "new"), key="new")
    membership = after(founding("W9", "P1"), amended(added_tasks=(task,)), founding("W8", "P1"))
    assert [since(membership, "new", code) for code in ("W1", "W9", "W8")] == [5, 5, 6]


def test_withdrawing_a_unit_withdraws_those_whose_part_it_bears() -> None:
    both = (unit_id("W1"), unit_id("W2"))
    into = UnitsMerged(
        **next_place(ORGANISATION, 2, NOW),
        unit_ids=both,
        into_id=unit_id("W2"),
        new=None,
        valid_from=NOW.date(),
    )
    named = Audience((), (), (unit_id("W2"),))
    membership = after(into, amended(withdrawn=named))
    assert membership.withdrawn_at(unit_id("W1")) == 5
    assert membership.concerns(unit_id("W2")) is False
    before = after(amended(withdrawn=named), into)
    assert before.withdrawn_at(unit_id("W1")) is None
    assert before.concerns(unit_id("W2"))


def test_the_lead_of_a_task_is_charged_as_lead_whatever_the_audience() -> None:
    membership = after()
    led = membership.directive.tasks[task_id(ID, "led")]
    charge = membership.charge(led, unit_id("W1"))
    assert charge is not None
    assert charge.role is ObligationRole.LEAD
    assert membership.charge(led, unit_id("W2")) is None
